import { afterEach, beforeEach, expect, it } from 'vitest'
import { draft, openTestJournal, startMs, type TestJournal } from '../journal/testJournal'
import { CLOSED_WITHIN_MS, createClosedAlarms } from './createClosedAlarms'

let t: TestJournal
beforeEach(async () => {
  t = await openTestJournal()
})
afterEach(() => t.dispose())

const counted = () => createClosedAlarms({ journal: t.journal, now: () => t.clock.nowMs })

it('counts what is both returned and acknowledged, in whichever order, once', async () => {
  const closed = counted()
  await t.journal.write(() => [draft.raised('a1'), draft.raised('a2'), draft.raised('a3')])
  await t.journal.write(() => [draft.returned('a1', startMs), draft.acknowledged('a2')])
  expect(closed.count()).toBe(0)
  await t.journal.write(() => [draft.acknowledged('a1'), draft.returned('a2', startMs)])
  expect(closed.count()).toBe(2)
  await t.journal.write(() => [draft.linked('a1', 'i1')])
  expect(closed.count()).toBe(2)
})

it('counts no more what comes again, nor what was closed longer ago than a shift', async () => {
  await t.journal.write(() => [draft.raised('a1'), draft.acknowledged('a1'), draft.returned('a1', startMs)])
  await t.journal.write(() => [draft.raised('a2'), draft.acknowledged('a2'), draft.returned('a2', startMs)])
  const closed = counted()
  expect(closed.count()).toBe(2)
  const again = { kind: 'alarm.reoccurred', subjectId: 'a1', actor: { kind: 'device', id: 'd' } } as const
  await t.journal.write(() => [{ ...again, payload: { sourceAtMs: startMs + 60_000 } }])
  expect(closed.count()).toBe(1)
  t.clock.nowMs += CLOSED_WITHIN_MS + 60_000
  expect(closed.count()).toBe(0)
})
