import type { HistoryStore } from './HistoryStore'
import { readRawChunk, writeRawChunk } from './rawChunk'
import type { ClosedTail } from './sealTail'
import { Tail } from './Tail'

export interface RawLogSettings {
  /** Longest time a sample waits for its batch when nobody asked for it to be stored, ms. */
  flushMs: number
  /** Samples that make a batch at once. */
  flushSamples: number
  /** Samples in memory (25 bytes each) above which they are sealed, whatever their age. */
  tailSamples: number
  /** Pause after a batch could not be written, ms. */
  retryMs: number
  /** Samples kept in memory while none can be written, at most; the oldest beyond are let go, a piece at a time. */
  heldSamples: number
}

/** Held samples are let go in so many pieces: of each, all or nothing. */
const heldPieces = 8

/** Samples that are in memory and not yet known to be on disk. */
interface Batch {
  tail: TailOnDisk
  from: number
  to: number
  waiters: Waiter[]
}
type Waiter = (error?: Error) => void

/** Samples that the first tail has room for. */
const firstCapacity = 16_384

/** A tail and the raw rows that hold it so far. */
class TailOnDisk {
  readonly tail: Tail
  firstRawId = -1
  lastRawId = -1
  /** Rows handed to a batch. */
  batched = 0

  constructor(capacity: number) {
    this.tail = new Tail(capacity)
  }
}

/**
 * Takes samples into the newest tail and writes them, batch by batch, as rows of the raw log. One batch is under way at a time; whoever waits for his samples
 * gets the next one, which holds everything that came meanwhile. A batch that cannot be written is tried again until it can; those who wait are told.
 */
export class RawLog {
  /** Why the last batch could not be written; `undefined` while all is well. */
  failure: string | undefined
  /** Samples let go of since writing began to fail; 0 while all is well. */
  dropped = 0
  private active = new TailOnDisk(firstCapacity)
  private readonly closed: TailOnDisk[] = []
  private batches: Batch[] = []
  private waiters: Waiter[] = []
  private writing: Promise<void> | undefined
  private timer: NodeJS.Timeout | undefined
  private isWoken = false

  constructor(
    private readonly store: HistoryStore,
    private readonly settings: RawLogSettings,
    private readonly onClosed: () => void,
    /** Told when writing works again, of how many samples were let go of meanwhile. */
    private readonly onDropped: (samples: number) => void,
  ) {}

  /** Fills the tail with what an earlier run left in the raw log. */
  async recover(): Promise<void> {
    await this.store.readRaw((id, samples) => {
      readRawChunk(samples, this.active.tail)
      this.noteStored(this.active, id)
      this.active.batched = this.active.tail.count
      if (this.active.tail.count >= this.settings.tailSamples) this.closeActive()
    })
  }

  append(point: number, value: number, timeMs: number, quality: number): void {
    const { tail, batched } = this.active
    tail.append(point, value, timeMs, quality)
    const waiting = tail.count - batched
    if (waiting === 1) this.timer ??= setTimeout(() => this.wake(), this.settings.flushMs)
    else if (waiting === this.settings.flushSamples) this.wake()
  }

  /** Calls back once everything appended before is on disk, or with the error when it could not be written (it is kept, and tried again). */
  whenStored(done: Waiter): void {
    this.waiters.push(done)
    if (this.isWoken) return
    // Not at once: the messages of one read from the socket share a batch.
    this.isWoken = true
    setImmediate(() => this.wake())
  }

  /** All samples in memory that blocks may not have, oldest first. */
  get tails(): Tail[] {
    return [...this.closed, this.active].map((one) => one.tail)
  }

  /** Starts a new tail, so that the present one can be sealed. */
  closeTail(): void {
    this.takeBatch()
    this.closeActive()
    this.wake()
  }

  /** Oldest tail that is whole on disk and takes no more. */
  nextToSeal(): ClosedTail | undefined {
    const [oldest] = this.closed
    if (!oldest || this.batches.some((batch) => batch.tail === oldest)) return undefined
    return oldest
  }

  /** Lets go of a tail whose samples stand in blocks now. */
  forget(sealed: ClosedTail): void {
    const at = this.closed.findIndex((one) => one === sealed)
    if (at >= 0) this.closed.splice(at, 1)
  }

  /** Resolves when no batch is under way or waiting. @throws Error when one could not be written */
  async drain(): Promise<void> {
    await new Promise<void>((resolve, reject) => this.whenStored((error) => (error ? reject(error) : resolve())))
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  private wake(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.isWoken = false
    if (this.writing) return
    this.takeBatch()
    if (this.batches.length > 0) this.writing = this.writeBatches().finally(() => this.rest())
  }

  /** After writing: what came meanwhile goes next. */
  private rest(): void {
    this.writing = undefined
    if (this.failure !== undefined) {
      this.timer ??= setTimeout(() => this.wake(), this.settings.retryMs)
      return
    }
    const waiting = this.active.tail.count - this.active.batched
    if (this.waiters.length > 0 || waiting >= this.settings.flushSamples) this.wake()
    else if (waiting > 0) this.timer ??= setTimeout(() => this.wake(), this.settings.flushMs)
  }

  private takeBatch(): void {
    const { active, waiters } = this
    const to = active.tail.count
    if (to === active.batched && waiters.length === 0) return
    this.batches.push({ tail: active, from: active.batched, to, waiters })
    this.waiters = []
    active.batched = to
    const { tailSamples, heldSamples } = this.settings
    const limit = this.failure === undefined ? tailSamples : Math.min(tailSamples, heldSamples / heldPieces)
    if (to >= limit) this.closeActive()
    if (this.failure !== undefined) this.dropBeyond(heldSamples)
  }

  /** Lets go of the oldest tails until no more samples wait than may. One that is partly on disk stays whole. */
  private dropBeyond(most: number): void {
    let held = this.batches.reduce((sum, { from, to }) => sum + to - from, 0)
    const underWay = this.writing && this.batches[0]?.tail
    while (held > most) {
      const at = this.closed.findIndex((tail) => tail.firstRawId < 0 && tail !== underWay)
      const [tail] = at < 0 ? [] : this.closed.splice(at, 1)
      if (!tail) return
      held -= tail.tail.count
      this.dropped += tail.tail.count
      const gone = this.batches.filter((batch) => batch.tail === tail)
      this.batches = this.batches.filter((batch) => batch.tail !== tail)
      for (const done of gone.flatMap(({ waiters }) => waiters)) done(new Error(this.failure))
    }
  }

  private closeActive(): void {
    if (this.active.tail.count === 0) return
    this.closed.push(this.active)
    // The next one mostly grows as large.
    this.active = new TailOnDisk(Math.max(firstCapacity, this.active.tail.count))
  }

  private async writeBatches(): Promise<void> {
    for (let batch = this.batches[0]; batch; batch = this.batches[0]) {
      try {
        if (batch.to > batch.from) this.noteStored(batch.tail, await this.store.appendRaw(chunkOf(batch)))
      } catch (error) {
        const failed = error instanceof Error ? error : new Error(String(error))
        this.failure = failed.message
        for (const batch of this.batches) for (const done of batch.waiters.splice(0)) done(failed)
        return
      }
      this.failure = undefined
      if (this.dropped > 0) this.onDropped(this.dropped)
      this.dropped = 0
      this.batches.shift()
      for (const done of batch.waiters) done()
    }
    if (this.nextToSeal()) this.onClosed()
  }

  private noteStored(tail: TailOnDisk, rawId: number): void {
    if (tail.firstRawId < 0) tail.firstRawId = rawId
    tail.lastRawId = rawId
  }
}

function chunkOf({ tail: { tail }, from, to }: Batch) {
  let fromMs = Infinity
  let toMs = -Infinity
  for (let row = from; row < to; row++) {
    const timeMs = tail.columns.timesMs[row]!
    if (timeMs < fromMs) fromMs = timeMs
    if (timeMs > toMs) toMs = timeMs
  }
  return { fromMs, toMs, count: to - from, samples: writeRawChunk(tail, from, to) }
}
