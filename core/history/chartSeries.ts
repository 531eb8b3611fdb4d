import { type HistorySeries, qualityCodes } from '../../domain/contract'
import type { Meter } from '../../domain/things/meter'
import { dayMs, hourMs, minuteMs } from './levels'
import { meterStep } from './meterStep'
import { meterRollUpOf, rollUpBuckets, rollUpOf } from './rollUp'
import type { Series } from './Series'

/** The line of a chart breaks when nothing came for this many periods: one lost message is no gap. */
const gapPeriods = 2.5

/** Widths of buckets that people can read off an axis, ms. Each of a minute and above is whole in the widest roll-up that fits into it. */
const widthsMs = [
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1_000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hourMs),
  ...[1, 2, 7, 14, 30, 91, 365].map((days) => days * dayMs),
]

/** Smallest width with which the range fits into `maxPoints` buckets, and not below `leastMs`. */
export function chooseWidth(fromMs: number, toMs: number, maxPoints: number, leastMs: number): number {
  const needed = Math.max(leastMs, (toMs - fromMs) / Math.max(1, maxPoints - 1))
  return widthsMs.find((width) => width >= needed) ?? Math.ceil(needed / (365 * dayMs)) * 365 * dayMs
}

export interface Range {
  fromMs: number
  toMs: number
  /** How often the device reports, ms: nothing for 2.5 of it is a gap. */
  reportPeriodMs: number
}

/** Samples as they are, with a row of NaN where a gap begins; of meters with what each step added. */
export function chartSamples(samples: Series, range: Range, meter?: Meter): HistorySeries {
  const values = samples.columns[0] ?? new Float64Array(0)
  const rows = rowsWithGaps(samples.timesMs, range.reportPeriodMs * gapPeriods)
  const average = pick(rows, values)
  return {
    fromMs: range.fromMs,
    toMs: range.toMs,
    resolution: 'raw',
    timesMs: pickTimes(rows, samples.timesMs, range.reportPeriodMs),
    minimum: average,
    maximum: average.slice(),
    average: average.slice(),
    qualities: pickQualities(rows, samples.qualities),
    ...(meter && { total: pick(rows, stepsOf(samples, values, meter)) }),
  }
}

/** What each sample of a meter adds to the one before that counts: all of them together are the range. */
function stepsOf({ timesMs, qualities }: Series, values: Float64Array, meter: Meter): Float64Array {
  let before = -1
  return values.map((value, row) => {
    if (qualities[row]! >= qualityCodes.bad || Number.isNaN(value)) return Number.NaN
    const from = before
    before = row
    return from < 0 ? 0 : meterStep(meter, values[from]!, timesMs[from]!, value, timesMs[row]!)
  })
}

/** Roll-ups of any widths that divide `widthMs` as buckets of it, with an empty bucket where a gap begins. @param aheadMs as of `rollUpBuckets` */
export function chartBuckets(
  buckets: Series,
  widthMs: number,
  range: Range,
  meter: Meter | undefined,
  aheadMs: number,
): HistorySeries {
  const wide = rollUpBuckets(buckets, widthMs, meter, aheadMs)
  const { count, minimum, maximum, sum, last } = rollUpOf(wide)
  const total = meter && totalsOf(wide, meter)
  // A bucket begins up to a width before its first sample.
  const slackMs = widthMs < range.reportPeriodMs ? widthMs : 0
  const rows = rowsWithGaps(wide.timesMs, Math.max(range.reportPeriodMs * gapPeriods, widthMs) + slackMs)
  return {
    fromMs: range.fromMs,
    toMs: range.toMs,
    resolution: widthMs,
    timesMs: pickTimes(rows, wide.timesMs, widthMs),
    minimum: pick(rows, minimum),
    maximum: pick(rows, maximum),
    average: pick(
      rows,
      sum.map((total, row) => total / count[row]!),
    ),
    qualities: pickQualities(rows, wide.qualities),
    count: pick(rows, count),
    last: pick(rows, last),
    ...(total && { total: pick(rows, total) }),
  }
}

/** What each bucket adds up to, with the step from the one before: all of them together are the range. */
function totalsOf(buckets: Series, meter: Meter): Float64Array | undefined {
  const metered = meterRollUpOf(buckets)
  if (!metered) return undefined
  const { last } = rollUpOf(buckets)
  const { first, firstMs, lastMs, total } = metered
  let before = -1
  return total.map((added, row) => {
    if (Number.isNaN(firstMs[row]!)) return added
    const from = before
    before = row
    if (from < 0) return added
    const fromMs = buckets.timesMs[from]! + lastMs[from]!
    return added + meterStep(meter, last[from]!, fromMs, first[row]!, buckets.timesMs[row]! + firstMs[row]!)
  })
}

/** Rows to show: each row's number, and `~row` after a row that is followed by a gap. */
function rowsWithGaps(timesMs: Float64Array, longestMs: number): Int32Array {
  const rows = new Int32Array(2 * timesMs.length)
  let count = 0
  for (let row = 0; row < timesMs.length; row++) {
    if (row > 0 && timesMs[row]! - timesMs[row - 1]! > longestMs) rows[count++] = ~(row - 1)
    rows[count++] = row
  }
  return rows.subarray(0, count)
}

function pick(rows: Int32Array, column: Float64Array): Float64Array<ArrayBuffer> {
  // No gap: every row stands where it was.
  if (rows.length === column.length) return column.slice()
  const picked = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) picked[i] = rows[i]! < 0 ? Number.NaN : column[rows[i]!]!
  return picked
}

function pickTimes(rows: Int32Array, timesMs: Float64Array, stepMs: number): Float64Array<ArrayBuffer> {
  if (rows.length === timesMs.length) return timesMs.slice()
  const picked = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) picked[i] = rows[i]! < 0 ? timesMs[~rows[i]!]! + stepMs : timesMs[rows[i]!]!
  return picked
}

function pickQualities(rows: Int32Array, qualities: Uint8Array): Uint8Array<ArrayBuffer> {
  if (rows.length === qualities.length) return qualities.slice()
  const picked = new Uint8Array(rows.length)
  for (let i = 0; i < rows.length; i++) picked[i] = rows[i]! < 0 ? qualityCodes.never : qualities[rows[i]!]!
  return picked
}
