import { expect, test } from 'vitest'
import { qualityCodes, type HistorySeries } from '../../../domain/contract'
import { laneFigures, rowAt } from './laneFigures'

const series = (values: readonly number[], given: Partial<HistorySeries> = {}): HistorySeries => ({
  fromMs: 0,
  toMs: 100,
  resolution: 'raw',
  timesMs: Float64Array.from(values, (_, i) => i * 10),
  minimum: Float64Array.from(values),
  maximum: Float64Array.from(values),
  average: Float64Array.from(values),
  qualities: new Uint8Array(values.length),
  ...given,
})

test('gaps and bad samples count for nothing', () => {
  const { never, bad } = qualityCodes
  const told = series([1, Number.NaN, 99, 3], { qualities: Uint8Array.of(0, never, bad, 0) })
  expect(laneFigures(told)).toEqual({ minimum: 1, maximum: 3, average: 2, total: undefined })
  expect(laneFigures(series([]))).toEqual({
    minimum: undefined,
    maximum: undefined,
    average: undefined,
    total: undefined,
  })
})

test('buckets weigh by their samples, and totals add up', () => {
  const told = series([10, 20], { resolution: 60, count: Float64Array.of(3, 1), total: Float64Array.of(5, 7) })
  expect(laneFigures(told)).toMatchObject({ average: 12.5, total: 12 })
})

test('the value at a moment is the last one told before it', () => {
  const told = series([5, 6, 7])
  expect([rowAt(told, -1), rowAt(told, 0), rowAt(told, 19), rowAt(told, 1e9)]).toEqual([undefined, 0, 1, 2])
})
