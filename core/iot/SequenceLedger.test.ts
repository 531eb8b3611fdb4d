import { beforeEach, expect, it } from 'vitest'
import { SequenceLedger } from './SequenceLedger'

let ledger: SequenceLedger
const device = { index: 1 }
const take = (seq: number, atMs = seq * 10) => ledger.take(device.index, seq, atMs)
const missing = () => ledger.missingOf([device])

beforeEach(() => (ledger = new SequenceLedger(3)))

it('begins anywhere, and finds nothing missing while numbers follow on', () => {
  expect([take(700), take(701), take(702), missing()]).toEqual([undefined, undefined, undefined, 0])
})

it('tells a jump with the times around it, and counts what is missing', () => {
  take(5)
  expect(take(9)).toEqual({ firstMissing: 6, fromMs: 50, toMs: 90 })
  expect(missing()).toBe(3)
})

it('takes late numbers as filling, in any order, each once', () => {
  take(5)
  take(9)
  for (const seq of [7, 7, 6]) expect(take(seq)).toBeUndefined()
  expect(missing()).toBe(1)
  expect([6, 7, 8, 9].map((seq) => ledger.isUnheard(1, seq))).toEqual([false, false, true, false])
  take(8)
  expect([missing(), ledger.isShort(1)]).toEqual([0, false])
})

it('lets a device begin anew, and finds what was missing of its new count', () => {
  take(5_000, 1_000)
  expect(take(1, 2_000)).toBeUndefined()
  expect(take(2, 2_010)).toBeUndefined()
  take(9_000, 3_000)
  ledger.forgetMissing(1)
  expect(take(4, 4_000)).toEqual({ firstMissing: 1, fromMs: 3_000, toMs: 4_000 })
  expect(missing()).toBe(3)
})

it('takes a message that was overtaken for what it is, not for a new count', () => {
  take(100, 1_000)
  take(101, 1_010)
  // No time of its own: it seems later than the last.
  expect(take(99, 1_020)).toBeUndefined()
  expect(take(102, 1_030)).toBeUndefined()
  expect(missing()).toBe(0)
})

it('makes nothing of a jump that no loss explains', () => {
  take(5)
  expect(take(5_000_000)).toBeUndefined()
  expect(missing()).toBe(0)
})

it('stays small however often a device loses', () => {
  for (let seq = 0; seq < 2_000; seq += 2) take(seq)
  // Ran together it asks for more than is missing, never for less.
  expect(missing()).toBeGreaterThanOrEqual(999)
  for (let seq = 1; seq < 2_000; seq += 2) take(seq)
  expect(missing()).toBeLessThanOrEqual(1_000)
})

it('does not know what was heard before the start', () => {
  expect(ledger.isUnheard(1, 3)).toBe(true)
  take(10)
  expect([ledger.isUnheard(1, 9), ledger.isUnheard(1, 10), ledger.isUnheard(1, 11)]).toEqual([true, false, true])
})
