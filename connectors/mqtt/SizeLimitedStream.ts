import { Duplex } from 'node:stream'

/** A PUBLISH that was skipped: what its first bytes tell. */
export interface OversizePublish {
  /** Of the whole packet. */
  readonly bytes: number
  readonly topic: string
  readonly qos: number
  /** What must be acknowledged, or the broker sends it again at every return; `undefined` at QoS 0. */
  readonly messageId: number | undefined
  /** Start of the payload; of an MQTT 5 packet with its few bytes of properties. */
  readonly head: Uint8Array
}

export interface SizeLimit {
  readonly maxPacketBytes: number
  /** Told when a PUBLISH was skipped. Without it, any packet that is too large ends the stream. */
  readonly onOversize?: (packet: OversizePublish) => void
}

const publishType = 3
/** Kept of a packet that is skipped: its topic, its id and what a person needs to recognise it. */
const headBytes = 1_024
/**
 * Passed on in one turn of the event loop, bytes: some eighty messages, a few ms. Node reads on for as long as there is more, 2 MB in one turn, and then everybody else waits for all of it:
 * a commit of the journal, which goes to its thread and back six times, above all.
 */
const turnBytes = 16_384
const nothing = Buffer.alloc(0)

/** What ends the stream. mqtt.js passes errors of a stream on only when they bear a code. */
export const protocolErrorCode = 'ERR_MQTT_FRAMING'

/**
 * Stands before an MQTT parser and reads fixed headers only. The parser gathers a packet whole before anybody can refuse it; here a packet that is too large is
 * skipped byte by byte as it comes, or ends the stream, and memory stays as it was. A flood is passed on in pieces, one a turn of the event loop.
 */
export class SizeLimitedStream extends Duplex {
  /** Arrived, and waits for its turn: what the socket had read before it was paused. */
  #waiting: Buffer = nothing
  #isResting = false
  #isFull = false
  /** A fixed header whose end has not come yet. */
  #partial: Buffer = nothing
  /** Bytes of the current packet still to come. */
  #remaining = 0
  #skipped: { bytes: number; flags: number; head: Buffer[]; kept: number } | undefined

  constructor(
    private readonly inner: Duplex,
    private readonly limit: SizeLimit,
  ) {
    super({ allowHalfOpen: false })
    inner.on('data', (chunk: Buffer) => this.#arrive(chunk))
    inner.on('end', () => {
      this.#scanWaiting()
      this.push(null)
    })
    inner.on('error', (error) => this.destroy(error))
    inner.on('close', () => {
      this.#scanWaiting()
      this.destroy()
    })
  }

  override _read(): void {
    this.#isFull = false
    this.#resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.inner.write(chunk, done)
  }

  /** mqtt.js writes a packet in several pieces and many packets a turn: one write to the socket for all of them. */
  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], done: (error?: Error | null) => void): void {
    this.inner.write(
      Buffer.concat(
        chunks.map(({ chunk, encoding }) => (typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk)),
      ),
      done,
    )
  }

  override _final(done: (error?: Error | null) => void): void {
    this.inner.end(() => done())
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.inner.destroy()
    done(error)
  }

  #arrive(chunk: Buffer): void {
    this.#waiting = this.#waiting.length > 0 ? Buffer.concat([this.#waiting, chunk]) : chunk
    if (!this.#isResting) this.#takeTurn()
  }

  #takeTurn(): void {
    const piece = this.#waiting.subarray(0, turnBytes)
    this.#waiting = this.#waiting.subarray(turnBytes)
    // Before it is passed on: reading may be asked for again while that is done.
    this.#isResting = piece.length === turnBytes
    if (this.#isResting) this.inner.pause()
    this.#scan(piece)
    if (!this.#isResting) return this.#resume()
    setImmediate(() => {
      this.#isResting = false
      if (this.destroyed) return
      if (this.#waiting.length > 0) this.#takeTurn()
      else this.#resume()
    })
  }

  #resume(): void {
    if (!this.#isResting && !this.#isFull) this.inner.resume()
  }

  #scanWaiting(): void {
    const rest = this.#waiting
    this.#waiting = nothing
    if (rest.length > 0 && !this.destroyed) this.#scan(rest)
  }

  #scan(arrived: Buffer): void {
    const chunk = this.#partial.length > 0 ? Buffer.concat([this.#partial, arrived]) : arrived
    this.#partial = nothing
    let passFrom = 0
    let at = 0
    while (at < chunk.length && !this.destroyed) {
      if (this.#remaining > 0) {
        const end = Math.min(chunk.length, at + this.#remaining)
        this.#remaining -= end - at
        if (this.#skipped) {
          this.#keep(chunk.subarray(at, end))
          passFrom = end
          if (this.#remaining === 0) this.#tellSkipped()
        }
        at = end
        continue
      }
      const header = readHeader(chunk, at)
      if (header === 'partial') break
      if (header === 'malformed') return this.#refuse('the length of a packet is malformed')
      const bytes = header.bytes + header.remaining
      if (bytes > this.limit.maxPacketBytes) {
        if (header.flags >> 4 !== publishType || !this.limit.onOversize)
          return this.#refuse(`a packet of ${bytes} bytes, at most ${this.limit.maxPacketBytes}`)
        this.#pass(chunk.subarray(passFrom, at))
        this.#skipped = { bytes, flags: header.flags, head: [], kept: 0 }
        passFrom = at + header.bytes
      }
      this.#remaining = header.remaining
      at += header.bytes
    }
    if (at < chunk.length) this.#partial = Buffer.from(chunk.subarray(at))
    this.#pass(chunk.subarray(passFrom, at))
  }

  #pass(bytes: Buffer): void {
    if (bytes.length === 0 || this.destroyed) return
    // It may be asked for more while it is pushed.
    this.#isFull = true
    if (this.push(bytes)) this.#isFull = false
    else if (this.#isFull) this.inner.pause()
  }

  #keep(bytes: Buffer): void {
    if (!this.#skipped || this.#skipped.kept >= headBytes) return
    // A copy: the socket's buffer must not live on for the sake of a few bytes.
    const kept = Buffer.from(bytes.subarray(0, headBytes - this.#skipped.kept))
    this.#skipped.head.push(kept)
    this.#skipped.kept += kept.length
  }

  #tellSkipped(): void {
    const skipped = this.#skipped
    this.#skipped = undefined
    if (!skipped) return
    const head = Buffer.concat(skipped.head)
    const qos = (skipped.flags >> 1) & 3
    const topicEnd = head.length >= 2 ? 2 + head.readUInt16BE(0) : 2
    const payloadAt = qos > 0 ? topicEnd + 2 : topicEnd
    this.limit.onOversize?.({
      bytes: skipped.bytes,
      qos,
      topic: head.subarray(2, topicEnd).toString('utf8'),
      messageId: qos > 0 && head.length >= payloadAt ? head.readUInt16BE(topicEnd) : undefined,
      head: head.subarray(payloadAt),
    })
  }

  #refuse(message: string): void {
    this.destroy(Object.assign(new Error(message), { code: protocolErrorCode }))
  }
}

/** Type and "remaining length" (MQTT 3.1.1, 2.2.3): one byte, then up to four of seven bits each. */
function readHeader(
  chunk: Buffer,
  at: number,
): { flags: number; bytes: number; remaining: number } | 'partial' | 'malformed' {
  let remaining = 0
  for (let place = 0; place < 4; place += 1) {
    const byte = chunk[at + 1 + place]
    if (byte === undefined) return 'partial'
    remaining += (byte & 0x7f) * 128 ** place
    if ((byte & 0x80) === 0) return { flags: chunk.readUInt8(at), bytes: 2 + place, remaining }
  }
  return 'malformed'
}
