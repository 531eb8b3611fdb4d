import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RateWindows } from './RateWindows'

const minuteMs = 60_000
/** What a window says of samples told every so often. */
const rates = (windowMs: number, samples: readonly (readonly [atMs: number, value: number])[]) => {
  const windows = new RateWindows([windowMs])
  return samples.map(([atMs, value]) => windows.push(0, value, atMs))
}

describe('the rate of change', () => {
  it('is told once half a window is known, and is over the whole window from then on', () => {
    const told = rates(
      minuteMs,
      [0, 15, 30, 45, 60, 75].map((s) => [s * 1_000, s / 6]),
    )
    expect(told.map((rate) => Math.round(rate * 100) / 100)).toEqual([NaN, NaN, 10, 10, 10, 10])
  })

  it('falls back as the window goes on after a step', () => {
    const told = rates(
      minuteMs,
      [0, 30, 60, 90, 120, 150, 180].map((s) => [s * 1_000, s < 90 ? 20 : 40]),
    )
    expect(told.at(3)).toBe(20)
    expect(told.at(-1)).toBe(0)
  })

  it('is taken from one report to the next where these are rarer than the window', () => {
    expect(
      rates(minuteMs, [
        [0, 20],
        [5 * minuteMs, 70],
      ]).at(-1),
    ).toBe(10)
  })

  it('begins anew when the clock of the source is set back', () => {
    const told = rates(minuteMs, [
      [100_000, 20],
      [160_000, 80],
      [1_000, 20],
      [31_000, 20],
    ])
    expect(told).toEqual([NaN, 60, NaN, 0])
  })

  it('of one point is not touched by another', () => {
    const windows = new RateWindows([minuteMs, minuteMs])
    windows.push(0, 0, 0)
    windows.push(1, 100, 0)
    expect(windows.push(0, 5, minuteMs)).toBe(5)
    expect(windows.push(1, 100, minuteMs)).toBe(0)
  })

  it('goes on when more windows come', () => {
    const windows = new RateWindows([minuteMs])
    windows.push(0, 0, 0)
    for (let count = 2; count < 40; count++)
      windows.grow(Array.from({ length: count }, (_, nth) => (nth === 0 ? minuteMs : 2 * minuteMs)))
    expect(windows.push(0, 5, minuteMs)).toBe(5)
    windows.push(38, 0, 0)
    expect(windows.push(38, 5, minuteMs)).toBe(5)
    expect(windows.push(38, 20, 2 * minuteMs)).toBe(10)
  })

  it('of a steady rise is that rise, however often it is told', () => {
    const steps = fc.array(fc.integer({ min: 200, max: 50_000 }), { minLength: 1, maxLength: 60 })
    let known = 0
    fc.assert(
      fc.property(steps, fc.integer({ min: -500, max: 500 }), (waits, perMinute) => {
        const windows = new RateWindows([minuteMs])
        let atMs = 0
        for (const waitMs of waits) {
          atMs += waitMs
          const rate = windows.push(0, (perMinute * atMs) / minuteMs, atMs)
          if (Number.isNaN(rate)) continue
          known += 1
          expect(rate).toBeCloseTo(perMinute, 6)
        }
      }),
      { numRuns: 500, seed: 7 },
    )
    expect(known).toBeGreaterThan(1_000)
  })
})
