import type { CodecDescription, CodecMessage } from '../contract'
import { decodeMessage } from './decodeMessage'
import type { FrameFault, FrameSpan, FrameValues } from './values'

/** A whole frame, read: as which message, or why as none. */
export type FrameReading =
  | {
      readonly isOk: true
      readonly message: CodecMessage
      readonly values: FrameValues
      readonly spans: readonly FrameSpan[]
    }
  | {
      readonly isOk: false
      /** The message that it fits furthest; absent when there is none. */
      readonly message?: CodecMessage
      readonly fault: FrameFault
      readonly spans: readonly FrameSpan[]
    }

/**
 * Reads a frame as the first message that it fits from its first byte to its last.
 *
 * @param direction only messages that come in (or go out); absent: both, told with every field, for people who try
 */
export function decodeFrame(
  { messages }: Pick<CodecDescription, 'messages'>,
  bytes: Uint8Array,
  direction?: CodecMessage['direction'],
): FrameReading {
  let best: Extract<FrameReading, { isOk: false }> = {
    isOk: false,
    fault: { code: 'noMessage', at: 0, path: '' },
    spans: [],
  }
  for (const message of messages) {
    if (direction !== undefined && message.direction !== direction) continue
    const read = decodeMessage(message, bytes, direction === undefined)
    if (read.isOk && read.length === bytes.length)
      return { isOk: true, message, values: read.values, spans: read.spans }
    const fault: FrameFault = read.isOk
      ? { code: 'tooLong', at: read.length, path: '', expected: String(read.length), found: String(bytes.length) }
      : read.fault
    if (best.message === undefined || fault.at > best.fault.at)
      best = { isOk: false, message, fault, spans: read.spans }
  }
  return best
}
