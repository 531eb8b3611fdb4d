import type { Device, DeviceGroup, DeviceScope, DeviceType, Grant, GrantedRight, Organisation } from '../contract'

/** What of the registry decides whose a device is. */
export interface GrantFacts {
  readonly organisations: readonly Organisation[]
  readonly groups: readonly DeviceGroup[]
  readonly grants: readonly Grant[]
  typeOf(id: string): DeviceType | undefined
}

/** Who asks: a person of an organisation, or another application. */
export interface Grantee {
  readonly kind: Grant['to']['kind']
  readonly id: string
}

/** The organisation of an account; `undefined` when it is of none: the district's own people, who may do everything that their role allows. */
export const organisationOf = (accountId: string, organisations: readonly Organisation[]): Organisation | undefined =>
  organisations.find((one) => !one.removed && one.memberIds?.some((id) => id === accountId))

/**
 * Whether somebody may do that with a device: an organisation with what belongs to it or to those below it, anybody with what was granted and has not run out. Whoever may manage may command,
 * and who may command may look.
 */
export function isGranted(
  who: Grantee,
  right: GrantedRight,
  device: Device,
  facts: GrantFacts,
  nowMs: number,
): boolean {
  if (who.kind === 'organisation' && isBelow(device.organisationId, who.id, facts.organisations)) return true
  return facts.grants.some(
    ({ to, over, may, untilMs, removed }) =>
      !removed &&
      to.kind === who.kind &&
      (to.id === who.id || (to.kind === 'organisation' && isBelow(to.id, who.id, facts.organisations))) &&
      (untilMs === undefined || nowMs < untilMs) &&
      may.some((one) => includes(one, right)) &&
      isInScope(device, over, facts),
  )
}

const order: readonly GrantedRight[] = ['view', 'command', 'manage']
const includes = (granted: GrantedRight, asked: GrantedRight): boolean => order.indexOf(granted) >= order.indexOf(asked)

/** Whether an organisation, or a group, is another one or stands below it. */
function isBelow(id: string | undefined, above: string, items: readonly (Organisation | DeviceGroup)[]): boolean {
  const seen = new Set<string>()
  for (let at = id; at !== undefined && !seen.has(at);) {
    if (at === above) return true
    seen.add(at)
    const here: string = at
    at = items.find((one) => one.id === here && !one.removed)?.parentId
  }
  return false
}

/** In each of the lists that are there; a scope without any means no device. */
function isInScope(device: Device, scope: DeviceScope, facts: GrantFacts): boolean {
  const { deviceIds, typeIds, systemKeys, buildingIds, groupIds, organisationIds } = scope
  const lists = [deviceIds, typeIds, systemKeys, buildingIds, groupIds, organisationIds]
  if (lists.every((list) => list === undefined)) return false
  const has = (list: readonly string[] | undefined, value: string | undefined) =>
    list === undefined || (value !== undefined && list.includes(value))
  return (
    has(deviceIds, device.id) &&
    has(typeIds, device.typeId) &&
    has(systemKeys, facts.typeOf(device.typeId)?.systemKey) &&
    has(buildingIds, device.place.buildingId) &&
    (organisationIds === undefined ||
      organisationIds.some((id) => isBelow(device.organisationId, id, facts.organisations))) &&
    (groupIds === undefined ||
      (device.groupIds?.some((id) => groupIds.some((above) => isBelow(id, above, facts.groups))) ?? false))
  )
}
