import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Account, AccountId } from '../../domain/contract'
import { createSeatTicket } from './createSeatTicket'

const account: Account = {
  id: AccountId.parse('A-1'),
  name: 'zhoumin',
  displayName: '周敏',
  role: 'dispatcher',
  isDisabled: false,
  isDemo: false,
  mustChangePassword: false,
  passwordChangedAtMs: 0,
}
const accounts = new Map<string, Account>()
let folder: string
const open = () =>
  createSeatTicket({ file: join(folder, 'session.json'), accountOf: (id) => accounts.get(id), randomBytes })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-ticket-'))
  accounts.clear()
  accounts.set(account.id, account)
})
afterEach(() => rm(folder, { recursive: true }))

test('the next core of the same folder takes over the sign-in by its ticket', async () => {
  const ticket = await open().issue({ account, signInId: 'S-1' })
  expect(await open().resume(ticket ?? '')).toEqual({ account, signInId: 'S-1' })
})

test('the folder alone signs nobody in: the ticket does not lie there, and another number is refused', async () => {
  const ticket = (await open().issue({ account, signInId: 'S-1' })) ?? ''
  expect(await readFile(join(folder, 'session.json'), 'utf8')).not.toContain(ticket)
  expect(await open().resume(ticket.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')))).toBeUndefined()
})

test('a ticket ends with its sign-in, and with the next one', async () => {
  const first = (await open().issue({ account, signInId: 'S-1' })) ?? ''
  const second = (await open().issue({ account, signInId: 'S-2' })) ?? ''
  expect(await open().resume(first)).toBeUndefined()
  await open().issue(undefined)
  expect(await open().resume(second)).toBeUndefined()
})

test('somebody who must change the password first, or whose account was disabled meanwhile, signs in anew', async () => {
  expect(await open().issue({ account: { ...account, mustChangePassword: true }, signInId: 'S-1' })).toBeUndefined()
  const ticket = (await open().issue({ account, signInId: 'S-2' })) ?? ''
  accounts.set(account.id, { ...account, isDisabled: true })
  expect(await open().resume(ticket)).toBeUndefined()
})

test('a damaged file is no sign-in and no fault', async () => {
  await writeFile(join(folder, 'session.json'), '{"accountId":')
  expect(await open().resume('anything')).toBeUndefined()
})
