import { expect, test } from 'vitest'
import { qualityCodes, type HistorySeries } from '../../../domain/contract'
import { makeRegistry } from '../../testing/builders'
import tokens from '../../theme/tokens.json'
import { badStretches, limitsOf, trendOption } from './trendOption'

const { good, bad } = qualityCodes
const series: HistorySeries = {
  fromMs: 0,
  toMs: 60,
  resolution: 10,
  timesMs: Float64Array.of(0, 10, 20, 30, 40, 50),
  minimum: Float64Array.of(1, 1, Number.NaN, 1, 1, 1),
  maximum: Float64Array.of(3, 3, Number.NaN, 3, 3, 3),
  average: Float64Array.of(2, 2, Number.NaN, 2, 2, 2),
  qualities: Uint8Array.of(good, good, good, bad, bad, bad),
}
const type = makeRegistry().types.get('smoke')!
const property = type.properties[0]!

test('a gap stays a gap: the line breaks there and is never bridged', () => {
  const option = trendOption({
    series,
    property,
    alarms: type.alarms,
    colours: tokens.themes.night,
    fontFamily: 'x',
    clock: String,
    number: String,
  })
  expect(option).toMatchObject({ animation: false })
  const lines = option['series']
  if (!Array.isArray(lines)) throw new Error('no series')
  for (const line of lines) {
    expect(line).toMatchObject({ connectNulls: false })
    expect(line.data[2]).toEqual([20, null])
  }
  expect(lines.map(({ id }) => id)).toEqual(['lowest', 'spread', 'average'])
})

test('bad stretches reach from the first bad bucket to the next good one, or to the end', () => {
  expect(badStretches(series)).toEqual([{ fromMs: 30, toMs: 60 }])
  expect(badStretches({ ...series, qualities: Uint8Array.of(bad, good, good, bad, good, good) })).toEqual([
    { fromMs: 0, toMs: 10 },
    { fromMs: 30, toMs: 40 },
  ])
})

test('limits are those of the alarms that watch the very property', () => {
  expect(limitsOf('obscuration', type.alarms)).toEqual([{ limit: 3.5, priority: 'urgent' }])
  expect(limitsOf('temperature', type.alarms)).toEqual([])
})
