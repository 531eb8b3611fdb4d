import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account, Actor, Role } from '../../domain/contract'
import { journalMigrations } from '../journal/migrations'
import { openTestJournal, type TestJournal } from '../journal/testJournal'
import { type Accounts, actorOf, createAccounts } from './createAccounts'
import { findAlteredCredentials } from './credentials'
import { accountMigrations } from './migrations'
import { createPasswords } from './passwords'

const minuteMs = 60_000

let t: TestJournal
let accounts: Accounts
const open = () =>
  createAccounts({
    journal: t.journal,
    store: t.store,
    now: () => t.clock.nowMs,
    randomBytes,
    passwords: createPasswords(randomBytes, 2 ** 4),
  })

beforeEach(async () => {
  t = await openTestJournal([...journalMigrations, ...accountMigrations])
  accounts = open()
})
afterEach(() => t.dispose())

const boss = { name: 'Li.Min', displayName: '李敏', password: 'Riverside-41' }
const by: Actor = { kind: 'account', id: 'A-1' }
const kinds = async () => (await t.journal.read({ afterPosition: 0, limit: 100 })).map((e) => e.kind)
const signIn = (password: string, name = boss.name) => accounts.signIn({ name, password })

describe('the first administrator', () => {
  it('is asked for once, signs in afterwards, and is the same after a new start', async () => {
    expect(accounts.needsFirstAdministrator()).toBe(true)
    const account = await accounts.createFirstAdministrator(boss)
    expect(account).toMatchObject({
      name: 'Li.Min',
      role: 'systemAdministrator',
      mustChangePassword: false,
      isDisabled: false,
    })
    expect(accounts.needsFirstAdministrator()).toBe(false)
    await expect(accounts.createFirstAdministrator({ ...boss, name: 'other' })).rejects.toMatchObject({
      code: 'alreadySet',
    })

    await t.reopen()
    accounts = open()
    expect(accounts.list()).toEqual([account])
    expect((await signIn(boss.password, ' li.min ')).account).toEqual(account)
    expect(await kinds()).toEqual(['account.created', 'session.signedIn'])
  })

  // req: R-6.4.3.2-08
  it('needs a password that keeps the policy', async () => {
    const weak = accounts.createFirstAdministrator({ ...boss, password: 'li.min1' })
    await expect(weak).rejects.toMatchObject({
      code: 'passwordTooWeak',
      details: { faults: ['tooShort', 'containsName'] },
    })
    expect(accounts.needsFirstAdministrator()).toBe(true)
  })
})

describe('signing in', () => {
  beforeEach(async () => void (await accounts.createFirstAdministrator(boss)))

  it('is refused alike for a wrong password and an unknown name, and writes both down', async () => {
    const wrong = await signIn('wrong').catch((error: unknown) => error)
    const unknown = await signIn('wrong', 'nobody').catch((error: unknown) => error)
    expect(wrong).toMatchObject({ code: 'wrongCredentials' })
    expect(unknown).toEqual(wrong)
    const refusals = (await t.journal.read({ afterPosition: 1, limit: 9 })).map((e) => e.payload['name'])
    // Somebody may have typed the password into the field of the name.
    expect(refusals).toEqual(['Li.Min', ''])
  })

  it('locks the account after five failures for a quarter of an hour, over a new start too', async () => {
    for (let i = 0; i < 5; i++) await expect(signIn(`wrong ${i}`)).rejects.toMatchObject({ code: 'wrongCredentials' })
    expect((await kinds()).filter((kind) => kind === 'account.locked')).toHaveLength(1)
    await t.reopen()
    accounts = open()
    t.clock.nowMs += 15 * minuteMs - 1
    await expect(signIn(boss.password)).rejects.toMatchObject({
      code: 'accountLocked',
      details: { untilMs: t.clock.nowMs + 1 },
    })
    t.clock.nowMs += 1
    await signIn(boss.password)
  })

  it('counts failures in a row only', async () => {
    for (let i = 0; i < 4; i++) await expect(signIn('wrong')).rejects.toMatchObject({ code: 'wrongCredentials' })
    await signIn(boss.password)
    await expect(signIn('wrong')).rejects.toMatchObject({ code: 'wrongCredentials' })
    await signIn(boss.password)
  })

  it('counts every failure of attempts that come at once', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 7 }, () => signIn('wrong')))
    expect(answers.map((a) => (a.status === 'rejected' ? a.reason.code : 'in'))).toEqual([
      ...Array.from({ length: 5 }, () => 'wrongCredentials'),
      'accountLocked',
      'accountLocked',
    ])
  })

  // req: R-6.4.3.2-09
  it('asks for a new password after 90 days', async () => {
    t.clock.nowMs += 91 * 86_400_000
    expect((await signIn(boss.password)).account.mustChangePassword).toBe(true)
  })

  it('is refused while the row of the account is not as it was saved', async () => {
    expect(await findAlteredCredentials(t.store.knex)).toEqual([])
    await t.store.transaction((tx) => tx('credential').update({ failures: -40 }))
    const [id] = accounts.list().map((account) => account.id)
    await expect(signIn(boss.password)).rejects.toMatchObject({ code: 'storageDegraded', details: { accountId: id } })
    expect(await findAlteredCredentials(t.store.knex)).toEqual([id])
  })

  it('never writes a password or its hash into the journal', async () => {
    await signIn(boss.password)
    const told = JSON.stringify(await t.journal.read({ afterPosition: 0, limit: 100 }))
    expect(told).not.toContain(boss.password)
    expect(told).not.toContain('scrypt')
  })
})

describe('an account that was created', () => {
  const dispatcher = { name: 'wu', displayName: '吴昊', role: 'dispatcher', by } as const

  it('has a password for one use, which must be changed', async () => {
    const { account, oneTimePassword } = await accounts.create(dispatcher)
    const first = await signIn(oneTimePassword, 'wu')
    expect(first.account.mustChangePassword).toBe(true)
    const changed = await accounts.changePassword({ id: account.id, current: oneTimePassword, next: 'Lantern-Tower7' })
    expect(changed.mustChangePassword).toBe(false)
    await expect(signIn(oneTimePassword, 'wu')).rejects.toMatchObject({ code: 'wrongCredentials' })
    await accounts.signOut(await signIn('Lantern-Tower7', 'wu'))
    expect((await kinds()).at(-1)).toBe('session.signedOut')
  })

  it('is one person: its name is taken in any spelling', async () => {
    await accounts.create(dispatcher)
    await expect(accounts.create({ ...dispatcher, name: ' WU' })).rejects.toMatchObject({ code: 'alreadyExists' })
    expect(await t.store.knex('credential')).toHaveLength(1)
  })

  // req: R-6.4.3.2-03
  it('may be the second administrator of its role, not the third', async () => {
    const auditor = (name: string) => accounts.create({ name, displayName: name, role: 'auditAdministrator', by })
    await auditor('one')
    await auditor('two')
    await expect(auditor('three')).rejects.toMatchObject({ code: 'notAllowed' })
  })

  it('cannot sign in once disabled, and says so only to who knows the password', async () => {
    const { account, oneTimePassword } = await accounts.create(dispatcher)
    await accounts.disable({ id: account.id, reason: 'left', by })
    await expect(signIn(oneTimePassword, 'wu')).rejects.toMatchObject({ code: 'accountDisabled' })
    await expect(signIn('wrong', 'wu')).rejects.toMatchObject({ code: 'wrongCredentials' })
  })

  it('stays when it is the last system administrator', async () => {
    const { id } = await accounts.createFirstAdministrator(boss)
    await expect(accounts.disable({ id, reason: 'x', by })).rejects.toMatchObject({ code: 'illegalState' })
    await accounts.create({ name: 'second', displayName: 'second', role: 'systemAdministrator', by })
    await accounts.disable({ id, reason: 'x', by })
    expect(t.journal.view.get('account', id)?.isDisabled).toBe(true)
  })
})

describe('changing a password', () => {
  let account: Account
  beforeEach(async () => {
    account = await accounts.createFirstAdministrator(boss)
  })
  const change = (current: string, next: string) => accounts.changePassword({ id: account.id, current, next })

  // req: R-6.4.3.2-10
  it('needs the current one, the policy, and none of the last five', async () => {
    await expect(change('wrong', 'Lantern-Tower7')).rejects.toMatchObject({ code: 'wrongCredentials' })
    await expect(change(boss.password, 'Admin@123')).rejects.toMatchObject({ code: 'passwordTooWeak' })
    await expect(change(boss.password, boss.password)).rejects.toMatchObject({ code: 'passwordReused' })
    const passwords = [boss.password, ...['Two', 'Three', 'Four', 'Five', 'Six'].map((n) => `Lantern-${n}7`)]
    for (let i = 1; i < 5; i++) await change(passwords[i - 1]!, passwords[i]!)
    await expect(change(passwords[4]!, passwords[0]!)).rejects.toMatchObject({ code: 'passwordReused' })
    await change(passwords[4]!, passwords[5]!)
    await change(passwords[5]!, passwords[0]!)
  })
})

describe('demo accounts', () => {
  const demo = [{ name: 'demo', displayName: '演示', role: 'dispatcher' as Role, password: 'demo' }]

  it('are made once, sign in, and spare the first administrator', async () => {
    await accounts.ensureDemoAccounts(demo)
    await accounts.ensureDemoAccounts(demo)
    expect(accounts.list()).toMatchObject([{ name: 'demo', isDemo: true }])
    expect(accounts.needsFirstAdministrator()).toBe(false)
    const { account } = await signIn('demo', 'demo')
    expect(actorOf(account)).toEqual({ kind: 'account', id: account.id, name: '演示' })
  })

  it('do not exist when the same folder is opened without the demo', async () => {
    await accounts.ensureDemoAccounts(demo)
    await t.reopen()
    accounts = open()
    await expect(signIn('demo', 'demo')).rejects.toMatchObject({ code: 'wrongCredentials' })
    expect(accounts.needsFirstAdministrator()).toBe(true)
  })
})
