import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAccounts } from '../../core/accounts/createAccounts'
import { accountMigrations } from '../../core/accounts/migrations'
import { createPasswords } from '../../core/accounts/passwords'
import { createAlarmEngine } from '../../core/iot/createAlarmEngine'
import { Registry } from '../../core/iot/Registry'
import { createTestClock } from '../../core/iot/testClock'
import { insertAll } from '../../core/journal/projections'
import { journalMigrations } from '../../core/journal/migrations'
import { hashEntry, rowOf } from '../../core/journal/rows'
import { createChain } from '../../core/journal/testChain'
import { draft, openTestJournal, startMs, type TestJournal } from '../../core/journal/testJournal'
import { type Actor, qualityCodes, Refused, SeatId } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import type { StoredEntry } from '../../domain/journal/entry'
import { isNightly, report } from './report'

const seatA = SeatId.parse('seat-a')
const seatB = SeatId.parse('seat-b')
const person: Actor = { kind: 'account', id: 'A-1' }

let t: TestJournal
afterEach(() => t.dispose())

/** Whoever can write into the file can take the guards off first. */
const asAttacker = (change: (tx: Knex.Transaction) => PromiseLike<unknown>) =>
  t.store.transaction(async (tx) => {
    await tx.raw('DROP TRIGGER IF EXISTS entry_is_never_changed')
    await tx.raw('DROP TRIGGER IF EXISTS entry_is_never_deleted')
    await change(tx)
  })
const removeFrom = (tx: Knex.Transaction, seq: number) => tx('entry').where('seq', '>=', seq).delete()
const put = (tx: Knex.Transaction, entries: readonly StoredEntry[]) => insertAll(tx, 'entry', entries.map(rowOf))

/** The entries as a forger writes them: numbers, hashes and links made to fit. */
function rechained(entries: readonly StoredEntry[], from: number): StoredEntry[] {
  const result = [...entries]
  for (let i = from; i < result.length; i++) {
    const entry = result[i]
    if (!entry) continue
    const linked = { ...entry, seq: i + 1, position: i + 1, prev: result[i - 1]?.hash ?? '0'.repeat(64) }
    result[i] = { ...linked, hash: hashEntry(linked) }
  }
  return result
}

type Forgery = (tx: Knex.Transaction, entries: readonly StoredEntry[]) => PromiseLike<unknown>
const swapped = (entries: readonly StoredEntry[], at: number): StoredEntry[] => {
  const [a, b] = [entries[at], entries[at + 1]]
  return a && b ? entries.with(at, b).with(at + 1, a) : [...entries]
}

/** What is done to a chain of ten entries, and what must be said of it. The last four leave a chain that is sound in itself: only witnesses know. */
const forgeries: Record<string, { forge: Forgery; fault: string; seq: number }> = {
  'edits an entry': {
    forge: (tx) => tx('entry').where({ seq: 4 }).update({ payload: '{"comment":"I was here"}' }),
    fault: 'bent',
    seq: 4,
  },
  'edits an entry and its hash': {
    forge: (tx, entries) => {
      const forged = { ...entries[3]!, actor: { kind: 'account', id: 'A-9' } as const }
      const { actor, hash } = rowOf({ ...forged, hash: hashEntry(forged) })
      return tx('entry').where({ seq: 4 }).update({ actor, hash })
    },
    fault: 'unchained',
    seq: 5,
  },
  'deletes an entry': { forge: (tx) => tx('entry').where({ seq: 4 }).delete(), fault: 'missing', seq: 4 },
  'deletes an entry and closes the gap of numbers': {
    forge: async (tx, entries) => {
      await removeFrom(tx, 4)
      const rest = entries.slice(4).map((entry, i) => ({ ...entry, seq: i + 4, position: i + 4 }))
      await put(tx, rest)
    },
    fault: 'bent',
    seq: 4,
  },
  'inserts an entry': {
    forge: async (tx, entries) => {
      const extra = { ...entries[3]!, id: 'extra', seq: 11, position: 11, prev: entries[9]!.hash }
      await put(tx, [{ ...extra, hash: 'f'.repeat(64) }])
    },
    fault: 'bent',
    seq: 11,
  },
  'reorders two entries': {
    forge: async (tx, entries) => {
      await removeFrom(tx, 4)
      await put(
        tx,
        swapped(entries, 4)
          .slice(3)
          .map((entry, i) => ({ ...entry, seq: i + 4, position: i + 4 })),
      )
    },
    fault: 'bent',
    seq: 5,
  },
  'swaps where two entries lie': {
    forge: async (tx) => {
      await tx('entry').where({ seq: 5 }).update({ position: 99 })
      await tx('entry').where({ seq: 6 }).update({ position: 5 })
      await tx('entry').where({ seq: 5 }).update({ position: 6 })
    },
    fault: 'moved',
    seq: 6,
  },
  'cuts the tail': { forge: (tx) => removeFrom(tx, 8), fault: 'cut', seq: 8 },
  'cuts everything': { forge: (tx) => removeFrom(tx, 1), fault: 'cut', seq: 1 },
  'edits an entry and writes the chain after it anew': {
    forge: async (tx, entries) => {
      const forged = { ...entries[3]!, actor: { kind: 'account', id: 'A-9' } as const }
      await removeFrom(tx, 1)
      await put(tx, rechained(entries.with(3, forged), 3))
    },
    fault: 'bent',
    seq: 10,
  },
  'inserts an entry and writes the chain after it anew': {
    forge: async (tx, entries) => {
      await removeFrom(tx, 1)
      await put(tx, rechained(entries.toSpliced(3, 0, { ...entries[3]!, id: 'extra' }), 3))
    },
    fault: 'bent',
    seq: 10,
  },
}

describe('a forger with the file in hand', () => {
  beforeEach(async () => {
    t = await openTestJournal()
  })

  it('is found out, whatever is done to the chain', async () => {
    const missed: string[] = []
    for (const [what, { forge, fault, seq }] of Object.entries(forgeries)) {
      await t.dispose()
      t = await openTestJournal()
      const entries = await t.journal.write(() => [
        ...Array.from({ length: 5 }, (_, i) => draft.raised(`a${i}`)),
        ...Array.from({ length: 5 }, (_, i) => draft.acknowledged(`a${i}`)),
      ])
      const hash = entries.at(-1)?.hash ?? ''
      await t.journal.recordAnchors([{ origin: seatA, witness: seatB, seq: 10, hash, atMs: startMs }])
      expect(await t.journal.verify()).toMatchObject({ isSound: true, entries: 10 })
      await asAttacker((tx) => forge(tx, entries))
      const verdict = await t.journal.verify()
      const named = verdict.faults.map((found) => `${found.fault} ${found.seq}`).join()
      if (named !== `${fault} ${seq}`) missed.push(`${what}: ${named} instead of ${fault} ${seq}`)
    }
    const kinds = Object.keys(forgeries).length
    report({
      name: 'D8 audit-tamper',
      figures: { kinds, named: kinds - missed.length },
      bar: 'all named',
      pass: missed.length === 0,
    })
    expect(missed).toEqual([])
  })

  it('is named for every origin that was forged, not only for the first', async () => {
    const other = createChain(seatB)
    await t.journal.write(() => [draft.raised('a0'), draft.raised('a1')])
    await t.journal.absorb([other.next(draft.raised('b0'), startMs), other.next(draft.raised('b1'), startMs)])
    await asAttacker((tx) => tx('entry').where({ seq: 2 }).update({ kind: 'alarm.other' }))
    expect(await t.journal.verify()).toMatchObject({
      entries: 2,
      faults: [
        { origin: seatA, fault: 'bent', seq: 2 },
        { origin: seatB, fault: 'bent', seq: 2 },
      ],
    })
  })

  it('is found out in a long chain, and how fast', { timeout: isNightly ? 600_000 : 60_000 }, async () => {
    const rows = isNightly ? 1_000_000 : 100_000
    const chain = createChain(seatA)
    const step = 1_000
    for (let at = 0; at < rows; at += step) {
      const page = Array.from({ length: step }, (_, i) => {
        const place = at + i
        const id = `AL-${place >> 1}`
        const what = place % 2 === 0 ? draft.raised(id, startMs + place) : draft.acknowledged(id)
        return rowOf({ ...chain.next(what, startMs + place * 10), position: place + 1 })
      })
      await t.store.transaction((tx) => insertAll(tx, 'entry', page))
    }
    const startedAtMs = performance.now()
    const verdict = await t.journal.verify()
    const tookS = (performance.now() - startedAtMs) / 1_000
    const forgedSeq = Math.floor(rows * 0.7)
    await asAttacker((tx) => tx('entry').where({ seq: forgedSeq }).update({ hlc_counter: 7 }))
    const found = await t.journal.verify()
    const pass = verdict.isSound && found.faults[0]?.seq === forgedSeq
    report({
      name: 'D8 audit-tamper, long chain',
      figures: { rows, verifyS: Number(tookS.toFixed(2)), rowsPerS: Math.round(rows / tookS) },
      bar: 'the one altered row named; aim 1 M rows ≤ 10 s',
      pass,
    })
    expect(verdict).toMatchObject({ isSound: true, entries: rows })
    expect(found).toMatchObject({ faults: [{ fault: 'bent', seq: forgedSeq }] })
  })
})

describe('while the journal cannot be written', () => {
  /** Entries are refused while a row lies in it. */
  const stopping = {
    id: 'test-0001-stop',
    up: async (tx: Knex.Transaction) => {
      await tx.raw('CREATE TABLE stop (id INTEGER PRIMARY KEY)')
      await tx.raw(
        `CREATE TRIGGER stopped BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM stop) BEGIN SELECT RAISE(ABORT, 'stopped'); END`,
      )
    },
  }
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: unknown) => (error instanceof Refused ? error.code : String(error)),
    )

  it('refuses what an administrator does and changes nothing by it, but loses no alarm', async () => {
    t = await openTestJournal([...journalMigrations, ...accountMigrations, stopping])
    const clock = createTestClock(startMs, t.clock)
    const registry = new Registry(testDistrict(), 1)
    const temperature = registry.pointOf('TH-1', 'temperature') ?? -1
    const accounts = createAccounts({
      journal: t.journal,
      store: t.store,
      now: clock.now,
      randomBytes,
      passwords: createPasswords(randomBytes, 2 ** 4),
    })
    const faults: unknown[] = []
    const alarms = createAlarmEngine({
      registry,
      journal: t.journal,
      now: clock.now,
      schedule: clock.schedule,
      onError: (error) => faults.push(error),
    })
    const written = () =>
      new Promise<string>((resolve) => alarms.whenWritten((error) => resolve(error ? 'not yet' : 'written')))
    const who = { name: 'wu', displayName: '吴昊', role: 'dispatcher', by: person } as const
    try {
      const { account, oneTimePassword } = await accounts.create(who)
      await t.store.transaction((tx) => tx('stop').insert({ id: 1 }))
      const credentials = await t.store.knex('credential')

      const refusals = {
        create: await codeOf(accounts.create({ ...who, name: 'other' })),
        disable: await codeOf(accounts.disable({ id: account.id, reason: 'left', by: person })),
        changePassword: await codeOf(
          accounts.changePassword({ id: account.id, current: oneTimePassword, next: 'Lantern-Tower7' }),
        ),
      }
      const isUnchanged =
        JSON.stringify(await t.store.knex('credential')) === JSON.stringify(credentials) &&
        JSON.stringify(accounts.list()) === JSON.stringify([account])

      clock.advance(1_000)
      alarms.sample(temperature, 61, clock.nowMs, qualityCodes.good)
      const meanwhile = await written()
      await t.store.transaction((tx) => tx('stop').delete())
      clock.advance(1_000)
      const afterwards = await written()
      const raised = [...t.journal.view.list('alarm')].map(({ deviceId, raisedAtMs }) => `${deviceId} ${raisedAtMs}`)

      const pass =
        Object.values(refusals).every((code) => code === 'storageDegraded') && isUnchanged && raised.length === 1
      report({
        name: 'D8 audit-tamper, writer stopped',
        figures: { ...refusals, alarmsKept: raised.length },
        bar: 'privileged actions refused, 1 alarm kept',
        pass,
      })
      expect(refusals).toEqual({
        create: 'storageDegraded',
        disable: 'storageDegraded',
        changePassword: 'storageDegraded',
      })
      expect(isUnchanged).toBe(true)
      expect([meanwhile, afterwards]).toEqual(['not yet', 'written'])
      expect(raised).toEqual([`TH-1 ${startMs + 1_000}`])
      expect(faults.length).toBeGreaterThan(0)
      expect(await t.journal.verify({ withProjections: true })).toMatchObject({ isSound: true })
    } finally {
      await alarms.stop()
    }
  })
})
