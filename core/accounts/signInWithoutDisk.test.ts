import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Actor, Refused } from '../../domain/contract'
import type { SeatJournal } from '../journal/createJournal'
import { journalMigrations } from '../journal/migrations'
import { openTestJournal, type TestJournal } from '../journal/testJournal'
import { type Accounts, createAccounts } from './createAccounts'
import { accountMigrations } from './migrations'
import { createPasswords } from './passwords'

let t: TestJournal
let accounts: Accounts
let isDiskFull = false
const by: Actor = { kind: 'account', id: 'A-1' }
const boss = { name: 'Li.Min', displayName: '李敏', password: 'Riverside-41' }

beforeEach(async () => {
  isDiskFull = false
  t = await openTestJournal([...journalMigrations, ...accountMigrations])
  const journal: SeatJournal = {
    ...t.journal,
    view: t.journal.view,
    write: (decide, alongside) =>
      isDiskFull ? Promise.reject(new Refused('storageDegraded')) : t.journal.write(decide, alongside),
  }
  accounts = createAccounts({
    journal,
    store: t.store,
    now: () => t.clock.nowMs,
    randomBytes,
    passwords: createPasswords(randomBytes, 2 ** 4),
  })
  await accounts.createFirstAdministrator(boss)
})
afterEach(() => t.dispose())

describe('signing in while the disk takes no entries', () => {
  it('lets a dispatcher in, and writes it down, marked, when the disk is back', async () => {
    const { oneTimePassword } = await accounts.create({
      name: 'Wang',
      displayName: '王',
      role: 'dispatcher',
      by,
    })
    isDiskFull = true
    const { account, sessionId } = await accounts.signIn({ name: 'Wang', password: oneTimePassword })
    expect(account).toMatchObject({ name: 'Wang' })
    isDiskFull = false
    t.clock.nowMs += 60_000
    await accounts.signOut({ account, sessionId })
    const written = () => t.journal.read({ afterPosition: 0, limit: 100 })
    await expect
      .poll(async () => (await written()).find(({ kind }) => kind === 'session.signedIn'))
      .toMatchObject({ subject: { id: sessionId }, payload: { heldBackFromMs: t.clock.nowMs - 60_000 } })
    expect((await written()).filter(({ kind }) => kind === 'session.signedIn')).toHaveLength(1)
  })

  it('keeps administrators out: what they do must be written down', async () => {
    isDiskFull = true
    await expect(accounts.signIn(boss)).rejects.toMatchObject({ code: 'storageDegraded' })
  })

  it('lets nobody in with a wrong password', async () => {
    isDiskFull = true
    await expect(accounts.signIn({ ...boss, password: 'wrong' })).rejects.toBeInstanceOf(Refused)
  })
})
