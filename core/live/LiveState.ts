import { qualityCodes, type SampleBatch } from '../../domain/contract'
import { ChangeTracker } from './ChangeTracker'
import { FlushGroup, type FlushSource, type Points } from './FlushGroup'
import type { Ticker } from './Ticker'

/** What a subscriber wants to hear of, and how often. */
export interface SampleSubscription {
  points: Points
  /** Flushes a second at most, 0.1 to 30. */
  rateHz: number
  /** Asked before each flush. While it says no, changes are kept (latest only) and nothing is handed over: a slow window gets fewer and newer values. */
  isReady?: () => boolean
}

/** Source times further ahead of our clock than any link lets through (`Wall` of `connectors/mqtt`) are of a clock that has been set right since, ms. */
const mostAheadMs = 5 * 60_000

/**
 * Latest value of every point, as columns by point index: 8 (value) + 8 (source time) + 1 (quality) = 17 bytes a point, and 8 more for each 31 subscribers
 * (measured: 25.0 with one). With 120,000 points, one subscriber to all of them and its flushes, a sample costs 20 to 30 ns when points change often
 * between flushes and 70 to 80 ns when each changes once (two busy cores).
 */
export class LiveState {
  private values: Float64Array
  private timesMs: Float64Array
  private qualities: Uint8Array
  private readonly changes: ChangeTracker
  private readonly source: FlushSource
  private groups: FlushGroup[] = []

  constructor(
    ticker: Ticker,
    private size = 0,
    /** UTC ms; asked for late samples only. */
    private readonly now: () => number = Date.now,
  ) {
    this.values = new Float64Array(size)
    this.timesMs = new Float64Array(size)
    this.qualities = new Uint8Array(size).fill(qualityCodes.never)
    this.changes = new ChangeTracker(size)
    this.source = {
      changes: this.changes,
      ticker,
      read: (points) => this.read(points),
      heardOf: (points) => this.heardOf(points),
    }
  }

  get pointCount(): number {
    return this.size
  }

  /** Makes room for more points; new ones have never been heard of. Capacity doubles, so that growing one by one stays cheap. */
  grow(pointCount: number): void {
    if (pointCount <= this.size) return
    if (pointCount > this.values.length) {
      const capacity = Math.max(pointCount, this.values.length * 2)
      const { values, timesMs, qualities } = this
      this.values = new Float64Array(capacity)
      this.values.set(values)
      this.timesMs = new Float64Array(capacity)
      this.timesMs.set(timesMs)
      this.qualities = new Uint8Array(capacity).fill(qualityCodes.never)
      this.qualities.set(qualities)
    }
    this.size = pointCount
    this.changes.grow(pointCount)
  }

  /**
   * Takes a sample. One that is older than what is there already is late: it changes nothing here and belongs to history only. But what is there may bear a time that
   * was wrong, of a clock that ran ahead: nothing is late beside that.
   *
   * @param timeMs source time, UTC ms
   * @param quality byte of `qualityCodes`
   * @returns whether it is the latest now
   */
  set(point: number, value: number, timeMs: number, quality: number): boolean {
    if (point >= this.size) return false
    const lastMs = this.timesMs[point]!
    if (timeMs < lastMs && lastMs <= this.now() + mostAheadMs) return false
    this.values[point] = value
    this.timesMs[point] = timeMs
    this.qualities[point] = quality
    this.changes.mark(point)
    return true
  }

  value(point: number): number {
    return this.values[point] ?? Number.NaN
  }

  /** Source time, UTC ms; 0 when never heard of. */
  timeMs(point: number): number {
    return this.timesMs[point] ?? 0
  }

  /** Byte of `qualityCodes`. */
  quality(point: number): number {
    return this.qualities[point] ?? qualityCodes.never
  }

  /** The points as they are now; all of them below the size. */
  private read(points: Uint32Array<ArrayBuffer>): SampleBatch {
    const { values, timesMs, qualities } = this
    const count = points.length
    const batch = {
      points,
      values: new Float64Array(count),
      timesMs: new Float64Array(count),
      qualities: new Uint8Array(count),
    }
    for (let i = 0; i < count; i++) {
      const point = points[i]!
      batch.values[i] = values[point]!
      batch.timesMs[i] = timesMs[point]!
      batch.qualities[i] = qualities[point]!
    }
    return batch
  }

  /**
   * Hands over at the next tick what is known of the asked points, and then, at most `rateHz` times a second, what changed since: the latest value of each
   * point, never the ones between. Silent while nothing changes. Whoever asks for the same points at the same rate is handed the same batch: it is to be read,
   * not changed or transferred. Between the first batch and the second may lie less than a period, since the second comes when all of them get theirs.
   *
   * @returns ends the subscription
   */
  subscribe({ points, rateHz, isReady }: SampleSubscription, flush: (batch: SampleBatch) => void): () => void {
    let group = this.groups.find((one) => one.isOf(points, rateHz))
    if (!group) {
      group = new FlushGroup(this.source, points, rateHz, (empty) => {
        this.groups = this.groups.filter((one) => one !== empty)
      })
      this.groups.push(group)
    }
    return group.join(flush, isReady)
  }

  private heardOf(points: Points): Uint32Array<ArrayBuffer> {
    if (points !== 'all') return points.filter((point) => this.quality(point) !== qualityCodes.never)
    const found = new Uint32Array(this.size)
    let count = 0
    for (let point = 0; point < this.size; point++) {
      if (this.qualities[point] !== qualityCodes.never) found[count++] = point
    }
    return found.slice(0, count)
  }
}
