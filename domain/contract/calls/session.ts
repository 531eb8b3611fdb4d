import { z } from 'zod'
import { call, done, feed, none } from '../call'
import { Account, Role } from '../state/account'
import { AccountId } from '../primitives'

/** Who works at this seat (console) or on this connection (browser). */
export const Session = z.object({
  needsFirstAdministrator: z.boolean(),
  isDemo: z.boolean(),
  /** Only in the demo district: people one can sign in as, with the password said on screen. */
  demoAccounts: z.array(z.object({ name: z.string(), displayName: z.string(), role: Role, password: z.string() })),
  account: Account.optional(),
  rights: z.array(z.string()),
  /** For a page in a browser, in answers to signing in: to go on with after its link was lost. To be kept in memory only. */
  ticket: z.string().optional(),
})
export type Session = z.infer<typeof Session>

export const sessionCalls = {
  'session.read': call('none', none, Session),
  'session.signIn': call(
    'none',
    z.object({ name: z.string().min(1).max(40), password: z.string().min(1).max(200) }),
    Session,
  ),
  /** A page in a browser whose link was lost goes on with the ticket it got last; the ticket counts once. @throws Refused `notSignedIn` */
  'session.resume': call('none', z.object({ ticket: z.string().min(1).max(100) }), Session),
  'session.signOut': call('none', none, Session),
  'session.createFirstAdministrator': call(
    'none',
    z.object({
      name: z.string().min(1).max(40),
      displayName: z.string().min(1).max(80),
      password: z.string().min(1).max(200),
    }),
    Session,
  ),
  'session.changePassword': call(
    'none',
    z.object({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) }),
    Session,
  ),
  'session.changed': feed('none', 'exact', none, Session),
  'account.list': call('account.manage', none, z.object({ accounts: z.array(Account) })),
  'account.create': call(
    'account.manage',
    z.object({ name: z.string().min(1).max(40), displayName: z.string().min(1).max(80), role: Role }),
    z.object({ account: Account, oneTimePassword: z.string() }),
  ),
  'account.disable': call('account.manage', z.object({ id: AccountId, reason: z.string().min(1).max(500) }), done),
} as const
