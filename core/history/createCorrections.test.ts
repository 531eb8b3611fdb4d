import { afterEach, expect, it } from 'vitest'
import { DeviceId, SeatId } from '../../domain/contract'
import { journalMigrations } from '../journal/migrations'
import { openTestJournal, type TestJournal } from '../journal/testJournal'
import { createCorrections } from './createCorrections'
import type { History } from './History'

const actor = { kind: 'account', id: 'li' } as const
const text = {
  deviceId: DeviceId.parse('TH-1'),
  property: 'humidity',
  fromMs: 1_000,
  toMs: 2_000,
  change: { kind: 'set' as const, value: 3 },
  reason: 'wet',
}

const opened: TestJournal[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.dispose()
})

/** Corrections beside a history that takes its time. */
async function open(correct?: History['correct']) {
  const seat = await openTestJournal(journalMigrations, SeatId.parse('a'))
  opened.push(seat)
  const holding = new Set<string>()
  const errors: unknown[] = []
  let made = 0
  const corrections = createCorrections({
    journal: seat.journal,
    history: {
      correct:
        correct ??
        (async ({ id }, isWithdrawn) => {
          await new Promise((resolve) => setImmediate(resolve))
          if (isWithdrawn) holding.delete(id)
          else holding.add(id)
        }),
      oldestMs: () => 0,
    },
    pointOf: (_device, property) => (property === 'humidity' ? 0 : undefined),
    newId: () => String(++made),
    onError: (error) => errors.push(error),
  })
  return { corrections, holding, errors, journal: seat.journal }
}

it('answers once figures follow, so that whoever asked reads what now holds', async () => {
  const { corrections, holding } = await open()
  const { id } = await corrections.make(text, actor)
  expect([...holding]).toEqual([id])
  await corrections.withdraw(id, actor)
  expect([...holding]).toEqual([])
  corrections.stop()
})

it('holds in the journal although this history is broken', async () => {
  const { corrections, errors, journal } = await open(() => Promise.reject(new Error('disk')))
  const { id } = await corrections.make(text, actor)
  expect(journal.view.get('correction', id)).toMatchObject({ reason: 'wet', made: { by: actor } })
  expect(errors.length).toBeGreaterThan(0)
  corrections.stop()
})

it('refuses what it cannot correct, and a second withdrawal', async () => {
  const { corrections } = await open()
  await expect(corrections.make({ ...text, property: 'none' }, actor)).rejects.toMatchObject({ code: 'notFound' })
  await expect(corrections.make({ ...text, toMs: 0 }, actor)).rejects.toMatchObject({ code: 'badRequest' })
  const { id } = await corrections.make(text, actor)
  await corrections.withdraw(id, actor)
  await expect(corrections.withdraw(id, actor)).rejects.toMatchObject({ code: 'alreadySet' })
  corrections.stop()
})
