import { createHash } from 'node:crypto'
import { z } from 'zod'
import {
  type ActivationCode,
  type ActivationFacts,
  type Actor,
  type CheckedParams,
  DeviceId,
  DeviceTypeId,
  type IntrusionReason,
  Refused,
} from '../../domain/contract'
import { makeActivationCode, normaliseActivationCode } from '../../domain/access/activationCode'
import { deviceUserName } from '../../domain/access/deviceUserName'
import type { Journal } from '../journal/Journal'
import type { DeviceKeys } from './createDeviceKeys'

/** What a newcomer sends. */
const ActivationRequest = z.object({
  id: z.union([z.string().max(64), z.number()]).optional(),
  params: z.object({ productKey: DeviceTypeId, deviceName: DeviceId, activationCode: z.string().max(64) }),
})
/** More is no request. */
const mostRequestBytes = 2_048

/** Codes of the device dialect, as in answers to posts: 200 success, 460 a parameter is wrong, 429 too often. */
export interface ActivationAnswer {
  readonly code: 200 | 429 | 460
  readonly message: string
  readonly data: { readonly userName?: string; readonly deviceSecret?: string }
}

export interface Activations {
  /** @throws Refused `notFound` */
  make(
    what: CheckedParams<'activation.make'>,
    by: Actor,
  ): Promise<{ codes: { id: string; code: string; deviceId?: DeviceId }[]; untilMs: number }>
  /** @throws Refused `notFound`, `tooLate` */
  withdraw(what: CheckedParams<'activation.withdraw'>, by: Actor): Promise<void>
  /**
   * Takes a newcomer's request. Whatever is wrong with it, the answer is the same: it tells nobody which devices or codes there are.
   *
   * @param onRefused told why, for the list of intruders
   */
  use(
    request: Uint8Array,
    address: string,
    onRefused: (reason: IntrusionReason, sample: string) => void,
  ): Promise<string>
  /** Takes back codes whose time has come. */
  sweep(): Promise<void>
}

export interface ActivationsParts {
  journal: Journal
  keys: DeviceKeys
  typeOf: (deviceId: string) => DeviceTypeId | undefined
  hasType: (typeId: string) => boolean
  now: () => number
  newId: () => string
  randomBytes: (length: number) => Uint8Array
  /** The address may try once more now. */
  mayTry: (address: string) => boolean
}

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex')
const system: Actor = { kind: 'system', id: 'access' }

export const activationFacts = ({ codeHash: _secret, ...facts }: ActivationCode): ActivationFacts => facts

/** Leave for devices to fetch their secret themselves: a code each, good once and for a time. */
export function createActivations(parts: ActivationsParts): Activations {
  const { journal, keys, typeOf, hasType, now, newId } = parts

  const answer = (id: unknown, { code, message, data }: ActivationAnswer): string =>
    JSON.stringify({
      id: typeof id === 'string' || typeof id === 'number' ? id : '',
      version: '1.0',
      code,
      message,
      data,
    })

  return {
    async make({ typeId, deviceIds, count = 1, validMs }, actor) {
      if (!hasType(typeId)) throw new Refused('notFound', `type ${typeId}`)
      const stranger = deviceIds?.find((id) => typeOf(id) !== typeId)
      if (stranger !== undefined) throw new Refused('notFound', `device ${stranger} of type ${typeId}`)
      const untilMs = now() + validMs
      const wanted: (DeviceId | undefined)[] = deviceIds ?? Array.from({ length: count }, () => undefined)
      const codes = wanted.map((deviceId) => ({
        id: newId(),
        code: makeActivationCode(parts.randomBytes(16)),
        ...(deviceId !== undefined && { deviceId }),
      }))
      await journal.write(() =>
        codes.map(({ id, code, ...device }) => ({
          kind: 'activation.made',
          subjectId: id,
          actor,
          payload: { codeHash: hashOf(code), typeId, untilMs, ...device },
        })),
      )
      return { codes, untilMs }
    },
    async withdraw({ id }, actor) {
      await journal.write((view) => {
        const code = view.get('activation', id)
        if (!code) throw new Refused('notFound', `activation code ${id}`)
        if (code.used || code.withdrawn) throw new Refused('tooLate', `activation code ${id} is used or withdrawn`)
        return [{ kind: 'activation.withdrawn', subjectId: id, actor, payload: {} }]
      })
    },
    async use(request, address, onRefused) {
      const read = readRequest(request)
      if (!parts.mayTry(address)) {
        onRefused('tooFast', Buffer.from(request.subarray(0, 120)).toString('utf8'))
        return answer(read?.id, { code: 429, message: 'too often', data: {} })
      }
      const wrong = (reason: IntrusionReason) => {
        onRefused(
          reason,
          read
            ? `${read.params.deviceName}&${read.params.productKey}`
            : Buffer.from(request.subarray(0, 120)).toString('utf8'),
        )
        return answer(read?.id, { code: 460, message: 'not accepted', data: {} })
      }
      if (!read) return wrong('wrongProtocol')
      const { productKey, deviceName } = read.params
      const code = normaliseActivationCode(read.params.activationCode)
      if (code === undefined || typeOf(deviceName) !== productKey)
        return wrong(code === undefined ? 'wrongCode' : 'unknownDevice')
      const device: Actor = { kind: 'device', id: deviceName }
      const codeHash = hashOf(code)
      let secret: string | undefined
      await journal.write((view) => {
        secret = undefined
        const found = [...view.list('activation')].find((one) => one.codeHash === codeHash)
        if (!found || found.used || found.withdrawn || found.untilMs <= now() || found.typeId !== productKey) return []
        if (found.deviceId !== undefined && found.deviceId !== deviceName) return []
        // A code for any device of the type gives no leave to take the place of one that has its secret, nor to come back to one whose secret was taken away.
        if (found.deviceId === undefined && view.get('deviceKey', deviceName)) return []
        const made = keys.draft({ id: deviceName, typeId: productKey }, device, {
          how: 'activated',
          activationId: found.id,
        })
        secret = made.secret
        return [
          { kind: 'activation.used', subjectId: found.id, actor: device, payload: { deviceId: deviceName, address } },
          made.draft,
        ]
      })
      if (secret === undefined) return wrong('wrongCode')
      const userName = deviceUserName({ productKey, deviceName })
      return answer(read.id, { code: 200, message: 'success', data: { userName, deviceSecret: secret } })
    },
    async sweep() {
      await journal.write((view) =>
        [...view.list('activation')]
          .filter(({ used, withdrawn, untilMs }) => !used && !withdrawn && untilMs <= now())
          .map(({ id }) => ({ kind: 'activation.withdrawn', subjectId: id, actor: system, payload: {} })),
      )
    },
  }
}

/** @returns `undefined` for what is no request */
function readRequest(bytes: Uint8Array): z.infer<typeof ActivationRequest> | undefined {
  if (bytes.length > mostRequestBytes) return undefined
  try {
    const parsed = ActivationRequest.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
