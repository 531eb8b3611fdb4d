import {
  type Actor,
  type CheckedParams,
  type DeviceKey,
  type DeviceKeyFacts,
  type DeviceTypeId,
  Refused,
} from '../../domain/contract'
import { deviceUserName } from '../../domain/access/deviceUserName'
import type { Draft, Journal } from '../journal/Journal'
import type { SealedJson } from '../sync/sealedJson'
import { hashSecret, isSecretRight, makeDeviceSecret, signKeyOf } from './deviceSecret'

export interface DeviceKeys {
  read(deviceId: string): DeviceKeyFacts | undefined
  /** @throws Refused `notFound` */
  issue(
    what: CheckedParams<'deviceKey.issue'>,
    by: Actor,
  ): Promise<{ key: DeviceKeyFacts; userName: string; secret: string }>
  /** @throws Refused `notFound`, `alreadySet` */
  revoke(what: CheckedParams<'deviceKey.revoke'>, by: Actor): Promise<void>
  /** A new secret, unless one is given, and the entry that makes it good. */
  draft(
    device: { id: string; typeId: DeviceTypeId },
    by: Actor,
    more: { how: DeviceKey['how']; overlapUntilMs?: number; activationId?: string },
    secret?: string,
  ): { secret: string; draft: Draft }
  /** @returns the version that the secret is; `undefined` when it is none that is good */
  check(deviceId: string, secret: Uint8Array): { keyId: string } | 'revoked' | undefined
  isGood(deviceId: string, keyId: string): boolean
  /** Ids of all versions that are told of: one that was changed twice is not, and never good again. */
  known(): ReadonlySet<string>
  /** Keys that the device may sign with now. Empty without a secret. */
  signKeys(deviceId: string): { keyId: string; key: Buffer }[]
  counts(): { devices: number; revoked: number; overlapping: number }
}

export interface DeviceKeysParts {
  journal: Journal
  typeOf: (deviceId: string) => DeviceTypeId | undefined
  sealed: SealedJson
  now: () => number
  newId: () => string
}

const factsOf = ({ id, typeId, current, previous, revoked, how }: DeviceKey, nowMs: number): DeviceKeyFacts => ({
  id,
  typeId,
  how,
  ...(current && { keyId: current.keyId, issued: current.issued }),
  ...(previous && previous.untilMs > nowMs && { previousUntilMs: previous.untilMs }),
  ...(revoked && { revoked }),
})

/** One secret a device: made, shown once, changed with an overlap, taken back. */
export function createDeviceKeys({ journal, typeOf, sealed, now, newId }: DeviceKeysParts): DeviceKeys {
  /** Signing keys that were unsealed, by their version in the journal's state: they go when it does. */
  const opened = new WeakMap<object, Buffer>()

  const goodVersions = (deviceId: string) => {
    const key = journal.view.get('deviceKey', deviceId)
    if (!key || key.revoked) return []
    return [
      ...(key.current ? [key.current] : []),
      ...(key.previous && key.previous.untilMs > now() ? [key.previous] : []),
    ]
  }

  const keys: DeviceKeys = {
    read(deviceId) {
      const key = journal.view.get('deviceKey', deviceId)
      return key && factsOf(key, now())
    },
    draft(device, actor, more, secret = makeDeviceSecret()) {
      const payload = {
        typeId: device.typeId,
        keyId: newId(),
        hash: hashSecret(secret),
        signKey: Buffer.from(sealed.seal(signKeyOf(secret).toString('base64'))).toString('base64'),
        ...more,
      }
      return { secret, draft: { kind: 'deviceKey.issued', subjectId: device.id, actor, payload } }
    },
    async issue({ deviceId, overlapMs }, by) {
      const typeId = typeOf(deviceId)
      if (typeId === undefined) throw new Refused('notFound', `device ${deviceId}`)
      const overlap = overlapMs > 0 ? { overlapUntilMs: now() + overlapMs } : {}
      const { secret, draft } = keys.draft({ id: deviceId, typeId }, by, { how: 'issued', ...overlap })
      await journal.write(() => [draft])
      const key = keys.read(deviceId)
      if (!key) throw new Refused('internal', `the secret of ${deviceId} is not there`)
      return { key, userName: deviceUserName({ productKey: typeId, deviceName: deviceId }), secret }
    },
    async revoke({ deviceId, reason }, by) {
      await journal.write((view) => {
        const key = view.get('deviceKey', deviceId)
        if (!key) throw new Refused('notFound', `device ${deviceId} has no secret`)
        if (key.revoked) throw new Refused('alreadySet', `the secret of ${deviceId} is taken back`)
        return [{ kind: 'deviceKey.revoked', subjectId: deviceId, actor: by, payload: { reason } }]
      })
    },
    check(deviceId, secret) {
      const found = goodVersions(deviceId).find(({ hash }) => isSecretRight(hash, secret))
      if (found) return { keyId: found.keyId }
      return journal.view.get('deviceKey', deviceId)?.revoked ? 'revoked' : undefined
    },
    isGood: (deviceId, keyId) => goodVersions(deviceId).some((version) => version.keyId === keyId),
    known() {
      const ids = new Set<string>()
      for (const { current, previous } of journal.view.list('deviceKey'))
        for (const version of [current, previous]) if (version) ids.add(version.keyId)
      return ids
    },
    signKeys: (deviceId) =>
      goodVersions(deviceId).flatMap((version) => {
        const { keyId, signKey } = version
        const known = opened.get(version)
        if (known) return [{ keyId, key: known }]
        const text = sealed.open(Buffer.from(signKey, 'base64'))
        if (typeof text !== 'string') return []
        const key = Buffer.from(text, 'base64')
        opened.set(version, key)
        return [{ keyId, key }]
      }),
    counts() {
      let devices = 0
      let revoked = 0
      let overlapping = 0
      for (const key of journal.view.list('deviceKey')) {
        if (key.current) devices += 1
        if (key.revoked) revoked += 1
        if (key.previous && key.previous.untilMs > now()) overlapping += 1
      }
      return { devices, revoked, overlapping }
    },
  }
  return keys
}
