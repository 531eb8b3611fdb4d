import { AccountId } from '../contract/primitives'
import type { Actor, Owner } from '../contract/state'

/** How long somebody handles an alarm or incident after his last deed on it, ms. Chosen: a look at the scene by radio takes less. */
export const ownerLeaseMs = 15 * 60_000

/** A deed as far as ownership goes. */
interface By {
  actor: Actor
  hlc: { ms: number }
}

export const isOwned = (owner: Owner | undefined, nowMs: number): owner is Owner =>
  owner !== undefined && nowMs < owner.untilMs

/** @returns the owner after a taking; `undefined` when another holds it whom the taker did not name, or the taker is no account */
export function takeOver(owner: Owner | undefined, { actor, hlc }: By, fromOwner?: string): Owner | undefined {
  const account = AccountId.safeParse(actor.id)
  if (actor.kind !== 'account' || !account.success) return undefined
  const accountId = account.data
  if (isOwned(owner, hlc.ms)) {
    if (owner.accountId === accountId) return renew(owner, hlc.ms)
    if (owner.accountId !== fromOwner) return undefined
  }
  return { accountId, name: actor.name ?? actor.id, sinceMs: hlc.ms, untilMs: hlc.ms + ownerLeaseMs }
}

/** The owner with a lease from `atMs` on; as he was when it had run out by then. */
export const renew = (owner: Owner, atMs: number): Owner =>
  isOwned(owner, atMs) ? { ...owner, untilMs: Math.max(owner.untilMs, atMs + ownerLeaseMs) } : owner

/** What somebody does with a thing he handles shows that he is at it. */
export function renewByDeed<S extends { owner?: Owner | undefined }>(
  state: S,
  { actor, hlc }: By,
  byAnybody = false,
): S {
  const { owner } = state
  const isMeant = actor.kind === 'account' && (byAnybody || owner?.accountId === actor.id)
  return owner && isMeant ? { ...state, owner: renew(owner, hlc.ms) } : state
}
