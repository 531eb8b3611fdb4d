import { expect, test } from 'vitest'
import { withSample, type TrendLine } from './trendLine'

/** Five places of 10 s up to 100 s. */
const line = (...values: (number | null)[]): TrendLine => ({ values, toMs: 100_000, stepMs: 10_000 })
const at = (seconds: number, value: number) => ({ atMs: seconds * 1_000, value })

test('a value of the last place takes it, and the line stays where it is', () => {
  expect(withSample(line(1, 2, 3, 4, 5), at(99, 6), 20_000)).toEqual(line(1, 2, 3, 4, 6))
  expect(withSample(line(1, 2, 3, 4, null), at(100, 6), 20_000)).toEqual(line(1, 2, 3, 4, 6))
})

test('a later value moves the line on, so that it ends with it', () => {
  expect(withSample(line(1, 2, 3, 4, 5), at(101, 6), 20_000)).toEqual({ ...line(2, 3, 4, 5, 6), toMs: 110_000 })
})

test('between two reports the value holds; after a silence there is a gap', () => {
  expect(withSample(line(1, 2, 3, 4, 5), at(115, 6), 20_000)).toEqual({ ...line(3, 4, 5, 5, 6), toMs: 120_000 })
  expect(withSample(line(1, 2, 3, 4, null), at(105, 6), 20_000)).toEqual({ ...line(2, 3, 4, 4, 6), toMs: 110_000 })
  expect(withSample(line(1, 2, 3, 4, 5), at(135, 6), 20_000)).toEqual({
    ...line(5, null, null, null, 6),
    toMs: 140_000,
  })
})

test('a value after the whole line was silent stands alone at its end', () => {
  expect(withSample(line(1, 2, 3, 4, 5), at(900, 6), 20_000).values).toEqual([null, null, null, null, 6])
})

test('what is older than the line, or no number, changes nothing', () => {
  const known = line(1, 2, 3, 4, 5)
  expect(withSample(known, at(20, 9), 20_000)).toBe(known)
  expect(withSample(known, at(120, Number.NaN), 20_000)).toBe(known)
  const none = { values: [], toMs: 0, stepMs: 1 }
  expect(withSample(none, at(1, 1), 20_000)).toBe(none)
})
