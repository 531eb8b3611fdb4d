import { expect, test } from 'vitest'
import { sparklinePath } from './Sparkline'

const moves = (line: string) => line.match(/M/g)?.length ?? 0

test('a line without gaps is one stretch and ends at the last value', () => {
  const { line, last } = sparklinePath([1, 2, 3], 88, 20)
  expect(moves(line)).toBe(1)
  expect(last).toEqual({ x: 85.5, y: 2.5 })
})

test('a gap is never bridged', () => {
  expect(moves(sparklinePath([1, null, 3, 4], 88, 20).line)).toBe(2)
})

test('a missing last value has no end mark', () => {
  expect(sparklinePath([1, 2, null], 88, 20).last).toBeUndefined()
})

test('a flat line runs through the middle', () => {
  expect(sparklinePath([5, 5], 88, 20).last?.y).toBe(10)
})

test('nothing known draws nothing', () => {
  expect(sparklinePath([null, null], 88, 20)).toMatchObject({ line: '', area: '', last: undefined })
})
