/**
 * A page of things that happened, newest first, cut where two times differ: what happened in the same millisecond is on one page, so that the next page, which begins before a time, leaves none out
 * and has none twice. More than fits in one millisecond is handed over as far as it goes.
 *
 * @param found the newest ones before the page's end, one more than the page may hold
 */
export function pageByTime<T>(
  found: readonly T[],
  most: number,
  timeOf: (one: T) => number,
): { rows: readonly T[]; nextBefore?: number } {
  const extra = found[most]
  if (extra === undefined) return { rows: found }
  const cutMs = timeOf(extra)
  const whole = found.slice(0, most).filter((one) => timeOf(one) > cutMs)
  return whole.length > 0 ? { rows: whole, nextBefore: cutMs + 1 } : { rows: found.slice(0, most), nextBefore: cutMs }
}
