import { expect, test } from 'vitest'
import { makeSeat } from '../../testing/builders'
import { bannersOf } from './bannersOf'

const now = 10_000_000

test('a seat that leads or follows needs no banner', () => {
  expect(bannersOf(makeSeat({ role: 'leader' }), now, now)).toEqual([])
  expect(bannersOf(makeSeat({ role: 'following' }), now, now)).toEqual([])
})

test.each(['suspecting', 'merging'] as const)('the role %s is told', (role) => {
  expect(bannersOf(makeSeat({ role, isDriving: false }), now, now)).toEqual([role])
})

test('a seat alone says whether it drives the site or another console does', () => {
  expect(bannersOf(makeSeat({ role: 'alone', isDriving: true }), now, now)).toEqual(['alone'])
  expect(bannersOf(makeSeat({ role: 'alone', isDriving: false }), now, now)).toEqual(['accompanied'])
})

test('a seat that follows another console because the service is away says so', () => {
  const peers = [{ name: 'B', kind: 'console', state: 'up', sinceMs: 0, behind: 0 } as const]
  const following = (driverName: string) =>
    bannersOf(makeSeat({ role: 'following', isDriving: false, driverName, peers }), now, now)
  expect(following('B')).toEqual(['accompanied'])
  expect(following('svc-01')).toEqual([])
})

test('five seconds without a word from the core are told before all else', () => {
  expect(bannersOf(makeSeat({ role: 'alone' }), now - 5_001, now)).toEqual(['lost', 'alone'])
  expect(bannersOf(makeSeat(), now - 4_999, now)).toEqual([])
})

test('before the core was first heard there is nothing to have lost', () => {
  expect(bannersOf(undefined, 0, now)).toEqual([])
})

test.each(['low', 'shedding', 'reserve', 'degraded'] as const)('storage that is %s is told', (state) => {
  expect(bannersOf(makeSeat({ storage: { state, databaseBytes: 1 } }), now, now)).toEqual([state])
})

test('a disk that does not take entries goes before the role, one that only gets full after it', () => {
  const alone = (state: 'degraded' | 'low') =>
    bannersOf(makeSeat({ role: 'alone', isMinority: true, storage: { state, databaseBytes: 1 } }), now, now)
  expect(alone('degraded')).toEqual(['degraded', 'alone', 'minority'])
  expect(alone('low')).toEqual(['alone', 'minority', 'low'])
})

test('a seat that is refused, and commands given under break-glass, are told', () => {
  const peers = [{ name: 'B', kind: 'console', state: 'refused', sinceMs: 0, behind: 0 } as const]
  expect(bannersOf(makeSeat({ peers }), now, now, 1)).toEqual(['breakGlass', 'peerRefused'])
})

test('what a merge came to stands for two minutes, with open conflicts for fifteen', () => {
  const merged = (conflicts: number, openConflicts: number, agoMs: number) =>
    bannersOf(
      makeSeat({
        role: 'following',
        lastMerge: { atMs: now - agoMs, entries: 57, conflicts, tookMs: 1_000 },
        openConflicts,
      }),
      now,
      now,
    )
  expect(merged(0, 0, 119_000)).toEqual(['merged'])
  expect(merged(0, 0, 121_000)).toEqual([])
  expect(merged(2, 2, 14 * 60_000)).toEqual(['merged'])
  expect(merged(2, 0, 14 * 60_000)).toEqual([])
  expect(merged(2, 2, 16 * 60_000)).toEqual([])
})
