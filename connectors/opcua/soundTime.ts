/** A server's clock may be wrong by hours; what lies further ahead is no time, ms. */
const furthestMs = 24 * 3_600_000

/**
 * A time that a server tells, where it is one: many tell the first day of 1601, or of 1970, of what never changed, and some one that is far ahead.
 *
 * @param nowMs our clock, UTC ms
 * @returns `undefined` for what is no time
 */
export const soundTime = (atMs: number | undefined, nowMs: number): number | undefined =>
  atMs !== undefined && atMs > 0 && atMs <= nowMs + furthestMs ? atMs : undefined
