import { accessRuleId } from '../contract/state/access'
import type { AccessRule } from '../contract/state/access'
import type { DeviceId, DeviceTypeId } from '../contract/primitives'

/** What is asked of one device. */
export type AccessDemands = Pick<AccessRule, 'mustUseOwnSecret' | 'mustSign' | 'mustShowCertificate'>

const nothingAsked: AccessDemands = { mustUseOwnSecret: false, mustSign: false, mustShowCertificate: false }

/** The rule nearest to the device: its own, its type's, the installation's. */
export function accessRuleFor(
  ruleOf: (id: string) => AccessRule | undefined,
  device: { id: DeviceId; typeId: DeviceTypeId },
): AccessDemands {
  return (
    ruleOf(accessRuleId({ kind: 'device', deviceId: device.id })) ??
    ruleOf(accessRuleId({ kind: 'type', typeId: device.typeId })) ??
    ruleOf(accessRuleId({ kind: 'installation' })) ??
    nothingAsked
  )
}
