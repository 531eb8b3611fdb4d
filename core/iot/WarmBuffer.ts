import type { CommandAnswer, HandsetReceipt, SiteEvent, SiteSink } from '../../connectors/site'

/** What is kept as an object: rare beside samples. */
type Thing = { event: SiteEvent } | { receipt: HandsetReceipt } | { answer: CommandAnswer }

const kinds = { sample: 0, heard: 1, lost: 2, thing: 3, number: 4 } as const

/** Rows a chunk: dropped as one, so that dropping costs nothing a row. */
const chunkRows = 4_096
/** Kind 1, subject 4, value 8, source time 8, arrival 8, quality 1. */
const rowBytes = 30
/** What an object costs beside its texts. */
const thingBytes = 512
/** A chunk full of large objects is closed early, or dropping it would drop too much. */
const mostThingBytes = 262_144

class Chunk {
  count = 0
  bytes = chunkRows * rowBytes
  readonly kinds = new Uint8Array(chunkRows)
  /** Point of a sample, index of a device, place in `things`. */
  readonly subjects = new Uint32Array(chunkRows)
  readonly values = new Float64Array(chunkRows)
  readonly sourceMs = new Float64Array(chunkRows)
  readonly arrivedMs = new Float64Array(chunkRows)
  readonly qualities = new Uint8Array(chunkRows)
  readonly things: Thing[] = []

  get isFull(): boolean {
    return this.count === chunkRows || this.bytes > chunkRows * rowBytes + mostThingBytes
  }

  get lastArrivedMs(): number {
    return this.arrivedMs[this.count - 1] ?? 0
  }
}

/** What came in lately, in order of arrival: bounded in time and in bytes, the oldest leaves first. */
export class WarmBuffer {
  #chunks: Chunk[] = []
  #bytes = 0
  /** Rows that left before their time, because there was no room. */
  dropped = 0
  #droppedUpToMs = 0

  constructor(
    private readonly limits: {
      /** How long a row stays, ms. */
      readonly keepMs: number
      readonly maxBytes: number
    },
  ) {}

  get rows(): number {
    return this.#chunks.reduce((sum, { count }) => sum + count, 0)
  }

  get bytes(): number {
    return this.#bytes
  }

  addSample(point: number, value: number, sourceAtMs: number, quality: number, arrivedAtMs: number): void {
    this.#add(kinds.sample, point, value, sourceAtMs, quality, arrivedAtMs)
  }

  addHeard(deviceIndex: number, atMs: number, arrivedAtMs: number): void {
    this.#add(kinds.heard, deviceIndex, 0, atMs, 0, arrivedAtMs)
  }

  addLost(deviceIndex: number, atMs: number, arrivedAtMs: number): void {
    this.#add(kinds.lost, deviceIndex, 0, atMs, 0, arrivedAtMs)
  }

  addNumber(deviceIndex: number, seq: number, sourceAtMs: number, arrivedAtMs: number): void {
    this.#add(kinds.number, deviceIndex, seq, sourceAtMs, 0, arrivedAtMs)
  }

  addThing(thing: Thing, arrivedAtMs: number): void {
    const chunk = this.#add(kinds.thing, 0, 0, 0, 0, arrivedAtMs)
    chunk.subjects[chunk.count - 1] = chunk.things.push(thing) - 1
    const cost = thingBytes + textBytes(thing)
    chunk.bytes += cost
    this.#bytes += cost
  }

  /**
   * Hands over what arrived at or after a moment, in order of arrival.
   *
   * @returns rows handed over, and whether all since that moment were still there
   */
  replay(sinceMs: number, sink: SiteSink): { replayed: number; isWhole: boolean } {
    let replayed = 0
    for (const chunk of this.#chunks) {
      for (let row = 0; row < chunk.count; row++) {
        if ((chunk.arrivedMs[row] ?? 0) < sinceMs) continue
        replayed += 1
        handOver(chunk, row, sink)
      }
    }
    return { replayed, isWhole: this.#droppedUpToMs < sinceMs }
  }

  clear(): void {
    this.#chunks = []
    this.#bytes = 0
    this.dropped = 0
    this.#droppedUpToMs = 0
  }

  /** Lets go what is too old, or too much. */
  #trim(nowMs: number): void {
    for (let first = this.#chunks[0]; first && this.#chunks.length > 1; first = this.#chunks[0]) {
      const isTooOld = first.lastArrivedMs < nowMs - this.limits.keepMs
      if (!isTooOld && this.#bytes <= this.limits.maxBytes) return
      if (!isTooOld) this.dropped += first.count
      this.#droppedUpToMs = first.lastArrivedMs
      this.#bytes -= first.bytes
      this.#chunks.shift()
    }
  }

  #add(kind: number, subject: number, value: number, sourceMs: number, quality: number, arrivedMs: number): Chunk {
    let chunk = this.#chunks.at(-1)
    if (!chunk || chunk.isFull) {
      chunk = new Chunk()
      this.#chunks.push(chunk)
      this.#bytes += chunk.bytes
      this.#trim(arrivedMs)
    }
    const row = chunk.count++
    chunk.kinds[row] = kind
    chunk.subjects[row] = subject
    chunk.values[row] = value
    chunk.sourceMs[row] = sourceMs
    chunk.qualities[row] = quality
    chunk.arrivedMs[row] = arrivedMs
    return chunk
  }
}

function handOver(chunk: Chunk, row: number, sink: SiteSink): void {
  const subject = chunk.subjects[row] ?? 0
  const sourceMs = chunk.sourceMs[row] ?? 0
  switch (chunk.kinds[row]) {
    case kinds.sample:
      return sink.sample(subject, chunk.values[row] ?? Number.NaN, sourceMs, chunk.qualities[row] ?? 0)
    case kinds.heard:
      return sink.heard(subject, sourceMs)
    case kinds.lost:
      return sink.lost(subject, sourceMs)
    case kinds.number:
      return sink.numbered(subject, chunk.values[row] ?? 0, sourceMs)
    default: {
      const thing = chunk.things[subject]
      if (!thing) return
      if ('event' in thing) sink.event(thing.event)
      else if ('receipt' in thing) sink.receipt(thing.receipt)
      else sink.answer(thing.answer)
    }
  }
}

/** Two bytes a character, as strings are kept. */
function textBytes(thing: Thing): number {
  if ('event' in thing) return 2 * JSON.stringify(thing.event.output).length
  return 2 * ('receipt' in thing ? (thing.receipt.note ?? '') : thing.answer.text).length
}
