import { describe, expect, test } from 'vitest'
import { longestBackTestMs, qualityCodes } from '../../../../domain/contract'
import { backTestRange } from './backTestRange'
import { goodValueAt } from './recordedCause'

describe('the range of a back-test', () => {
  const nowMs = 10 * longestBackTestMs
  const own = (fromMs?: number, toMs?: number) => backTestRange('own', { fromMs, toMs }, nowMs)

  test('a stretch that ends now ends now', () => {
    expect(backTestRange('hour', { fromMs: undefined, toMs: undefined }, nowMs + 0.5)).toEqual({
      fromMs: nowMs - 3_600_000,
      toMs: nowMs,
    })
  })

  test('an own one ends now at the latest, and now when its end is left open', () => {
    expect(own(nowMs - 1_000)).toEqual({ fromMs: nowMs - 1_000, toMs: nowMs })
    expect(own(nowMs - 1_000, nowMs + 5_000)).toEqual({ fromMs: nowMs - 1_000, toMs: nowMs })
    expect(own(1_000, 2_000)).toEqual({ fromMs: 1_000, toMs: 2_000 })
  })

  test('one without beginning, the wrong way round or too long is refused', () => {
    expect(own()).toEqual({ problem: 'order' })
    expect(own(2_000, 1_000)).toEqual({ problem: 'order' })
    expect(own(nowMs + 1)).toEqual({ problem: 'order' })
    expect(own(0, longestBackTestMs + 1)).toEqual({ problem: 'tooLong' })
  })
})

describe('a value that was recorded', () => {
  const { good, bad, never } = qualityCodes
  const average = Float64Array.of(1, 2, 3, Number.NaN, 5)
  const series = {
    fromMs: 0,
    toMs: 50,
    resolution: 'raw' as const,
    timesMs: Float64Array.of(10, 20, 30, 40, 50),
    minimum: average,
    maximum: average,
    average,
    qualities: Uint8Array.of(good, good, bad, never, good),
  }

  test('is the last good one up to the moment: bad ones and gaps are passed over, later ones are not known yet', () => {
    expect([5, 10, 25, 30, 45, 50].map((atMs) => goodValueAt(series, atMs))).toEqual([undefined, 1, 2, 2, 2, 5])
  })
})
