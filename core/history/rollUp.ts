import { qualityCodes } from '../../domain/contract'
import { decimalsOf, powersOfTen } from './numberColumn'
import { cutSeries, type Series } from './Series'

/** Columns of a roll-up series, beside the bucket's start and its worst quality. Sums, not averages, are kept: sums can be added up. */
export interface RollUp {
  count: Float64Array
  minimum: Float64Array
  maximum: Float64Array
  sum: Float64Array
  last: Float64Array
}

/** The columns of a roll-up series by name. @throws RangeError for a series of samples */
export function rollUpOf(series: Series): RollUp {
  const [count, minimum, maximum, sum, last] = series.columns
  if (!count || !minimum || !maximum || !sum || !last) throw new RangeError('these are samples, no roll-up')
  return { count, minimum, maximum, sum, last }
}

/**
 * Buckets of a fixed width over samples; only those that hold a sample. A bad sample takes no part in the figures but shows in the bucket's quality; a bucket of
 * nothing else has count 0 and NaN figures. Sums are rounded to the values' own digits, so that they are exact.
 *
 * @param samples time order, one column
 */
export function rollUpSamples(samples: Series, widthMs: number): Series {
  const { timesMs, qualities } = samples
  const values = samples.columns[0]!
  const buckets = new BucketWriter(samples.point, countBuckets(timesMs, widthMs), widthMs)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    buckets.open(timesMs[i]!)
    buckets.add(
      qualities[i]!,
      qualities[i]! < qualityCodes.bad && !Number.isNaN(value) ? 1 : 0,
      value,
      value,
      value,
      value,
    )
  }
  return buckets.end(decimalsOf(values) ?? decimalsOf(values.filter((value) => !Number.isNaN(value))))
}

/** Wider buckets out of narrower ones; the width is a multiple of theirs. @param buckets time order */
export function rollUpBuckets(buckets: Series, widthMs: number): Series {
  const { count, minimum, maximum, sum, last } = rollUpOf(buckets)
  const wider = new BucketWriter(buckets.point, countBuckets(buckets.timesMs, widthMs), widthMs)
  for (let i = 0; i < count.length; i++) {
    wider.open(buckets.timesMs[i]!)
    wider.add(buckets.qualities[i]!, count[i]!, minimum[i]!, maximum[i]!, sum[i]!, last[i]!)
  }
  return wider.end(decimalsOf(sum) ?? decimalsOf(sum.filter((value) => !Number.isNaN(value))))
}

/** Buckets of the width that hold a time, at most. */
function countBuckets(timesMs: Float64Array, widthMs: number): number {
  const { length } = timesMs
  return length === 0 ? 0 : Math.min(length, Math.floor((timesMs[length - 1]! - timesMs[0]!) / widthMs) + 2)
}

/** `buckets` with those from `fromMs` to before `toMs` replaced by `fresh`, which all lie there. */
export function replaceBuckets(buckets: Series, fresh: Series, fromMs: number, toMs: number): Series {
  const parts = [cutSeries(buckets, -Infinity, fromMs), fresh, cutSeries(buckets, toMs, Infinity)]
  return {
    point: fresh.point,
    timesMs: join(parts.map((part) => part.timesMs)),
    columns: fresh.columns.map((_, i) => join(parts.map((part) => part.columns[i]!))),
    qualities: Uint8Array.from(parts.flatMap((part) => Array.from(part.qualities))),
  }
}

function join(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Adds rows up into the bucket that was opened last. */
class BucketWriter {
  private row = -1
  private endMs = -Infinity
  private readonly timesMs: Float64Array
  private readonly rollUp: RollUp
  private readonly qualities: Uint8Array

  constructor(
    private readonly point: number,
    private readonly capacity: number,
    private readonly widthMs: number,
  ) {
    this.timesMs = new Float64Array(capacity)
    this.rollUp = {
      count: this.column(),
      minimum: this.column(),
      maximum: this.column(),
      sum: this.column(),
      last: this.column(),
    }
    this.qualities = new Uint8Array(capacity)
  }

  /** Goes on to the bucket of the time; times rise. */
  open(timeMs: number): void {
    if (timeMs < this.endMs) return
    const row = ++this.row
    const startMs = Math.floor(timeMs / this.widthMs) * this.widthMs
    this.endMs = startMs + this.widthMs
    const { minimum, maximum, sum, last } = this.rollUp
    this.timesMs[row] = startMs
    minimum[row] = maximum[row] = sum[row] = last[row] = Number.NaN
  }

  add(quality: number, added: number, least: number, greatest: number, total: number, latest: number): void {
    const { row } = this
    const { count, minimum, maximum, sum, last } = this.rollUp
    if (quality > this.qualities[row]!) this.qualities[row] = quality
    if (added === 0) return
    const isFirst = count[row] === 0
    count[row]! += added
    minimum[row] = isFirst ? least : Math.min(minimum[row]!, least)
    maximum[row] = isFirst ? greatest : Math.max(maximum[row]!, greatest)
    sum[row] = isFirst ? total : sum[row]! + total
    last[row] = latest
  }

  /** @param digits of the values, to which sums are rounded; `undefined` leaves them */
  end(digits: number | undefined): Series {
    const size = this.row + 1
    const { count, minimum, maximum, sum, last } = this.rollUp
    const power = digits === undefined ? undefined : powersOfTen[digits]
    if (power !== undefined) for (let i = 0; i < size; i++) sum[i] = Math.round(sum[i]! * power) / power
    return {
      point: this.point,
      timesMs: this.timesMs.subarray(0, size),
      columns: [count, minimum, maximum, sum, last].map((column) => column.subarray(0, size)),
      qualities: this.qualities.subarray(0, size),
    }
  }

  private column(): Float64Array {
    return new Float64Array(this.capacity)
  }
}
