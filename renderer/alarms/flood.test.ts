import { expect, test } from 'vitest'
import { addArrivals, arrivalsByMinute, isFloodNow } from './flood'

const minute = 60_000

test('an alarm counts for ten minutes after it came, also when it is over long before', () => {
  const at = 100 * minute
  const came = addArrivals(new Map(), [{ id: 'a', arrivedAtMs: at }], at)
  expect(addArrivals(came, [], at + 9 * minute).size).toBe(1)
  expect(addArrivals(came, [], at + 10 * minute).size).toBe(0)
})

test('the same alarm told again is not counted again', () => {
  const alarms = [{ id: 'a', arrivedAtMs: minute }]
  const came = addArrivals(new Map(), alarms, minute)
  expect(addArrivals(came, alarms, minute + 1)).toBe(came)
})

test('an alarm that stood before the window was opened does not make a flood', () => {
  expect(addArrivals(new Map(), [{ id: 'old', arrivedAtMs: 0 }], 20 * minute).size).toBe(0)
})

test('arrivals are told minute by minute, the present one last', () => {
  const now = 100 * minute
  const arrivals = new Map([
    ['a', now - 1],
    ['b', now - 59_000],
    ['c', now - 61_000],
    ['d', now - 9.5 * minute],
    ['ahead', now + 2_000],
  ])
  expect(arrivalsByMinute(arrivals, now)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1, 3])
})

test('a flood begins above ten and ends below five, so that the list does not fold and open by turns', () => {
  expect([10, 11].map((count) => isFloodNow(false, count))).toEqual([false, true])
  expect([11, 7, 5, 4].map((count) => isFloodNow(true, count))).toEqual([true, true, true, false])
})
