/** Failures within this time count together, ms. */
export const countedForMs = 10 * 60_000
/** So many of one name from one address, and it is not listened to. */
export const mostOfName = 5
/** So many of one address under whatever names. */
export const mostOfAddress = 20
const firstMs = 60_000
const longestMs = 24 * 3_600_000

/** How long a lock-out lasts, ms: one minute at first, twice as long each time, a day at most. @param before how often it was locked out before */
export const lockOutMs = (before: number): number => Math.min(longestMs, firstMs * 2 ** Math.min(before, 20))

/** Failures of one name or address lately. */
export interface Failures {
  readonly sinceMs: number
  readonly count: number
}

/** @returns the count with this failure, and whether it is time to lock out; after a lock-out the count begins anew */
export function countFailure(
  before: Failures | undefined,
  most: number,
  nowMs: number,
): Failures & { isLocked: boolean } {
  const isTogether = before !== undefined && nowMs - before.sinceMs < countedForMs && nowMs >= before.sinceMs
  const count = isTogether ? before.count + 1 : 1
  if (count >= most) return { sinceMs: nowMs, count: 0, isLocked: true }
  return { sinceMs: isTogether ? before.sinceMs : nowMs, count, isLocked: false }
}
