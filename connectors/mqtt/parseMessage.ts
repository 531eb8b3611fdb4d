import { isUtf8 } from 'node:buffer'
import type { Wall } from './Wall'

export type JsonRecord = { readonly [name: string]: unknown }

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Deeper than any message of the dialect. */
export const deepest = 32
/** Below this a text cannot nest deep enough to matter, and is not looked through. */
const shortText = 2_048

/** Brackets opened at once, outside strings. */
function isTooDeep(text: string): boolean {
  if (text.length < shortText) return false
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at)
    if (inString) {
      if (char === 0x5c) at += 1
      else if (char === 0x22) inString = false
    } else if (char === 0x22) inString = true
    else if (char === 0x7b || char === 0x5b) {
      if (++depth > deepest) return true
    } else if (char === 0x7d || char === 0x5d) depth -= 1
  }
  return false
}

/** Text of a payload → one JSON object. @returns `undefined` after refusing */
export function parseMessage(payload: Uint8Array, text: string, wall: Wall): JsonRecord | undefined {
  if (!isUtf8(payload)) return void wall.refuse('malformedJson', 'the bytes are no UTF-8')
  if (isTooDeep(text)) return void wall.refuse('wrongShape', `nested deeper than ${deepest}`)
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch (error) {
    return void wall.refuse('malformedJson', error instanceof Error ? error.message.slice(0, 120) : 'no JSON')
  }
  return isRecord(message) ? message : void wall.refuse('wrongShape', 'the message is no object')
}

/** First characters of a payload for the list of refused messages: printable ones, at most 120. */
export function headOf(payload: Uint8Array): string {
  const text = Buffer.from(payload.buffer, payload.byteOffset, Math.min(payload.byteLength, 480)).toString('utf8')
  return text.replace(/[^\P{C}]|\uFFFD/gu, '·').slice(0, 120)
}
