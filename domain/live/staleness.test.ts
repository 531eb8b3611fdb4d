import { describe, expect, it } from 'vitest'
import { isStale, staleAfterMs } from './staleness'

describe('staleness (P5)', () => {
  it.each([
    { period: 60_000, age: 120_000, stale: false },
    { period: 60_000, age: 120_001, stale: true },
    { period: 1_000, age: 5_000, stale: false },
    { period: 1_000, age: 5_001, stale: true },
    { period: 100, age: 4_999, stale: false },
    { period: 3_000, age: 5_500, stale: false },
  ])('a value $age ms old of a point reporting each $period ms is stale: $stale', ({ period, age, stale }) => {
    expect(isStale(1_000_000, period, 1_000_000 + age)).toBe(stale)
  })

  it('a value from a device clock that runs ahead is not stale', () => {
    expect(isStale(2_000_000, 1_000, 1_000_000)).toBe(false)
  })

  it('never calls a value stale before five seconds', () => {
    expect(staleAfterMs(100)).toBe(5_000)
    expect(staleAfterMs(10_000)).toBe(20_000)
  })
})
