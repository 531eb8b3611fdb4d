import { qualityCodes } from '../../domain/contract'
import type { Meter } from '../../domain/things/meter'
import { meterStep } from './meterStep'
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

/**
 * What a meter's buckets hold besides: where it stood first, when the first and the last sample were told (ms after the bucket's start), and what it added up to in
 * between. Two neighbours and the step between them make one wider bucket, so that nothing is lost at a border.
 */
export interface MeterRollUp {
  first: Float64Array
  firstMs: Float64Array
  lastMs: Float64Array
  total: Float64Array
}

/** Whether a series holds samples and not buckets. */
export const isSamples = (series: Series): boolean => series.columns.length === 1

/** The columns of a roll-up series by name. @throws RangeError for a series of samples */
export function rollUpOf(series: Series): RollUp {
  const [count, minimum, maximum, sum, last] = series.columns
  if (!count || !minimum || !maximum || !sum || !last) throw new RangeError('these are samples, no roll-up')
  return { count, minimum, maximum, sum, last }
}

/** @returns `undefined` for buckets of what is no meter */
export function meterRollUpOf(series: Series): MeterRollUp | undefined {
  const [first, firstMs, lastMs, total] = series.columns.slice(plainColumns)
  return first && firstMs && lastMs && total ? { first, firstMs, lastMs, total } : undefined
}

export const plainColumns = 5
const meterColumns = 9

/** Columns that buckets of the point have. */
export const columnsOf = (meter: Meter | undefined): number => (meter ? meterColumns : plainColumns)

/** Buckets with the columns that the point has now: what was rolled up before it was a meter says nothing of totals. */
export function withColumnsOf(buckets: Series, meter: Meter | undefined): Series {
  const wanted = columnsOf(meter)
  const { columns } = buckets
  if (columns.length === wanted) return buckets
  const missing = Array.from({ length: Math.max(0, wanted - columns.length) }, () =>
    new Float64Array(buckets.timesMs.length).fill(Number.NaN),
  )
  return { ...buckets, columns: [...columns.slice(0, wanted), ...missing] }
}

/**
 * Buckets of a fixed width over samples; only those that hold a sample. A bad sample takes no part in the figures but shows in the bucket's quality; a bucket of
 * nothing else has count 0 and NaN figures. Sums are rounded to the values' own digits, so that they are exact.
 *
 * @param samples time order, one column
 */
export function rollUpSamples(samples: Series, widthMs: number, meter?: Meter): Series {
  const { timesMs, qualities } = samples
  const values = samples.columns[0]!
  const buckets = new BucketWriter(samples.point, countBuckets(timesMs, widthMs), widthMs, meter)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    const timeMs = timesMs[i]!
    const isCounted = qualities[i]! < qualityCodes.bad && !Number.isNaN(value)
    buckets.open(timeMs)
    buckets.add(qualities[i]!, isCounted ? 1 : 0, value, value, value, value)
    if (meter && isCounted) buckets.addMeter(value, timeMs, value, timeMs, 0)
  }
  return buckets.end(decimalsOf(values) ?? decimalsOf(values.filter((value) => !Number.isNaN(value))))
}

/**
 * Wider buckets out of narrower ones; the width is a multiple of theirs.
 *
 * @param buckets time order @param aheadMs of a clock by which the wider ones begin, ahead of UTC: a multiple of the narrower width
 */
export function rollUpBuckets(buckets: Series, widthMs: number, meter?: Meter, aheadMs = 0): Series {
  const { count, minimum, maximum, sum, last } = rollUpOf(buckets)
  const metered = meter && meterRollUpOf(buckets)
  const most = countBuckets(buckets.timesMs, widthMs)
  const wider = new BucketWriter(buckets.point, most, widthMs, metered && meter, aheadMs)
  for (let i = 0; i < count.length; i++) {
    const startMs = buckets.timesMs[i]!
    wider.open(startMs)
    wider.add(buckets.qualities[i]!, count[i]!, minimum[i]!, maximum[i]!, sum[i]!, last[i]!)
    if (metered && count[i]! > 0) {
      const { first, firstMs, lastMs, total } = metered
      wider.addMeter(first[i]!, startMs + firstMs[i]!, last[i]!, startMs + lastMs[i]!, total[i]!)
    }
  }
  return wider.end(decimalsOf(sum) ?? decimalsOf(sum.filter((value) => !Number.isNaN(value))))
}

/** Begin of the bucket that holds a time. */
export const startOf = (timeMs: number, widthMs: number, aheadMs: number): number =>
  Math.floor((timeMs + aheadMs) / widthMs) * widthMs - aheadMs

/** Buckets of the width that hold a time, at most. */
function countBuckets(timesMs: Float64Array, widthMs: number): number {
  const { length } = timesMs
  return length === 0 ? 0 : Math.min(length, Math.floor((timesMs[length - 1]! - timesMs[0]!) / widthMs) + 2)
}

/** `buckets` with those from `fromMs` to before `toMs` replaced by `fresh`, which all lie there and have the same columns. */
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

/** A rate's total is a fraction of what devices tell; a millionth is kept. */
const rateDigits = 6

/** Adds rows up into the bucket that was opened last. */
class BucketWriter {
  private row = -1
  private endMs = -Infinity
  private readonly timesMs: Float64Array
  private readonly rollUp: RollUp
  private readonly metered: MeterRollUp | undefined
  private readonly qualities: Uint8Array
  private hasMeterBegun = false
  /** Where the meter stood at the last sample of this bucket. */
  private readonly stood = { value: Number.NaN, atMs: Number.NaN }

  constructor(
    private readonly point: number,
    private readonly capacity: number,
    private readonly widthMs: number,
    private readonly meter: Meter | undefined,
    private readonly aheadMs = 0,
  ) {
    this.timesMs = new Float64Array(capacity)
    this.rollUp = {
      count: this.column(),
      minimum: this.column(),
      maximum: this.column(),
      sum: this.column(),
      last: this.column(),
    }
    if (meter)
      this.metered = { first: this.column(), firstMs: this.column(), lastMs: this.column(), total: this.column() }
    this.qualities = new Uint8Array(capacity)
  }

  /** Goes on to the bucket of the time; times rise. */
  open(timeMs: number): void {
    if (timeMs < this.endMs) return
    const row = ++this.row
    const startMs = startOf(timeMs, this.widthMs, this.aheadMs)
    this.endMs = startMs + this.widthMs
    const { minimum, maximum, sum, last } = this.rollUp
    this.timesMs[row] = startMs
    minimum[row] = maximum[row] = sum[row] = last[row] = Number.NaN
    if (!this.metered) return
    const { first, firstMs, lastMs, total } = this.metered
    first[row] = firstMs[row] = lastMs[row] = total[row] = Number.NaN
    this.hasMeterBegun = false
  }

  add(quality: number, added: number, least: number, greatest: number, sum: number, latest: number): void {
    const { row } = this
    const { count, minimum, maximum, sum: sums, last } = this.rollUp
    if (quality > this.qualities[row]!) this.qualities[row] = quality
    if (added === 0) return
    const isFirst = count[row] === 0
    count[row]! += added
    minimum[row] = isFirst ? least : Math.min(minimum[row]!, least)
    maximum[row] = isFirst ? greatest : Math.max(maximum[row]!, greatest)
    sums[row] = isFirst ? sum : sums[row]! + sum
    last[row] = latest
  }

  /** Where the meter stood at the first and the last of what was added, times in UTC ms, and what it added up to in between. */
  addMeter(from: number, fromMs: number, to: number, toMs: number, added: number): void {
    const { row, metered, meter, stood } = this
    if (!metered || !meter) return
    const startMs = this.timesMs[row]!
    if (!this.hasMeterBegun) {
      this.hasMeterBegun = true
      metered.first[row] = from
      metered.firstMs[row] = fromMs - startMs
      metered.total[row] = added
    } else metered.total[row]! += meterStep(meter, stood.value, stood.atMs, from, fromMs) + added
    metered.lastMs[row] = toMs - startMs
    stood.value = to
    stood.atMs = toMs
  }

  /** @param digits of the values, to which sums are rounded; `undefined` leaves them */
  end(digits: number | undefined): Series {
    const size = this.row + 1
    const { count, minimum, maximum, sum, last } = this.rollUp
    round(sum, size, digits)
    const columns = [count, minimum, maximum, sum, last]
    if (this.metered) {
      const { first, firstMs, lastMs, total } = this.metered
      round(total, size, this.meter?.kind === 'rate' ? rateDigits : digits)
      columns.push(first, firstMs, lastMs, total)
    }
    return {
      point: this.point,
      timesMs: this.timesMs.subarray(0, size),
      columns: columns.map((column) => column.subarray(0, size)),
      qualities: this.qualities.subarray(0, size),
    }
  }

  private column(): Float64Array {
    return new Float64Array(this.capacity)
  }
}

function round(column: Float64Array, size: number, digits: number | undefined): void {
  const power = digits === undefined ? undefined : powersOfTen[digits]
  if (power !== undefined) for (let i = 0; i < size; i++) column[i] = Math.round(column[i]! * power) / power
}
