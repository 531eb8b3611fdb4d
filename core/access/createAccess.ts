import { accessRuleFor, type AccessDemands } from '../../domain/access/accessRuleFor'
import { accessRuleId } from '../../domain/contract/state/access'
import type {
  Actor,
  CheckedParams,
  DeviceId,
  DeviceTypeId,
  IntrusionReason,
  Refusal,
  RefusalReason,
} from '../../domain/contract'
import type { BrokerGate } from '../../connectors/mqtt/BrokerGate'
import type { Schedule } from '../iot/Schedule'
import type { Journal } from '../journal/Journal'
import { createSealedJson } from '../sync/sealedJson'
import { createActivations, type Activations } from './createActivations'
import { createCertificates, type Certificates } from './createCertificates'
import { createDeviceKeys, type DeviceKeys } from './createDeviceKeys'
import { createGate, type AccessDirectory } from './createGate'
import { createIntruders, type Intruders } from './createIntruders'
import { createSignatures, type Signatures } from './createSignatures'
import type { NumberStore } from './numberStore'
import type { makeRsaKey } from './x509'

/** Who may come in from the site: secrets, codes, certificates, rules, and those who may not. */
export interface Access {
  readonly keys: DeviceKeys
  readonly activations: Activations
  readonly certificates: Certificates
  readonly intruders: Intruders
  readonly signatures: Signatures
  /** For the embedded broker under this link. */
  gate(linkId: string): BrokerGate
  setRule(what: CheckedParams<'accessRule.set'>, by: Actor): Promise<void>
  demandsOf(device: { id: DeviceId; typeId: DeviceTypeId }): AccessDemands
  /** A message was turned away at the wall: who it was from counts, where it tells of somebody who may not come in. */
  noteRefusal(refusal: Refusal): void
  stop(): Promise<void>
}

export interface AccessParts {
  journal: Journal
  /** Numbers of signed messages over a restart. */
  numbers: NumberStore
  directory: AccessDirectory
  /** Of the installation, so that every seat of it opens what another sealed. */
  secret: Uint8Array
  now: () => number
  newId: () => string
  randomBytes: (length: number) => Uint8Array
  schedule: Schedule
  onError: (error: unknown) => void
  makeKey: typeof makeRsaKey
}

/** Certificates and codes are looked over this often, ms. */
const lookEveryMs = 3_600_000
/** Tries of one address with activation codes. */
const mostTries = 5
const triesWithinMs = 60_000
const mostTrying = 10_000

/** Refusals of messages that tell of somebody who may not come in, and as what they count. */
const intrusions: Partial<Record<RefusalReason, IntrusionReason>> = {
  unknownDevice: 'unknownDevice',
  unknownType: 'unknownDevice',
  ownSecretNeeded: 'noSecret',
  unsigned: 'unsigned',
  badSignature: 'badSignature',
  replayed: 'replayed',
}

/** @returns once what is on disk is read */
export async function createAccess(parts: AccessParts): Promise<Access> {
  const { journal, directory, now, newId, randomBytes, schedule, onError } = parts
  const sealed = createSealedJson(parts.secret, 'access')
  const typeOf = (deviceId: string) => directory.find(deviceId)?.typeId
  const { hasType } = directory
  const keys = createDeviceKeys({ journal, typeOf, sealed, now, newId })
  const certificates = createCertificates({
    journal,
    typeOf,
    hasType,
    sealed,
    now,
    randomBytes,
    makeKey: parts.makeKey,
  })
  const intruders = createIntruders({ journal, now, schedule, onError })
  const activations = createActivations({
    journal,
    keys,
    typeOf,
    hasType,
    now,
    newId,
    randomBytes,
    mayTry: limitTries(now),
  })
  const demandsOf = (device: { id: DeviceId; typeId: DeviceTypeId }) =>
    accessRuleFor((id) => journal.view.get('accessRule', id), device)
  const signatures = await createSignatures({
    keys,
    mustSign: (device) => demandsOf(device).mustSign,
    store: parts.numbers,
    schedule,
    onError,
  })
  const stopWatching = journal.onCommitted(({ touched }) => {
    if (touched.some(({ kind }) => kind === 'accessRule')) signatures.forgetRules()
  })
  let stopLooking: () => void = () => {}
  const look = () => {
    void certificates.warn().catch(onError)
    void activations.sweep().catch(onError)
    void signatures.sweep().catch(onError)
    stopLooking = schedule(lookEveryMs, look)
  }
  look()

  return {
    keys,
    activations,
    certificates,
    intruders,
    signatures,
    demandsOf,
    gate: (linkId) =>
      createGate({ linkId, directory, journal, keys, certificates, activations, intruders, demandsOf, now, schedule }),
    async setRule(rule, actor) {
      const subjectId = accessRuleId(rule.scope)
      await journal.write((view) => {
        const before = view.get('accessRule', subjectId)
        const isSame =
          before?.mustSign === rule.mustSign &&
          before.mustShowCertificate === rule.mustShowCertificate &&
          before.mustUseOwnSecret === rule.mustUseOwnSecret
        return isSame ? [] : [{ kind: 'accessRule.set', subjectId, actor, payload: rule }]
      })
    },
    noteRefusal({ linkId, topic, deviceId, reason, head }) {
      const as = intrusions[reason]
      if (as === undefined) return
      // `/sys/{productKey}/{deviceName}/…`: who it says it is.
      const [, , productKey = '', deviceName = topic] = topic.split('/')
      const name = deviceId ?? (productKey === '' ? deviceName : `${deviceName}&${productKey}`)
      intruders.note({ linkId, name, address: '', reason: as, sample: head })
    },
    async stop() {
      stopLooking()
      stopWatching()
      await signatures.stop()
      await intruders.stop()
    },
  }
}

/** @returns whether one more try of the address is let through: some a minute, and none that would need memory without bound */
function limitTries(now: () => number): (address: string) => boolean {
  const tries = new Map<string, { sinceMs: number; count: number }>()
  return (address) => {
    const nowMs = now()
    const before = tries.get(address)
    const isSame = before !== undefined && nowMs - before.sinceMs < triesWithinMs && nowMs >= before.sinceMs
    const count = isSame ? before.count + 1 : 1
    if (tries.size > mostTrying) tries.clear()
    tries.set(address, { sinceMs: isSame ? before.sinceMs : nowMs, count })
    return count <= mostTries
  }
}
