import type { CodecDescription } from '../contract'
import { decodeMessage } from './decodeMessage'
import { fromHex } from './hex'
import { readUint } from './numbers'

/** What is looked through for the beginning of a frame before the rest waits for the next call. */
const mostTries = 4_096

/** Cuts a stream into frames. Bytes that belong to none are skipped and counted; memory is bounded by the longest frame. */
export class FrameSplitter {
  /** Bytes that belonged to no frame. */
  skipped = 0
  private kept = new Uint8Array()

  constructor(private readonly description: Pick<CodecDescription, 'framing' | 'messages'>) {}

  /** Bytes that wait for more. */
  get waiting(): number {
    return this.kept.length
  }

  /** @returns whole frames that these bytes complete */
  push(bytes: Uint8Array): Uint8Array[] {
    const joined = new Uint8Array(this.kept.length + bytes.length)
    joined.set(this.kept)
    joined.set(bytes, this.kept.length)
    const frames: Uint8Array[] = []
    const { maxLength } = this.description.framing
    let at = 0
    for (let tries = 0; at < joined.length && tries < mostTries + joined.length; tries++) {
      const rest = joined.subarray(at, at + maxLength)
      const found = this.find(rest)
      if (found === 'more' && rest.length < maxLength) break
      if (typeof found === 'number') {
        frames.push(rest.slice(0, found))
        at += found
      } else {
        this.skipped += 1
        at += 1
      }
    }
    this.kept = joined.slice(at)
    return frames
  }

  /** What waits did not become a frame in time: looks for one behind its first byte. */
  giveUp(): Uint8Array[] {
    if (this.kept.length === 0) return []
    this.skipped += 1
    const rest = this.kept.slice(1)
    this.kept = new Uint8Array()
    return this.push(rest)
  }

  /** @returns length of the frame that begins here; `more` when it may begin here; `none` when it does not */
  private find(bytes: Uint8Array): number | 'more' | 'none' {
    const { framing } = this.description
    if (framing.kind === 'described') return this.findDescribed(bytes)
    const start = fromHex(framing.start ?? '') ?? new Uint8Array()
    const isStart = start.every((byte, i) => i >= bytes.length || bytes[i] === byte)
    if (!isStart) return 'none'
    if (bytes.length < start.length) return 'more'
    if (framing.kind === 'delimited') {
      const end = fromHex(framing.end) ?? new Uint8Array()
      if (end.length === 0) return 'none'
      for (let at = start.length; at + end.length <= bytes.length; at++)
        if (end.every((byte, i) => bytes[at + i] === byte)) return at + end.length
      return 'more'
    }
    const head = bytes.subarray(framing.at, framing.at + framing.bytes)
    if (head.length < framing.bytes) return 'more'
    const length = (readUint(head, framing.endian ?? 'big') ?? 0) + framing.plus
    if (length < framing.at + framing.bytes || length > framing.maxLength) return 'none'
    return bytes.length < length ? 'more' : length
  }

  private findDescribed(bytes: Uint8Array): number | 'more' | 'none' {
    let isMore = false
    for (const message of this.description.messages) {
      if (message.direction !== 'in') continue
      const read = decodeMessage(message, bytes)
      if (read.isOk && read.length > 0) return read.length
      if (!read.isOk && read.isShort) isMore = true
    }
    return isMore ? 'more' : 'none'
  }
}
