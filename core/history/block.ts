import { promisify } from 'node:util'
import { deflateRaw, inflateRawSync } from 'node:zlib'
import { ByteReader, ByteWriter } from './ByteWriter'
import { readNumbers, readRuns, readTimes, writeNumbers, writeRuns, writeTimes } from './numberColumn'
import type { Series } from './Series'

const deflate = promisify(deflateRaw)

/** A block is closed above this many bytes before deflating: one device's hour at 1 Hz; small enough to read one point of it in well under a millisecond. */
const closeAtBytes = 64 * 1024

/** Several points' series of one window of time, ready to be a row. */
export interface Block {
  firstPoint: number
  lastPoint: number
  /** Samples or buckets in it. */
  count: number
  bytes: Uint8Array
}

/**
 * Gathers series, by rising point, into blocks. Points with the same times (one message fills all properties of a device) share one time column.
 *
 *     section := number of points, number of samples, columns a point, bytes of times, times, then for each point:
 *                point after the one before, bytes of the rest, columns, qualities
 *     block   := deflateRaw(sections)
 */
export class BlockBuilder {
  private readonly body = new ByteWriter(closeAtBytes * 2)
  private readonly part = new ByteWriter()
  private sameTimes: Series[] = []
  private firstPoint = 0
  private lastPoint = 0
  private count = 0
  /** Numbers in `sameTimes`. */
  private waiting = 0

  /** @returns a block when this series filled one */
  add(series: Series): Promise<Block> | undefined {
    const [before] = this.sameTimes
    if (before && !hasSameTimes(before, series)) this.writeSection()
    this.sameTimes.push(series)
    if (this.count === 0) this.firstPoint = series.point
    this.lastPoint = series.point
    this.count += series.timesMs.length
    this.waiting += series.timesMs.length * series.columns.length
    // Two bytes is what an average number takes before deflating.
    return this.body.length + 2 * this.waiting > closeAtBytes ? this.close() : undefined
  }

  /** @returns what is left, if anything */
  end(): Promise<Block> | undefined {
    return this.count > 0 ? this.close() : undefined
  }

  private async close(): Promise<Block> {
    this.writeSection()
    const { firstPoint, lastPoint, count } = this
    const plain = this.body.view().slice()
    this.body.clear()
    this.count = 0
    return { firstPoint, lastPoint, count, bytes: await deflate(plain) }
  }

  private writeSection(): void {
    const [first] = this.sameTimes
    if (!first) return
    const { body, part } = this
    body.whole(this.sameTimes.length)
    body.whole(first.timesMs.length)
    body.whole(first.columns.length)
    writeTimes(part, first.timesMs)
    this.flushPart()
    let before = 0
    for (const series of this.sameTimes) {
      body.whole(series.point - before)
      before = series.point
      for (const column of series.columns) writeNumbers(part, column)
      writeRuns(part, series.qualities)
      this.flushPart()
    }
    this.sameTimes = []
    this.waiting = 0
  }

  private flushPart(): void {
    this.body.whole(this.part.length)
    this.body.append(this.part.view())
    this.part.clear()
  }
}

/** The series of a block, all of them or of one point. A long series may come in several pieces. */
export function readBlock(bytes: Uint8Array, onlyPoint?: number): Series[] {
  // Not on the thread pool: handing it over costs more than these few hundred microseconds.
  const reader = new ByteReader(inflateRawSync(bytes))
  const found: Series[] = []
  while (!reader.isAtEnd) {
    const points = reader.whole()
    const samples = reader.whole()
    const columns = reader.whole()
    const timesEnd = reader.whole() + reader.at
    const timesAt = reader.at
    let timesMs: Float64Array | undefined
    reader.at = timesEnd
    for (let i = 0, point = 0; i < points; i++) {
      point += reader.whole()
      const end = reader.whole() + reader.at
      if (onlyPoint === undefined || point === onlyPoint) {
        const start = reader.at
        if (!timesMs) {
          reader.at = timesAt
          timesMs = readTimes(reader, samples)
          reader.at = start
        }
        found.push({
          point,
          timesMs,
          columns: Array.from({ length: columns }, () => readNumbers(reader, samples)),
          qualities: readRuns(reader, samples),
        })
      }
      reader.at = end
    }
  }
  return found
}

function hasSameTimes(a: Series, b: Series): boolean {
  if (a.timesMs === b.timesMs) return true
  if (a.timesMs.length !== b.timesMs.length || a.columns.length !== b.columns.length) return false
  for (let i = 0; i < a.timesMs.length; i++) if (a.timesMs[i] !== b.timesMs[i]) return false
  return true
}
