import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SeatId } from '../../domain/contract'
import type { Entry } from '../../domain/journal/entry'
import type { Committed } from './Journal'
import { journalMigrations } from './migrations'
import { hashEntry } from './rows'
import { createChain } from './testChain'
import { draft, openTestJournal, startMs, type TestJournal } from './testJournal'

const seatA = SeatId.parse('seat-a')
const seatB = SeatId.parse('seat-b')
let t: TestJournal
let b: ReturnType<typeof createChain>
beforeEach(async () => {
  t = await openTestJournal([
    ...journalMigrations,
    {
      id: 'test-0001-brake',
      // Commits fail while it is on.
      up: async (tx) => {
        await tx.raw('CREATE TABLE brake (id INTEGER PRIMARY KEY)')
        await tx.raw(
          `CREATE TRIGGER braked BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM brake) BEGIN SELECT RAISE(ABORT, 'braked'); END`,
        )
      },
    },
  ])
  b = createChain(seatB)
})
afterEach(() => t.dispose())

const chainOf = (count: number, atMs = startMs): Entry[] =>
  Array.from({ length: count }, (_, i) => b.next(draft.raised(`b${i}`), atMs + i))
const stored = () => t.journal.read({ afterPosition: 0, limit: 1_000 })
const ids = async () => (await stored()).map((entry) => entry.id)
const refusal = (entries: readonly Entry[]) =>
  t.journal.absorb(entries).then(
    () => 'absorbed',
    (error: unknown) => Object(error).details,
  )
const states = () => t.store.knex('subject_state').orderBy(['kind', 'id'])
/** What `rebuild` makes of the entries alone. */
const rebuilt = async () => {
  await t.journal.rebuild()
  return { states: await states(), voids: await t.store.knex('entry_void').orderBy('position') }
}

describe('entries of another seat', () => {
  it('are stored as they are, with positions of this seat, folded, told, and found again by range', async () => {
    await t.journal.write(() => [draft.raised('a0')])
    const told: Committed[] = []
    t.journal.onCommitted((commit) => told.push(commit))
    const entries = chainOf(3)
    const absorbed = await t.journal.absorb(entries)
    expect(absorbed.stored).toEqual(entries.map((entry, i) => ({ ...entry, position: i + 2 })))
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ position: 4, entries: absorbed.stored, judged: [] })
    expect([...t.journal.view.list('alarm')].map(({ id }) => id).sort()).toEqual(['a0', 'b0', 'b1', 'b2'])
    expect(await t.journal.readRange({ origin: seatB, afterSeq: 1, limit: 1 })).toEqual([entries[1]])
    expect(t.journal.heads()).toMatchObject([
      { origin: seatA, seq: 1 },
      { origin: seatB, seq: 3, hash: entries[2]?.hash },
    ])
    const heads = t.journal.heads()
    expect(await t.journal.verify({ withProjections: true })).toMatchObject({ isSound: true, entries: 4 })
    await t.reopen()
    expect(t.journal.heads()).toEqual(heads)
  })

  it('that are here already are skipped, the rest is taken', async () => {
    const entries = chainOf(4)
    await t.journal.absorb(entries.slice(0, 2))
    const { stored: fresh } = await t.journal.absorb([...entries, ...entries])
    expect(fresh.map(({ seq }) => seq)).toEqual([3, 4])
    expect(await t.journal.absorb(entries)).toEqual({ stored: [], judged: [] })
    expect(await ids()).toHaveLength(4)
  })

  it('are refused whole when one does not follow, is bent, or contradicts what is stored', async () => {
    const entries = chainOf(4)
    const [first, second, third, fourth] = entries as [Entry, Entry, Entry, Entry]
    await t.journal.absorb([first, second])
    const other = createChain(seatB)
    other.next(draft.raised('b0'), startMs)
    const forked = other.next(draft.raised('x'), startMs + 1)
    const forkedOn = other.next(draft.raised('y'), startMs + 2)
    const old = { ...third, hlc: { ms: 1, counter: 0 } }
    expect(await refusal([third, { ...fourth, seq: 5 }])).toEqual({ origin: seatB, seq: 5, fault: 'bent' })
    expect(await refusal([fourth])).toEqual({ origin: seatB, seq: 4, fault: 'gap' })
    expect(await refusal([old])).toEqual({ origin: seatB, seq: 3, fault: 'bent' })
    expect(await refusal([{ ...old, hash: hashEntry(old) }])).toEqual({ origin: seatB, seq: 3, fault: 'unchained' })
    expect(await refusal([third, forked])).toEqual({ origin: seatB, seq: 2, fault: 'forked' })
    expect(await refusal([forkedOn])).toEqual({ origin: seatB, seq: 3, fault: 'unchained' })
    expect(await ids()).toHaveLength(2)
    expect(t.storage).toEqual([])
    await t.journal.absorb([third, fourth])
    expect(await ids()).toHaveLength(4)
  })

  it('pull the clock of this seat, but not further than a minute', async () => {
    await t.journal.absorb([b.next(draft.raised('b0'), startMs + 30_000)])
    const [near] = await t.journal.write(() => [draft.raised('a0')])
    expect(near?.hlc).toEqual({ ms: startMs + 30_000, counter: 1 })
    await t.journal.absorb([b.next(draft.raised('b1'), startMs + 86_400_000)])
    const [far] = await t.journal.write(() => [draft.raised('a1')])
    expect(far?.hlc).toEqual({ ms: startMs + 60_000, counter: 1 })
  })

  it('are not lost or doubled by a commit that fails', async () => {
    const entries = chainOf(3)
    await t.store.transaction((tx) => tx('brake').insert({ id: 1 }))
    await expect(t.journal.absorb(entries)).rejects.toMatchObject({ code: 'storageDegraded' })
    expect(t.storage).toEqual(['degraded'])
    expect(t.journal.heads()).toEqual([])
    await t.store.transaction((tx) => tx('brake').delete())
    const [own] = await t.journal.write(() => [draft.raised('a0')])
    expect(own?.position).toBe(1)
    expect((await t.journal.absorb(entries)).stored).toHaveLength(3)
    expect(t.storage).toEqual(['degraded', 'good'])
    expect(await t.journal.verify({ withProjections: true })).toMatchObject({ isSound: true, entries: 4 })
  })

  it('come between commits of this seat without disturbing number, chain or position', async () => {
    const entries = chainOf(60)
    await Promise.all([
      ...Array.from({ length: 60 }, (_, i) => t.journal.write(() => [draft.raised(`a${i}`)])),
      ...Array.from({ length: 6 }, (_, i) => t.journal.absorb(entries.slice(i * 10, i * 10 + 10))),
      ...Array.from({ length: 60 }, (_, i) => t.journal.write(() => [draft.acknowledged(`a${i}`)])),
    ])
    expect(await t.journal.verify({ withProjections: true })).toMatchObject({ isSound: true, entries: 180 })
    expect(t.journal.heads().map(({ seq }) => seq)).toEqual([120, 60])
  })

  it('are refused after closing', async () => {
    await t.journal.close()
    await expect(t.journal.absorb(chainOf(1))).rejects.toThrow('closed')
    await t.reopen()
  })
})

describe('a late entry', () => {
  it('folds its subject anew, and says what became void and what became valid', async () => {
    t.clock.nowMs = startMs + 1_000
    const [, mine] = await t.journal.write(() => [draft.opened('i1', 'a0'), draft.closed('i1')])
    const late = b.next(draft.closed('i1'), startMs + 2_000)
    expect((await t.journal.absorb([late])).stored).toMatchObject([{ voidReason: 'isOver' }])

    const c = createChain(SeatId.parse('seat-c'))
    const told: Committed[] = []
    t.journal.onCommitted((commit) => told.push(commit))
    const { stored: fresh, judged } = await t.journal.absorb([
      c.next(draft.opened('i1', 'a0'), startMs),
      c.next(draft.closed('i1'), startMs + 500),
    ])
    expect(fresh.map(({ voidReason }) => voidReason)).toEqual([undefined, undefined])
    expect(judged.map(({ entry, was, is }) => [entry.position, was, is])).toEqual([
      [1, undefined, 'alreadyCreated'],
      [2, undefined, 'isOver'],
    ])
    expect(told[0]?.judged).toEqual(judged)
    expect(judged[1]?.entry).toEqual({ ...mine, voidReason: 'isOver' })
    expect((await stored()).map(({ voidReason }) => voidReason)).toEqual([
      'alreadyCreated',
      'isOver',
      'isOver',
      undefined,
      undefined,
    ])
    expect(t.journal.view.get('incident', 'i1')).toMatchObject({ closed: { atMs: startMs + 500 } })
    const before = { states: await states(), voids: await t.store.knex('entry_void').orderBy('position') }
    expect(await rebuilt()).toEqual(before)
  })

  it('brings a void entry into effect', async () => {
    t.clock.nowMs = startMs + 1_000
    await t.journal.write(() => [draft.acknowledged('b0')])
    const { judged } = await t.journal.absorb([b.next(draft.raised('b0'), startMs)])
    expect(judged).toMatchObject([{ was: 'notCreated', is: undefined }])
    expect(t.journal.view.get('alarm', 'b0')).toMatchObject({ state: 'acknowledged' })
    expect(await t.store.knex('entry_void')).toEqual([])
  })

  it('finds a subject that has left the memory', async () => {
    t.clock.nowMs = startMs + 1_000
    await t.journal.write(() => [draft.raised('a0'), draft.acknowledged('a0'), draft.returned('a0')])
    t.clock.nowMs += 13 * 3_600_000
    await t.journal.write(() => [draft.raised('a1')])
    expect(t.journal.view.get('alarm', 'a0')).toBeUndefined()
    await t.journal.absorb([b.next(draft.linked('a0', 'i9'), startMs + 2_000)])
    expect(t.journal.view.get('alarm', 'a0')).toMatchObject({ state: 'returned', incidentId: 'i9' })
  })
})

describe('a peer whose clock is far ahead', () => {
  it('does not keep what is written here from being folded where it sorts: before its entries', async () => {
    const dayAhead = startMs + 86_400_000
    await t.journal.write(() => [draft.raised('a0')])
    await t.journal.absorb([b.next(draft.opened('i1', 'a0'), dayAhead), b.next(draft.closed('i1'), dayAhead + 1)])
    const told: Committed[] = []
    t.journal.onCommitted((commit) => told.push(commit))
    const written = await t.journal.write(() => [
      draft.opened('i1', 'a0'),
      draft.noted('i1', 'before'),
      draft.closed('i1'),
    ])
    expect(written.map(({ voidReason }) => voidReason)).toEqual([undefined, undefined, undefined])
    expect(told[0]?.judged.map(({ entry, is }) => [entry.origin, is])).toEqual([
      [seatB, 'alreadyCreated'],
      [seatB, 'isOver'],
    ])
    const before = { states: await states(), voids: await t.store.knex('entry_void').orderBy('position') }
    expect(await rebuilt()).toEqual(before)
    expect(await t.journal.verify({ withProjections: true })).toMatchObject({ isSound: true, entries: 6 })
  })
})

describe('one fact told at two seats', () => {
  const told = { ...draft.raised('a0'), id: 'fact' }

  it('is stored under both numbers, folded once, answered as the earlier, and once in a story', async () => {
    t.clock.nowMs = startMs + 1_000
    await t.journal.write(() => [{ ...told }, draft.opened('i1', 'a0'), draft.linked('a0', 'i1')])
    await t.journal.absorb([b.next(told, startMs)])
    expect(await ids()).toHaveLength(4)
    expect(t.journal.view.get('alarm', 'a0')).toMatchObject({ occurrences: 1 })
    expect((await stored()).map(({ voidReason }) => voidReason)).toEqual([undefined, undefined, undefined, undefined])
    const [answer] = await t.journal.write(() => [{ ...told }])
    expect(answer).toMatchObject({ origin: seatB, position: 4 })
    const story = await t.journal.readStory('i1')
    expect(story.map(({ id, origin }) => (id === 'fact' ? `fact of ${origin}` : 'other'))).toEqual([
      'fact of seat-b',
      'other',
      'other',
    ])
  })
})

describe('entries of this seat itself', () => {
  it('come back from others after its file was cut, and the chain goes on after them', async () => {
    const written = await t.journal.write(() => [draft.raised('a0'), draft.acknowledged('a0'), draft.returned('a0')])
    const whole = await t.journal.readRange({ origin: seatA, afterSeq: 0, limit: 10 })
    await t.store.transaction(async (tx) => {
      await tx.raw('DROP TRIGGER entry_is_never_deleted')
      await tx('entry').where('seq', '>', 1).delete()
    })
    await t.reopen()
    expect(t.journal.heads()).toMatchObject([{ seq: 1 }])
    await t.journal.absorb(whole)
    expect(await t.journal.readRange({ origin: seatA, afterSeq: 0, limit: 10 })).toEqual(whole)
    const [next] = await t.journal.write(() => [draft.raised('a1')])
    expect(next).toMatchObject({ seq: 4, prev: written[2]?.hash })
    expect(await t.journal.verify()).toMatchObject({ isSound: true, entries: 4 })
  })
})

describe('anchors', () => {
  const anchor = (origin: SeatId, seq: number, hash: string, witness = seatB) => ({
    origin,
    witness,
    seq,
    hash,
    atMs: startMs,
  })

  it('are kept over a new start, of a witness the furthest one', async () => {
    const [first, second] = await t.journal.write(() => [draft.raised('a0'), draft.raised('a1')])
    const far = anchor(seatA, 2, second?.hash ?? '')
    await t.journal.recordAnchors([far])
    await t.journal.recordAnchors([anchor(seatA, 1, first?.hash ?? '')])
    await t.reopen()
    expect(await t.journal.anchors()).toEqual([far])
  })

  it('of a chain that is still coming are left out: it must not look as if it had been cut', async () => {
    await t.journal.absorb(chainOf(2))
    await t.journal.recordAnchors([anchor(seatB, 9, 'f'.repeat(64), seatA)])
    expect(await t.journal.anchors()).toEqual([])
  })

  it('show a chain that was cut, and one that was written anew', async () => {
    const written = await t.journal.write(() => [draft.raised('a0'), draft.raised('a1'), draft.raised('a2')])
    await t.journal.recordAnchors([anchor(seatA, 3, written[2]?.hash ?? '')])
    expect(await t.journal.verify()).toMatchObject({ isSound: true })
    await t.store.transaction((tx) => tx('anchor').update({ hash: 'e'.repeat(64) }))
    expect(await t.journal.verify()).toMatchObject({
      faults: [{ fault: 'bent', origin: seatA, seq: 3, id: written[2]?.id }],
    })
    await t.store.transaction(async (tx) => {
      await tx.raw('DROP TRIGGER entry_is_never_deleted')
      await tx('entry').where({ seq: 3 }).delete()
    })
    expect(await t.journal.verify()).toMatchObject({ entries: 2, faults: [{ fault: 'cut', origin: seatA, seq: 3 }] })
  })
})

describe('verifying projections', () => {
  it('names subjects whose state, marks or existence do not follow from the entries', async () => {
    await t.journal.write(() => [draft.raised('a0'), draft.raised('a1'), draft.acknowledged('nobody')])
    await t.store.transaction(async (tx) => {
      await tx('subject_state').where({ id: 'a1' }).update({ state: '{}' })
      await tx('subject_state').insert({ kind: 'alarm', id: 'ghost', state: '{}' })
      await tx('entry_void').delete()
    })
    expect(await t.journal.verify()).toMatchObject({ isSound: true, entries: 3 })
    const verdict = await t.journal.verify({ withProjections: true })
    const stale = verdict.stale
    expect(stale.map(({ id }) => id).sort()).toEqual(['a1', 'ghost', 'nobody'])
    await t.journal.rebuild()
    expect(await t.journal.verify({ withProjections: true })).toMatchObject({ isSound: true })
  })
})
