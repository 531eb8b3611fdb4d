import type { Entry } from './entry'
import { compareHlc } from './hlc'

/** The order of facts, the same at every seat: clock first, then origin, then the origin's own number. */
export function compareEntries(
  a: Pick<Entry, 'hlc' | 'origin' | 'seq'>,
  b: Pick<Entry, 'hlc' | 'origin' | 'seq'>,
): number {
  const byClock = compareHlc(a.hlc, b.hlc)
  if (byClock !== 0) return byClock
  // By code unit, not by locale: two seats with different languages must agree.
  if (a.origin !== b.origin) return a.origin < b.origin ? -1 : 1
  return a.seq - b.seq
}
