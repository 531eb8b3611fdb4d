import type { RefusalReason } from '../../domain/contract'
import type { Outgoing } from '../mqtt/encodeService'

/** What a device is answered. */
export interface DoorReply {
  readonly status: number
  /** JSON text. */
  readonly body?: string
  /** More to say in the head. */
  readonly headers?: Readonly<Record<string, string>>
}

/** Codes of the dialect in the body: the status for what HTTP itself refuses, 460 for what is wrong with a message. */
const wrongMessage = 460

const words = {
  400: 'badRequest',
  401: 'wrongCredentials',
  403: 'foreignTopic',
  404: 'unknownTopic',
  405: 'wrongMethod',
  413: 'tooLarge',
  415: 'encoded',
  423: 'locked',
  429: 'tooFast',
  503: 'notNow',
} as const

/** When it may try again, s. */
const tryAgain: Partial<Record<keyof typeof words, string>> = { 423: '60', 429: '1', 503: '5' }

/** Refused before anything of it was taken. */
export function refusedWith(status: keyof typeof words): DoorReply {
  const again = tryAgain[status]
  return {
    status,
    body: JSON.stringify({ code: status, message: words[status] }),
    headers: {
      ...(status === 401 && { 'www-authenticate': 'Basic realm="Chengtai devices", charset="UTF-8"' }),
      ...(again !== undefined && { 'retry-after': again }),
      // The rest of its body is not read.
      ...(status === 413 && { connection: 'close' }),
    },
  }
}

/** The message is stored, as far as it was sound. @param reason the first thing that was not */
export const takenWith = (reason: RefusalReason | undefined): DoorReply =>
  reason === undefined
    ? { status: 200, body: JSON.stringify({ code: 200, message: 'success' }) }
    : { status: 400, body: JSON.stringify({ code: wrongMessage, message: reason }) }

/** What is there for a device; nothing is 204. */
export const downlinkOf = (messages: readonly Outgoing[]): DoorReply =>
  messages.length === 0
    ? { status: 204 }
    : {
        status: 200,
        // Each payload is JSON text of our own.
        body: `{"messages":[${messages
          .map(({ topic, payload }) => `{"topic":${JSON.stringify(topic)},"message":${payload}}`)
          .join(',')}]}`,
      }
