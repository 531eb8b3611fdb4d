import { expect, test } from 'vitest'
import { ArrivalBook, arrivalsByMinute, isFloodNow } from './flood'

const minute = 60_000

const alarms = (...of: (readonly [id: string, arrivedAtMs: number])[]) =>
  new Map(of.map(([id, arrivedAtMs]) => [id, { arrivedAtMs }]))

test('an alarm counts for ten minutes after it came, also when it is over long before', () => {
  const at = 100 * minute
  const book = new ArrivalBook()
  book.take(alarms(['a', at]), undefined, at)
  book.take(alarms(), new Set(['a']), at + minute)
  expect(book.pass(at + 9 * minute).arrivals.size).toBe(1)
  expect(book.pass(at + 10 * minute).arrivals.size).toBe(0)
})

test('the same alarm told again is not counted again, and nothing is drawn anew for it', () => {
  const book = new ArrivalBook()
  const came = book.take(alarms(['a', minute]), undefined, minute)
  expect(book.take(alarms(['a', minute]), new Set(['a']), minute + 1)).toBe(came)
  expect(book.pass(minute + 2)).toBe(came)
})

test('only what changed is looked at, and all of it where that is not known', () => {
  const book = new ArrivalBook()
  const all = alarms(['a', minute], ['b', minute], ['c', minute])
  expect([...book.take(all, new Set(['b']), minute).arrivals.keys()]).toEqual(['b'])
  const before = book.view
  expect(book.take(all, undefined, minute).arrivals.size).toBe(3)
  expect(book.view).not.toBe(before)
})

test('an alarm that stood before the window was opened does not make a flood', () => {
  expect(new ArrivalBook().take(alarms(['old', 0]), undefined, 20 * minute).arrivals.size).toBe(0)
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
