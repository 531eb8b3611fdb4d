import type { Entry } from '../../domain/journal/entry'
import { compareHlc, maxPullMs } from '../../domain/journal/hlc'
import { type Breach, named } from './Breach'

/** An entry with what its seat's wall clock had shown at most until it was written, UTC ms. */
export interface TimedEntry {
  readonly entry: Entry
  readonly latestWallMs: number
}

/** I12: a seat's clock never goes back, and no peer pulls it more than 60 s ahead of what its own wall clock ever showed. */
export function findPulledClock(written: readonly TimedEntry[]): Breach | undefined {
  const last = new Map<string, Entry>()
  for (const { entry, latestWallMs } of written) {
    const before = last.get(entry.origin)
    if (before && compareHlc(entry.hlc, before.hlc) <= 0)
      return { invariant: 'I12', text: `${named(entry)} is not after ${named(before)}` }
    last.set(entry.origin, entry)
    // The counter may run over into the next millisecond.
    const aheadMs = entry.hlc.ms - latestWallMs
    if (aheadMs > maxPullMs + 1) return { invariant: 'I12', text: `${named(entry)} is ${aheadMs} ms ahead of its seat` }
  }
  return undefined
}
