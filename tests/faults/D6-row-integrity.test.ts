import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAccounts } from '../../core/accounts/createAccounts'
import { findAlteredCredentials } from '../../core/accounts/credentials'
import { accountMigrations } from '../../core/accounts/migrations'
import { createPasswords } from '../../core/accounts/passwords'
import { importDistrict, isRegistryAsImported, registryMigrations } from '../../core/iot/registryStore'
import { journalMigrations } from '../../core/journal/migrations'
import type { ChainFault } from '../../core/journal/verifyEntries'
import { createChain } from '../../core/journal/testChain'
import { draft, openTestJournal, startMs, type TestJournal } from '../../core/journal/testJournal'
import { SeatId } from '../../domain/contract'
import { testDistrictJson } from '../../domain/district/testDistrict'
import { type Randoms, randoms } from './kit/randoms'
import { isNightly, report } from './report'

const seed = 20_261_122
const rounds = isNightly ? 20 : 1
type Row = Record<string, string | number | null>

let t: TestJournal
let chance: Randoms
beforeEach(async () => {
  chance = randoms(seed)
  t = await openTestJournal([...journalMigrations, ...registryMigrations, ...accountMigrations])
})
afterEach(() => t.dispose())

/** Another value for the column, mostly so near that nobody would see it. */
function altered(value: string | number | null): string | number | null {
  if (value === null) return chance.below(2) === 0 ? chance.below(1_000) : `{"id":"A-9","kind":"account"}`
  if (typeof value === 'number') return value + (chance.below(2) === 0 ? 1 : -1) * (1 + chance.below(1_000))
  const text = value
  const at = chance.below(text.length)
  const other = text[at] === '0' ? '1' : '0'
  const changes = [
    text.slice(0, at) + other + text.slice(at + 1),
    text.slice(0, at) + text.slice(at + 1),
    `${text.slice(0, at)} ${text.slice(at)}`,
    text.slice(0, at),
    `${text}\n`,
  ]
  return changes[chance.below(changes.length)] ?? ''
}

/** Whoever can write into the file can take the guards off first. */
const asAttacker = (change: (tx: Knex.Transaction) => PromiseLike<unknown>) =>
  t.store.transaction(async (tx) => {
    await tx.raw('DROP TRIGGER IF EXISTS entry_is_never_changed')
    await tx.raw('DROP TRIGGER IF EXISTS entry_is_never_deleted')
    await change(tx)
  })

/** Alters every column of every row, one after the other, and puts each back. @returns what was not noticed */
async function alterAll(
  table: string,
  key: string,
  isNamed: (row: Row, value: unknown) => Promise<boolean>,
): Promise<{ tried: number; missed: string[] }> {
  const rows: Row[] = await t.store.knex(table)
  const missed: string[] = []
  let tried = 0
  for (const row of rows)
    for (const column of Object.keys(row))
      for (let round = 0; round < rounds; round++) {
        const value = altered(row[column] ?? null)
        const isDone = await asAttacker((tx) =>
          tx(table)
            .where(key, String(row[key]))
            .update({ [column]: value }),
        ).then(
          () => true,
          // The table itself refuses it: a number that is taken, a text where a number stands.
          () => false,
        )
        if (!isDone) continue
        tried++
        if (!(await isNamed(row, value))) missed.push(`${table}.${column}: ${String(row[column])} → ${String(value)}`)
        const now = column === key ? String(value) : String(row[key])
        await asAttacker((tx) =>
          tx(table)
            .where(key, now)
            .update({ [column]: row[column] }),
        )
      }
  return { tried, missed }
}

describe('whoever writes into the file of a seat', () => {
  it('is found out, whatever field of an entry, an account or the registry is altered', async () => {
    const accounts = createAccounts({
      journal: t.journal,
      store: t.store,
      now: () => t.clock.nowMs,
      randomBytes,
      passwords: createPasswords(randomBytes, 2 ** 4),
    })
    const actor = { kind: 'system', id: 'import' } as const
    await importDistrict({ store: t.store, journal: t.journal, document: testDistrictJson(), actor })
    const boss = { name: 'Li.Min', displayName: '李敏', password: 'Riverside-41' }
    const account = await accounts.createFirstAdministrator(boss)
    await accounts.changePassword({ id: account.id, current: boss.password, next: 'Lantern-Tower7' })
    await t.journal.write(() => [
      draft.raised('a1'),
      { ...draft.opened('i1', 'a1'), basis: 3, onBehalfOf: { kind: 'rule', id: 'R-1' } },
      draft.linked('a1', 'i1'),
      draft.noted('i1', '消火栓 "3" \\ 已关\n'),
      draft.acknowledged('nobody'),
    ])
    const other = createChain(SeatId.parse('seat-b'))
    await t.journal.absorb(
      [draft.acknowledged('a1'), draft.returned('a1'), draft.closed('i1')].map((d) => other.next(d, startMs)),
    )

    const entries = await alterAll('entry', 'position', async (row, value) => {
      const verdict = await t.journal.verify()
      const near = [row['seq'], Number(row['seq']) + 1]
      // An entry given to an origin that is none is named by that origin.
      const isIt = (of: ChainFault) => of.id === row['id'] || near.includes(of.seq) || of.origin === value
      return verdict.faults.some(isIt)
    })
    const credentials = await alterAll('credential', 'account_id', async () => {
      const [name] = await findAlteredCredentials(t.store.knex)
      return name !== undefined
    })
    const settings = await alterAll('registry_part', 'part', async () => !(await isRegistryAsImported(t.store.knex)))

    const missed = [...entries.missed, ...credentials.missed, ...settings.missed]
    const tried = entries.tried + credentials.tried + settings.tried
    report({
      name: 'D6 row-integrity',
      seed,
      figures: {
        tried,
        caught: tried - missed.length,
        ofEntries: entries.tried,
        ofCredentials: credentials.tried,
        ofSettings: settings.tried,
      },
      bar: 'caught = tried',
      pass: missed.length === 0,
    })
    expect(missed).toEqual([])
    expect(entries.tried).toBeGreaterThan(100)
    // Put back, everything is as it was.
    expect(await t.journal.verify({ withProjections: true })).toMatchObject({ isSound: true })
    expect(await findAlteredCredentials(t.store.knex)).toEqual([])
    expect(await isRegistryAsImported(t.store.knex)).toBe(true)
  })
})
