import { randomBytes } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { Account } from '../../domain/contract'
import { createSessionHolder, type SessionHolder } from '../channel/SessionHolder'
import { createPageTickets, type PageTickets } from './createPageTickets'

const zhou = Account.parse({
  id: 'A-1',
  name: 'zhoumin',
  displayName: '周敏',
  role: 'dispatcher',
  isDisabled: false,
  isDemo: false,
  mustChangePassword: false,
  passwordChangedAtMs: 1,
})
let account: Account
let nowMs: number
let page: SessionHolder
let tickets: PageTickets
const seatSession = createSessionHolder()

function signIn(): string {
  page.set(account)
  const ticket = tickets.issue(page, { account, signInId: 'S-1' })
  if (ticket === undefined) throw new Error('no ticket')
  return ticket
}

beforeEach(() => {
  account = zhou
  nowMs = 1_000
  page = createSessionHolder()
  tickets = createPageTickets({
    isPage: (session) => session !== seatSession,
    accountOf: () => account,
    randomBytes,
    now: () => nowMs,
  })
})

it('goes on once, also while the lost connection is not known to be lost', () => {
  const ticket = signIn()
  expect(tickets.resume(ticket)).toEqual({ account: zhou, signInId: 'S-1' })
  expect(tickets.resume(ticket)).toBeUndefined()
})

it('goes on within five minutes of the loss and not after', () => {
  const early = signIn()
  page.set(undefined)
  nowMs += 299_999
  expect(tickets.resume(early)).toBeDefined()
  const late = signIn()
  page.set(undefined)
  nowMs += 300_000
  expect(tickets.resume(late)).toBeUndefined()
})

it('counts for nothing after signing out, for another ticket, and for windows of a console', () => {
  const ticket = signIn()
  tickets.revoke(page)
  expect(tickets.resume(ticket)).toBeUndefined()
  expect(tickets.resume('made up')).toBeUndefined()
  expect(tickets.issue(seatSession, { account, signInId: 'S-1' })).toBeUndefined()
})

it.each<[string, Partial<Account>]>([
  ['was disabled', { isDisabled: true }],
  ['has another password', { passwordChangedAtMs: 2 }],
  ['must change its password', { mustChangePassword: true }],
])('asks for the password again when the account %s meanwhile', (_, change) => {
  const ticket = signIn()
  account = { ...zhou, ...change }
  expect(tickets.resume(ticket)).toBeUndefined()
})
