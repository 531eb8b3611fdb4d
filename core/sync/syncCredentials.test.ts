import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Actor, SeatId } from '../../domain/contract'
import { readCredential, saveCredential } from '../accounts/credentials'
import { type Accounts, createAccounts } from '../accounts/createAccounts'
import { accountMigrations } from '../accounts/migrations'
import { createPasswords } from '../accounts/passwords'
import { journalMigrations } from '../journal/migrations'
import { openTestJournal, type TestJournal } from '../journal/testJournal'
import { createReplicator } from './createReplicator'
import { createCredentialStore, type CredentialStore, syncMigrations } from './credentialStore'
import type { LinkFeature } from './LinkFeature'
import { createSealedJson } from './sealedJson'
import { syncCredentials } from './syncCredentials'
import { linkFeatures } from './testLinks'
import { until } from './testSeat'

const boss = { name: 'chen', displayName: '陈强', password: 'Bay-2026-boss' }
const guard: Actor = { kind: 'system', id: 'test' }
const secret = new Uint8Array(32).fill(5)

interface Seat extends TestJournal {
  accounts: Accounts
  store: TestJournal['store']
  credentials: CredentialStore
  entries: LinkFeature
  passwords: LinkFeature
  dispose(): Promise<void>
}

let seats: Seat[] = []
async function seat(name: string, key = secret): Promise<Seat> {
  const seatId = SeatId.parse(name)
  const opened = await openTestJournal([...journalMigrations, ...accountMigrations, ...syncMigrations], seatId)
  const { journal, store, clock, faults } = opened
  const onFault = (error: unknown) => void faults.push(error)
  const credentials = createCredentialStore(store, seatId)
  const replicator = createReplicator({
    journal,
    seatId,
    now: () => clock.nowMs,
    onProgress: () => undefined,
    onAbsorbed: () => undefined,
    onFault,
  })
  const passwords = syncCredentials({
    store: credentials,
    sealed: createSealedJson(key, 'credentials'),
    journal,
    onFault,
  })
  const one: Seat = {
    ...opened,
    credentials,
    passwords,
    entries: replicator,
    accounts: createAccounts({
      journal,
      store,
      now: () => clock.nowMs,
      randomBytes,
      passwords: createPasswords(randomBytes, 4),
    }),
    async dispose() {
      replicator.stop()
      passwords.stop()
      await opened.dispose()
    },
  }
  seats.push(one)
  return one
}

beforeEach(() => {
  seats = []
})
afterEach(async () => {
  for (const one of seats) await one.dispose()
})

function link(a: Seat, b: Seat) {
  const links = [
    linkFeatures({ a: a.entries, b: b.entries }),
    linkFeatures({ a: a.passwords, b: b.passwords }),
  ] as const
  return { ...links[1], cut: () => links.forEach((one) => one.cut()) }
}

/** What each seat would let people in with. */
async function hashes({ store }: Seat): Promise<string> {
  const rows: { account_id: string; hash: string }[] = await store.knex('credential').orderBy('account_id')
  return rows.map(({ account_id, hash }) => `${account_id} ${hash}`).join('\n')
}

async function untilLevel(...all: Seat[]) {
  let isLevel = false
  const look = async () => {
    const found = await Promise.all(all.map(hashes))
    isLevel = found[0] !== '' && found.every((one) => one === found[0])
  }
  await until('the same passwords everywhere', () => {
    void look()
    return isLevel
  })
}

describe('passwords between seats', { timeout: 60_000 }, () => {
  it('of an account that was made at one seat let him in at the other', async () => {
    const [a, b] = [await seat('a'), await seat('b')]
    await a.accounts.createFirstAdministrator(boss)
    link(a, b)
    await untilLevel(a, b)
    await until('account', () => b.accounts.list().length === 1)
    expect((await b.accounts.signIn(boss)).account.name).toBe('chen')
    const { account, oneTimePassword } = await b.accounts.create({
      name: 'li',
      displayName: '李敏',
      role: 'dispatcher',
      by: guard,
    })
    await untilLevel(a, b)
    await until('account', () => a.accounts.list().length === 2)
    expect((await a.accounts.signIn({ name: 'li', password: oneTimePassword })).account.id).toBe(account.id)
    expect([...a.faults, ...b.faults]).toEqual([])
  })

  it('that were changed at both while they were apart: the later change holds at both', async () => {
    const [a, b] = [await seat('a'), await seat('b')]
    const { id } = await a.accounts.createFirstAdministrator(boss)
    const first = link(a, b)
    await untilLevel(a, b)
    await until('account', () => b.accounts.list().length === 1)
    first.cut()
    b.clock.nowMs += 1_000
    await b.accounts.changePassword({ id, current: boss.password, next: 'Harbour-77-early' })
    a.clock.nowMs += 2_000
    await a.accounts.changePassword({ id, current: boss.password, next: 'Harbour-88-later' })
    link(a, b)
    await untilLevel(a, b)
    expect((await b.accounts.signIn({ name: 'chen', password: 'Harbour-88-later' })).account.id).toBe(id)
  })

  it('reach a third seat through the second', async () => {
    const [a, b, c] = [await seat('a'), await seat('b'), await seat('c')]
    link(a, b)
    link(b, c)
    await a.accounts.createFirstAdministrator(boss)
    await untilLevel(a, b, c)
  })

  it('are fetched again when the row here was put back to what it was before', async () => {
    const [a, b] = [await seat('a'), await seat('b')]
    const { id } = await a.accounts.createFirstAdministrator(boss)
    link(a, b)
    await untilLevel(a, b)
    const before = await readCredential(b.store.knex, id)
    a.clock.nowMs += 1_000
    await a.accounts.changePassword({ id, current: boss.password, next: 'Harbour-66-newer' })
    await untilLevel(a, b)
    await b.store.transaction((tx) => saveCredential(tx, before!))
    for (let i = 0; i < 30; i++) a.passwords.tick?.()
    await untilLevel(a, b)
    expect((await readCredential(b.store.knex, id))?.hash).not.toBe(before?.hash)
  })

  it('do not carry failures and locks, and do not lift them', async () => {
    const [a, b] = [await seat('a'), await seat('b')]
    const { id } = await a.accounts.createFirstAdministrator(boss)
    const first = link(a, b)
    await untilLevel(a, b)
    first.cut()
    const here = await readCredential(b.store.knex, id)
    await b.store.transaction((tx) => saveCredential(tx, { ...here!, failures: 3, lockedUntilMs: 9_000_000_000_000 }))
    a.clock.nowMs += 1_000
    await a.accounts.changePassword({ id, current: boss.password, next: 'Harbour-99-newer' })
    link(a, b)
    await untilLevel(a, b)
    expect(await readCredential(b.store.knex, id)).toMatchObject({ failures: 3, lockedUntilMs: 9_000_000_000_000 })
    expect(await readCredential(a.store.knex, id)).toMatchObject({ failures: 0 })
  })

  it('are not readable on the way, and not to one who has another secret', async () => {
    const [a, b] = [await seat('a'), await seat('b', new Uint8Array(32).fill(6))]
    await a.accounts.createFirstAdministrator(boss)
    const { sent, refusals } = link(a, b)
    await until('refused', () => refusals.length > 0)
    const carried = sent.flatMap(({ frame }) => (frame.t === 'credentials' ? [Buffer.from(frame.sealed)] : []))
    expect(carried.length).toBeGreaterThan(0)
    const { hash } = (await readCredential(a.store.knex, (await a.credentials.changes())[0]!.id))!
    for (const bytes of carried) expect(bytes.includes(hash.slice(0, 12))).toBe(false)
    expect(await hashes(b)).toBe('')
  })
})
