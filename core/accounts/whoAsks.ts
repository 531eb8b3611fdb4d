import { type Account, type Actor, Refused } from '../../domain/contract'
import type { CallContext } from '../channel/handlers'
import { actorOf } from './createAccounts'

/**
 * The account that asks. The channel has checked the right, so somebody is signed in.
 *
 * @throws Refused `notSignedIn` where a method is open to everybody and nobody is
 */
export function accountIn({ session }: CallContext): Account {
  if (!session.account) throw new Refused('notSignedIn')
  return session.account
}

/** As {@link accountIn}: whom the journal names. */
export const actorIn = (context: CallContext): Actor => actorOf(accountIn(context))
