import type { Hlc } from './entry'

/** How far a peer's clock may pull this seat's ahead of its own wall clock (P11, I12). */
export const maxPullMs = 60_000
const maxCounter = 0xffff

export const compareHlc = (a: Hlc, b: Hlc): number => a.ms - b.ms || a.counter - b.counter

/** The clock of the next entry: after `clock` whatever the wall clock does. */
export function nextHlc(clock: Hlc, nowMs: number): Hlc {
  if (nowMs > clock.ms) return { ms: nowMs, counter: 0 }
  return clock.counter < maxCounter ? { ms: clock.ms, counter: clock.counter + 1 } : { ms: clock.ms + 1, counter: 0 }
}

/**
 * The clock after an entry of a peer was seen, so that the next own entry comes after it. A peer whose clock is wrong pulls at most
 * `maxPullMs` ahead of the own wall clock; its entries then sort later than what is written here next, which is wrong but bounded.
 */
export function receiveHlc(clock: Hlc, remote: Hlc, nowMs: number): Hlc {
  const limit: Hlc = { ms: nowMs + maxPullMs, counter: 0 }
  const pulled = compareHlc(remote, limit) > 0 ? limit : remote
  return compareHlc(pulled, clock) > 0 ? pulled : clock
}
