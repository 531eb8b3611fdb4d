import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SeatId } from '../../domain/contract'
import { canonicalJson } from '../../domain/journal/canonicalForm'
import type { Entry } from '../../domain/journal/entry'
import { createMemoryJournal } from '../iot/testMemoryJournal'
import type { Draft } from './Journal'
import { createChain } from './testChain'
import { draft, openTestJournal, startMs } from './testJournal'

const origins = ['seat-b', 'seat-c', 'seat-d'].map((id) => SeatId.parse(id))
const alarms = ['a0', 'a1']
const incidents = ['i0', 'i1']

const alarmDraft = fc.oneof(
  fc.constantFrom(...alarms).map((id): Draft => draft.raised(id)),
  fc.constantFrom(...alarms).map((id): Draft => draft.acknowledged(id)),
  fc.tuple(fc.constantFrom(...alarms), fc.nat(5_000)).map(([id, ms]): Draft => draft.returned(id, startMs + ms)),
  fc.tuple(fc.constantFrom(...alarms), fc.constantFrom(...incidents)).map(([id, to]): Draft => draft.linked(id, to)),
  fc.tuple(fc.constantFrom(...alarms), fc.constantFrom(...incidents)).map(([id, to]): Draft => draft.unlinked(id, to)),
)
const incidentDraft = fc.oneof(
  fc.tuple(fc.constantFrom(...incidents), fc.constantFrom(...alarms)).map(([id, of]): Draft => draft.opened(id, of)),
  fc
    .tuple(fc.constantFrom(...incidents), fc.string({ minLength: 1 }))
    .map(([id, text]): Draft => draft.noted(id, text)),
  fc.constantFrom(...incidents).map((id): Draft => draft.closed(id)),
)
/** What the seats wrote: who, what, how long after the one before, and whether all of them tell it as the same fact. */
const writing = fc.record({
  origin: fc.constantFrom(...origins),
  draft: fc.oneof(alarmDraft, incidentDraft),
  afterMs: fc.nat(3),
  isShared: fc.boolean(),
})
/** In which order and in what portions a journal hears of it. */
const hearing = fc.record({
  turns: fc.array(fc.nat(origins.length - 1), { maxLength: 60 }),
  portions: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 20 }),
})
type Writing = typeof writing extends fc.Arbitrary<infer W> ? W : never
type Hearing = typeof hearing extends fc.Arbitrary<infer H> ? H : never

function chainsOf(writings: readonly Writing[]): Entry[][] {
  const chains = origins.map((origin) => ({ origin, chain: createChain(origin), entries: [] as Entry[] }))
  let atMs = startMs
  for (const written of writings) {
    atMs += written.afterMs
    for (const { origin, chain, entries } of chains) {
      if (origin !== written.origin && !written.isShared) continue
      const fact = canonicalJson([written.draft.kind, written.draft.subjectId, written.draft.payload]).slice(0, 150)
      const id = written.isShared ? fact : undefined
      entries.push(chain.next({ ...written.draft, ...(id !== undefined && { id }) }, atMs))
    }
  }
  return chains.map(({ entries }) => entries)
}

/** Each chain in its order, the chains mixed, cut into portions. */
function portionsOf(chains: readonly Entry[][], { turns, portions }: Hearing): Entry[][] {
  const rest = chains.map((entries) => [...entries])
  const mixed = turns.flatMap((turn) => rest[turn]?.shift() ?? [])
  mixed.push(...rest.flat())
  const result: Entry[][] = []
  for (let i = 0; mixed.length > 0; i++) result.push(mixed.splice(0, portions[i % portions.length] ?? 1))
  return result
}

describe('journals that hear of the same entries', () => {
  it('in whatever order and portions, end with the same states byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(writing, { maxLength: 40 }),
        fc.array(hearing, { minLength: 3, maxLength: 3 }),
        async (writings, hearings) => {
          const chains = chainsOf(writings)
          const outcomes = new Set<string>()
          for (const heard of hearings) {
            const journal = createMemoryJournal(() => startMs)
            for (const portion of portionsOf(chains, heard)) await journal.absorb(portion)
            const states = [...journal.view.list('alarm'), ...journal.view.list('incident')]
            const marks = journal.entries.map((entry) => [entry.origin, entry.seq, entry.voidReason ?? ''])
            const byPlace = marks.map((mark) => canonicalJson(mark)).sort()
            outcomes.add(canonicalJson([states.map((state) => canonicalJson(state)).sort(), byPlace]))
          }
          expect(outcomes.size).toBe(1)
        },
      ),
      { seed: 20_261_122, numRuns: 200, endOnFailure: true },
    )
  })

  it('leave the same rows on disk, and those that a rebuild makes', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(writing, { minLength: 10, maxLength: 40 }),
        fc.array(hearing, { minLength: 2, maxLength: 2 }),
        async (writings, hearings) => {
          const chains = chainsOf(writings)
          const outcomes = new Set<string>()
          for (const heard of hearings) {
            const t = await openTestJournal()
            try {
              for (const portion of portionsOf(chains, heard)) await t.journal.absorb(portion)
              expect(await t.journal.verify({ withProjections: true })).toMatchObject({ isSound: true })
              const rows = await t.store.knex('subject_state').orderBy(['kind', 'id'])
              const voids = await t.store
                .knex('entry_void as v')
                .join('entry as e', 'e.position', 'v.position')
                .orderBy(['e.origin', 'e.seq'])
                .select('e.origin', 'e.seq', 'v.reason')
              outcomes.add(JSON.stringify([rows, voids]))
            } finally {
              await t.dispose()
            }
          }
          expect(outcomes.size).toBe(1)
        },
      ),
      { seed: 20_261_122, numRuns: 8, endOnFailure: true },
    )
  })
})
