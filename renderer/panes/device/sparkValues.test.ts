import { expect, it } from 'vitest'
import { qualityCodes, type HistorySeries } from '../../../domain/contract'
import { sparkValues } from './sparkValues'

const series = (samples: [atMs: number, value: number, quality?: number][]): HistorySeries => ({
  fromMs: 0,
  toMs: 100,
  resolution: 'raw',
  timesMs: Float64Array.from(samples, ([atMs]) => atMs),
  minimum: Float64Array.from(samples, ([, value]) => value),
  maximum: Float64Array.from(samples, ([, value]) => value),
  average: Float64Array.from(samples, ([, value]) => value),
  qualities: Uint8Array.from(samples, ([, , quality = 0]) => quality),
})

it('spreads samples evenly over the time, and a silence is a gap', () => {
  expect(
    sparkValues(
      series([
        [5, 1],
        [35, 3],
        [65, 4],
        [95, 9],
      ]),
      5,
    ),
  ).toEqual([1, 3, null, 4, 9])
})

it('shows no bad value and no empty bucket', () => {
  expect(
    sparkValues(
      series([
        [5, 1],
        [25, 2],
        [45, Number.NaN],
        [65, 7, qualityCodes.bad],
        [85, 5],
      ]),
      5,
    ),
  ).toEqual([1, 2, null, null, 5])
})

it('a value that is seldom reported holds until the next, and not before the first', () => {
  expect(
    sparkValues(
      series([
        [25, 2],
        [85, 5],
      ]),
      5,
    ),
  ).toEqual([null, 2, 2, 2, 5])
})
