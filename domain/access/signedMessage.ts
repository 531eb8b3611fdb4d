/**
 * A message that its device signed. `payload` is the message as text, exactly as it was signed: JSON has many ways to write one thing.
 * `sign` is HMAC-SHA256, hex, over `signedText`.
 */
export interface SignedMessage {
  readonly payload: string
  /** When it was signed, UTC ms. */
  readonly time: number
  /** Grows with every message of the device. */
  readonly seq: number
  readonly sign: string
}

const hex64 = /^[0-9a-f]{64}$/

/** Whether a message claims to be signed: one that does and is not sound is refused, not read as a plain one. */
export const claimsSignature = (message: { readonly [name: string]: unknown }): boolean => message['sign'] !== undefined

/** @returns `undefined` when it is not sound */
export function readSignedMessage(message: { readonly [name: string]: unknown }): SignedMessage | undefined {
  const { payload, time, seq, sign } = message
  if (typeof payload !== 'string' || typeof sign !== 'string' || !hex64.test(sign)) return undefined
  if (!isCount(time) || !isCount(seq)) return undefined
  return { payload, time, seq, sign }
}

/** What is signed. Topics of devices hold no line break, so that no two messages have the same text. */
export const signedText = (topic: string, { time, seq, payload }: Omit<SignedMessage, 'sign'>): string =>
  `${topic}\n${time}\n${seq}\n${payload}`

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
