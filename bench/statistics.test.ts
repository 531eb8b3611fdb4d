import { describe, expect, test } from 'vitest'
import { percentile, slopeOf } from './statistics'

describe('percentile', () => {
  test('is the value that a share of the others is below, in whatever order they come', () => {
    const values = Array.from({ length: 100 }, (_, i) => 99 - i)
    expect(percentile(values, 0.5)).toBe(50)
    expect(percentile(values, 0.99)).toBe(99)
    expect(percentile(values, 1)).toBe(99)
  })

  test('of nothing is no number', () => expect(percentile([], 0.5)).toBeNaN())
})

describe('slopeOf', () => {
  test('finds the slope of a straight line, and that it is sure of it', () => {
    const { perX, error } = slopeOf([0, 1, 2, 5].map((x) => [x, 3 + 2 * x]))
    expect(perX).toBeCloseTo(2)
    expect(error).toBeCloseTo(0)
  })

  test('is unsure where points scatter, and knows nothing from two of them', () => {
    const scattered = [0, 4, 0, 4, 0].map((y, x): [number, number] => [x, y])
    expect(slopeOf(scattered).error).toBeGreaterThan(0.5)
    expect(slopeOf(scattered.slice(0, 2)).error).toBe(Number.POSITIVE_INFINITY)
  })

  test('says within what the slope lies, wider for few points', () => {
    const zigzag = (count: number) => Array.from({ length: count }, (_, x): [number, number] => [x, x + (x % 2)])
    const ratio = (count: number) => slopeOf(zigzag(count)).within95 / slopeOf(zigzag(count)).error
    expect(ratio(3)).toBeCloseTo(12.71)
    expect(ratio(7)).toBeCloseTo(2.571, 1)
    expect(ratio(24)).toBeCloseTo(2.074, 2)
    expect(ratio(1_000)).toBeCloseTo(1.962, 2)
  })
})
