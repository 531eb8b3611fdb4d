import { newcomerUserName, parseDeviceUserName } from '../../domain/access/deviceUserName'
import { judgeCertificate, type ShownCertificate, type SpeaksFor } from '../../domain/access/judgeCertificate'
import type { AccessDemands } from '../../domain/access/accessRuleFor'
import type { Speaker } from '../../domain/access/topicRights'
import type { Admission, BrokerGate, Caller } from '../../connectors/mqtt/BrokerGate'
import type { DeviceId, DeviceTypeId, IntrusionReason } from '../../domain/contract'
import type { Schedule } from '../iot/Schedule'
import type { Journal } from '../journal/Journal'
import type { Activations } from './createActivations'
import type { Certificates } from './createCertificates'
import type { DeviceKeys } from './createDeviceKeys'
import type { Intruders } from './createIntruders'
import { watchOverlaps } from './watchOverlaps'

/** What the gate knows of devices. */
export interface AccessDirectory {
  /** @returns `undefined` for a device that is not known, or no more */
  find(deviceId: string): { id: DeviceId; typeId: DeviceTypeId } | undefined
  hasType(typeId: string): boolean
  /** Whether the device is reached through that gateway. */
  isBehind(gatewayId: string, deviceId: string): boolean
  /** Told when devices are others than before. */
  onChanged(listener: () => void): () => void
}

export interface GateParts {
  linkId: string
  directory: AccessDirectory
  journal: Journal
  keys: DeviceKeys
  certificates: Certificates
  activations: Activations
  intruders: Intruders
  demandsOf: (device: { id: DeviceId; typeId: DeviceTypeId }) => AccessDemands
  now: () => number
  schedule: Schedule
}

/** Client ids of newcomers begin so: they cannot take the place of a device that is connected. */
const newcomerPrefix = 'activate-'
const changing: ReadonlySet<string> = new Set(['deviceKey', 'certificate', 'accessRule'])

const idsOf = ({ id, authorityId }: ShownCertificate): string[] =>
  authorityId === undefined ? [id] : [id, authorityId]

/** The house's answers to the embedded broker: who comes in, as whom, and who is sent away. */
export function createGate(parts: GateParts): BrokerGate {
  const { linkId, directory, keys, certificates, intruders, demandsOf, now } = parts

  const deny = ({ clientId, address }: Pick<Caller, 'clientId' | 'address'>, reason: IntrusionReason, sample: string) =>
    intruders.note({ linkId, name: clientId, address, reason, sample })

  const isLocked = ({ clientId, address }: Caller): boolean => !intruders.listensTo(linkId, clientId, address)

  /** What is tried under a name that is locked out is not counted once more. */
  const refuse = (caller: Caller, reason: IntrusionReason): undefined => {
    if (!isLocked(caller)) deny(caller, reason, caller.userName ?? caller.certificate?.commonName ?? '')
  }

  const speakerOf = (deviceName: string, productKey: string): Speaker => ({
    deviceName,
    productKey,
    isBehindIt: (other, otherKey) =>
      directory.find(other)?.typeId === otherKey && directory.isBehind(deviceName, other),
  })

  /** The device that a connection says it is; of a certificate of one device its user name may be left out. */
  function namedBy(caller: Caller, speaksFor: SpeaksFor | undefined): string | undefined {
    if (speaksFor?.kind === 'device') return speaksFor.deviceId
    if (speaksFor?.kind === 'foreignDevice') return speaksFor.deviceName
    return caller.userName === undefined ? undefined : parseDeviceUserName(caller.userName)?.deviceName
  }

  function admitDevice(caller: Caller, speaksFor: SpeaksFor | undefined): Admission | undefined {
    const named = caller.userName === undefined ? undefined : parseDeviceUserName(caller.userName)
    const deviceName = namedBy(caller, speaksFor)
    const typeId = deviceName === undefined ? undefined : directory.find(deviceName)?.typeId
    if (deviceName === undefined || typeId === undefined) return refuse(caller, 'unknownDevice')
    if (named && (named.deviceName !== deviceName || named.productKey !== typeId))
      return refuse(caller, speaksFor ? 'wrongHolder' : 'unknownDevice')
    if (speaksFor && speaksFor.kind !== 'device' && speaksFor.typeId !== typeId) return refuse(caller, 'wrongHolder')
    // With another device's client id it would end that one's connection (MQTT 3.1.1, 3.1.4-2).
    if (caller.clientId !== deviceName && caller.clientId !== `${deviceName}&${typeId}`)
      return refuse(caller, 'wrongHolder')
    const speaker = speakerOf(deviceName, typeId)
    const shown = speaksFor && caller.certificate ? { certificateIds: idsOf(caller.certificate) } : {}
    if (speaksFor?.kind === 'device' || speaksFor?.kind === 'foreignDevice')
      return { kind: 'device', speaker, ...shown }
    // A type's certificate lies in many devices: where this one has a secret, it proves by it which one it is.
    const key = keys.read(deviceName)
    if (speaksFor && !key) return { kind: 'device', speaker, ...shown }
    if (!speaksFor && isCertificateAsked(deviceName)) return refuse(caller, 'noCertificate')
    if (!key) return refuse(caller, 'noSecret')
    const right = caller.password && keys.check(deviceName, caller.password)
    if (right === undefined || right === 'revoked')
      return refuse(caller, right === 'revoked' ? 'revokedSecret' : 'wrongSecret')
    return { kind: 'device', speaker, keyId: right.keyId, ...shown }
  }

  const demands = (deviceName: string): AccessDemands | undefined => {
    const device = directory.find(deviceName)
    return device && demandsOf(device)
  }
  const isCertificateAsked = (deviceName: string): boolean => demands(deviceName)?.mustShowCertificate === true

  return {
    listensTo: (address) => intruders.listensToAddress(linkId, address),
    listensToCaller: (caller) => !isLocked(caller),
    admit(caller) {
      const verdict = caller.certificate && judgeCertificate(caller.certificate, (id) => certificates.find(id), now())
      if (verdict && 'refused' in verdict) return refuse(caller, verdict.refused)
      if (!verdict && caller.userName === newcomerUserName)
        return caller.clientId.startsWith(newcomerPrefix) && !isLocked(caller)
          ? { kind: 'newcomer' }
          : refuse(caller, 'wrongHolder')
      const admission = admitDevice(caller, verdict?.speaksFor)
      return intruders.listensToProven(linkId, caller.clientId, caller.address) ? admission : undefined
    },
    entered: (address) => intruders.entered(address),
    left: (address) => intruders.left(address),
    maySiteSpeakFor(productKey, deviceName) {
      const asked = demands(deviceName)
      return !asked || (!asked.mustUseOwnSecret && !asked.mustShowCertificate)
    },
    deny,
    activate: (caller, request) =>
      parts.activations.use(request, caller.address, (reason, sample) => deny(caller, reason, sample)),
    isStillGood(admission) {
      if (admission.kind !== 'device') return true
      const { speaker, keyId, certificateIds } = admission
      if (!directory.find(speaker.deviceName)) return false
      if (certificateIds?.some((id) => certificates.find(id)?.revoked)) return false
      if (keyId !== undefined && !keys.isGood(speaker.deviceName, keyId)) return false
      return certificateIds !== undefined || !isCertificateAsked(speaker.deviceName)
    },
    onChanged(listener) {
      const stops = [
        parts.journal.onCommitted(({ touched }) => {
          if (touched.some(({ kind }) => changing.has(kind))) listener()
        }),
        directory.onChanged(listener),
        watchOverlaps({ journal: parts.journal, now, schedule: parts.schedule, onEnded: listener }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}
