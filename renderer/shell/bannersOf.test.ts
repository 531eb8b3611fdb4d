import { expect, test } from 'vitest'
import { makeSeat } from '../testing/builders'
import { bannersOf } from './bannersOf'

const now = 100_000

test('a seat that leads or follows needs no banner', () => {
  expect(bannersOf(makeSeat({ role: 'leader' }), now, now)).toEqual([])
  expect(bannersOf(makeSeat({ role: 'following' }), now, now)).toEqual([])
})

test.each(['alone', 'suspecting', 'merging'] as const)('the role %s is told', (role) => {
  expect(bannersOf(makeSeat({ role }), now, now)).toEqual([role])
})

test('five seconds without a word from the core are told before all else', () => {
  expect(bannersOf(makeSeat({ role: 'alone' }), now - 5_001, now)).toEqual(['lost', 'alone'])
  expect(bannersOf(makeSeat(), now - 4_999, now)).toEqual([])
})

test('before the core was first heard there is nothing to have lost', () => {
  expect(bannersOf(undefined, 0, now)).toEqual([])
})

test('degraded storage is told', () => {
  const storage = { state: 'degraded' as const, databaseBytes: 1, reason: 'disk full' }
  expect(bannersOf(makeSeat({ storage }), now, now)).toEqual(['storage'])
})
