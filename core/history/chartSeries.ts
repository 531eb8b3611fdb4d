import { type HistorySeries, qualityCodes } from '../../domain/contract'
import { dayMs, hourMs, minuteMs } from './levels'
import { rollUpBuckets, rollUpOf } from './rollUp'
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

/** Samples as they are, with a row of NaN where a gap begins. */
export function chartSamples(samples: Series, range: Range): HistorySeries {
  const values = samples.columns[0] ?? new Float64Array(0)
  const rows = rowsWithGaps(samples.timesMs, range.reportPeriodMs * gapPeriods)
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : column[row]!))
  const average = pick(values)
  return {
    fromMs: range.fromMs,
    toMs: range.toMs,
    resolution: 'raw',
    timesMs: Float64Array.from(rows, (row) =>
      row < 0 ? samples.timesMs[~row]! + range.reportPeriodMs : samples.timesMs[row]!,
    ),
    minimum: average,
    maximum: average.slice(),
    average: average.slice(),
    qualities: Uint8Array.from(rows, (row) => (row < 0 ? qualityCodes.never : samples.qualities[row]!)),
  }
}

/** Roll-ups of any widths that divide `widthMs` as buckets of it, with an empty bucket where a gap begins. */
export function chartBuckets(buckets: Series, widthMs: number, range: Range): HistorySeries {
  const wide = rollUpBuckets(buckets, widthMs)
  const { count, minimum, maximum, sum } = rollUpOf(wide)
  // A bucket begins up to a width before its first sample.
  const rows = rowsWithGaps(
    wide.timesMs,
    Math.max(range.reportPeriodMs * gapPeriods, widthMs) + (widthMs < range.reportPeriodMs ? widthMs : 0),
  )
  const pick = (of: (row: number) => number) => Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : of(row)))
  return {
    fromMs: range.fromMs,
    toMs: range.toMs,
    resolution: widthMs,
    timesMs: Float64Array.from(rows, (row) => (row < 0 ? wide.timesMs[~row]! + widthMs : wide.timesMs[row]!)),
    minimum: pick((row) => minimum[row]!),
    maximum: pick((row) => maximum[row]!),
    average: pick((row) => sum[row]! / count[row]!),
    qualities: Uint8Array.from(rows, (row) => (row < 0 ? qualityCodes.never : wide.qualities[row]!)),
  }
}

/** Rows to show: each row's number, and `~row` after a row that is followed by a gap. */
function rowsWithGaps(timesMs: Float64Array, longestMs: number): number[] {
  const rows: number[] = []
  for (let row = 0; row < timesMs.length; row++) {
    if (row > 0 && timesMs[row]! - timesMs[row - 1]! > longestMs) rows.push(~(row - 1))
    rows.push(row)
  }
  return rows
}
