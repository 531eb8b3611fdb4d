import { createHash } from 'node:crypto'
import type { Account, AccountId } from '../../domain/contract'
import type { SessionHolder } from '../channel/SessionHolder'
import type { SignIn } from './createSeatTicket'

/**
 * Lets a page in a browser go on after its link was lost: a session ends with its connection, and nobody is to type a password because the radio was away for
 * a second. The ticket lives in the memory of the page and its hash in the memory of the core, so that loading the page anew, or starting the core anew, asks again.
 */
export interface PageTickets {
  /** @returns a ticket for what this session signed in as; none for the windows of a console, which share a session that no link ends */
  issue(session: SessionHolder, signIn: SignIn): string | undefined
  /** Once: whoever goes on gets a new one. @returns nothing when it is unknown, too old, signed out, or its account has changed */
  resume(ticket: string): SignIn | undefined
  /** The person signed out: no ticket of this session counts any more. */
  revoke(session: SessionHolder): void
}

/** How long a page may be away: a lift, a change of network, a lid that was closed. */
const awayMs = 5 * 60_000

interface Kept {
  signIn: SignIn
  session: SessionHolder
  /** Set when the connection has ended, UTC ms. */
  endsAtMs?: number
}

export function createPageTickets(parts: {
  isPage(session: SessionHolder): boolean
  accountOf(id: AccountId): Account | undefined
  randomBytes(length: number): Uint8Array
  now: () => number
}): PageTickets {
  const { accountOf, randomBytes, now } = parts
  const tickets = new Map<string, Kept>()
  const hashOf = (ticket: string) => createHash('sha256').update(ticket).digest('hex')
  const forget = (isGone: (kept: Kept) => boolean) => {
    for (const [hash, kept] of tickets) if (isGone(kept)) tickets.delete(hash)
  }
  const isOld = ({ endsAtMs }: Kept) => endsAtMs !== undefined && now() >= endsAtMs

  return {
    issue(session, signIn) {
      if (!parts.isPage(session) || signIn.account.mustChangePassword) return undefined
      forget((kept) => kept.session === session || isOld(kept))
      const ticket = Buffer.from(randomBytes(32)).toString('base64url')
      const kept: Kept = { signIn, session }
      tickets.set(hashOf(ticket), kept)
      const stop = session.onChange(() => {
        if (session.account) return
        kept.endsAtMs = now() + awayMs
        stop()
      })
      return ticket
    },
    resume(ticket) {
      const hash = hashOf(ticket)
      const kept = tickets.get(hash)
      tickets.delete(hash)
      if (!kept || isOld(kept)) return undefined
      const { account, signInId } = kept.signIn
      const today = accountOf(account.id)
      const isSame = today?.passwordChangedAtMs === account.passwordChangedAtMs
      return today && isSame && !today.isDisabled && !today.mustChangePassword
        ? { account: today, signInId }
        : undefined
    },
    revoke: (session) => forget((kept) => kept.session === session),
  }
}
