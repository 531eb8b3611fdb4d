import { expect, test } from 'vitest'
import type { HistorySeries } from '../../../domain/contract'
import { badStretches, trendPoints } from './trendPoints'

const series = (
  values: number[],
  {
    qualities = values.map(() => 0),
    resolution = 'raw',
    times = values.map((_, at) => at * 1000),
  }: { qualities?: number[]; resolution?: HistorySeries['resolution']; times?: number[] } = {},
): HistorySeries => ({
  fromMs: 0,
  toMs: 100_000,
  resolution,
  timesMs: Float64Array.from(times),
  minimum: Float64Array.from(values, (v) => v - 1),
  maximum: Float64Array.from(values, (v) => v + 1),
  average: Float64Array.from(values),
  qualities: Uint8Array.from(qualities),
})
const values = (points: { value: number | undefined }[]) => points.map(({ value }) => value)

test('history and live samples are one line, without the samples that history already has', () => {
  const points = trendPoints(
    series([1, 2]),
    [
      { timeMs: 1000, value: 9, quality: 0 },
      { timeMs: 2000, value: 3, quality: 0 },
    ],
    5_000,
  )
  expect(values(points)).toEqual([1, 2, 3])
})

test('an empty bucket is a gap', () => {
  expect(values(trendPoints(series([1, Number.NaN, 3], { resolution: 1000 }), [], 500))).toEqual([1, undefined, 3])
})

test('a hole in raw samples is a gap, a short pause is not', () => {
  expect(values(trendPoints(series([1, 2, 3], { times: [0, 1000, 20_000] }), [], 5_000))).toEqual([1, 2, undefined, 3])
})

test('a bucket keeps its lowest and highest, so that no spike is averaged away', () => {
  expect(trendPoints(series([5], { resolution: 60_000 }), [], 0)[0]).toMatchObject({ low: 4, value: 5, high: 6 })
})

test('a bucket with one bad sample shows what the others say, and is marked', () => {
  const wide = series([1, 2, 3], { qualities: [0, 2, 0], resolution: 60_000 })
  const points = trendPoints(wide, [{ timeMs: 9_000, value: 99, quality: 2 }], 5_000)
  expect(values(points)).toEqual([1, 2, 3, undefined])
  expect(badStretches(points)).toEqual([
    [1000, 2000],
    [9000, 9000],
  ])
})

test('bad values are no values and mark their stretch until the next good one', () => {
  const points = trendPoints(series([1, 2, 3, 4], { qualities: [0, 2, 2, 0] }), [], 5_000)
  expect(values(points)).toEqual([1, undefined, undefined, 4])
  expect(badStretches(points)).toEqual([[1000, 3000]])
})

test('a bad stretch that still lasts reaches to the last point', () => {
  expect(badStretches(trendPoints(series([1, 2, 3], { qualities: [0, 2, 2] }), [], 5_000))).toEqual([[1000, 2000]])
})
