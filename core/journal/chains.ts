import { Refused, type SeatId } from '../../domain/contract'
import { compareHlc, receiveHlc } from '../../domain/journal/hlc'
import { Entry, type Hlc } from '../../domain/journal/entry'
import type { AbsorbFault, OriginHead } from './Journal'
import { hashEntry } from './rows'
import { readBy } from '../../domain/contract/readBy'

export const noHash = '0'.repeat(64)

/** Where an origin's chain ends, and its clock there. */
export interface ChainHead extends OriginHead {
  hlc: Hlc
}

export type Heads = ReadonlyMap<SeatId, ChainHead>

/** Where the seat's journal stands: what the next entry follows. */
export interface Head {
  position: number
  /** Number and hash of this seat's own last entry; 0 and zeros before the first. */
  seq: number
  hash: string
  /** This seat's clock, pulled by what it has seen of others. */
  hlc: Hlc
  /** Latest clock of all entries stored; after `hlc` only while a peer is further ahead than it may pull. */
  newest: Hlc
}

const startOfTime: Hlc = { ms: 0, counter: 0 }
const later = (a: Hlc, b: Hlc): Hlc => (compareHlc(a, b) < 0 ? b : a)

/** @param clock what the seat's clock was before, if it ran */
export function headOf(seatId: SeatId, position: number, heads: Heads, nowMs: number, clock = startOfTime): Head {
  const own = heads.get(seatId)
  let hlc = later(clock, own?.hlc ?? startOfTime)
  let newest = hlc
  for (const chain of heads.values()) {
    hlc = receiveHlc(hlc, chain.hlc, nowMs)
    newest = later(newest, chain.hlc)
  }
  return { position, seq: own?.seq ?? 0, hash: own?.hash ?? noHash, hlc, newest: later(newest, hlc) }
}

export const chainHeadOf = ({ origin, seq, hash, hlc }: Entry): ChainHead => ({ origin, seq, hash, hlc })

/** In the order of their ids, by code unit, without the clocks. */
export const listHeads = (heads: Heads): OriginHead[] =>
  [...heads.values()]
    .map(({ origin, seq, hash }) => ({ origin, seq, hash }))
    .sort((a, b) => (a.origin < b.origin ? -1 : 1))

/** Key of an entry's place in its chain. */
export const linkKey = ({ origin, seq }: Pick<Entry, 'origin' | 'seq'>): string => `${seq} ${origin}`

/** A place in an origin's chain and those after it. */
export interface Span {
  origin: SeatId
  fromSeq: number
  toSeq: number
}

/** The spans of the chains stored here, one an origin, in which the entries lie that are here already, or should be. */
export function spansBelow(entries: readonly Entry[], heads: Heads): Span[] {
  const spans = new Map<SeatId, Span>()
  for (const { origin, seq } of entries) {
    if (seq > (heads.get(origin)?.seq ?? 0)) continue
    const { fromSeq, toSeq } = spans.get(origin) ?? { fromSeq: seq, toSeq: seq }
    spans.set(origin, { origin, fromSeq: Math.min(fromSeq, seq), toSeq: Math.max(toSeq, seq) })
  }
  return [...spans.values()]
}

/**
 * Which of `entries` are new here.
 *
 * @param hashAt hash of the entry stored at a place; asked only for places up to the head of their origin
 * @returns them, each following on from the chain of its origin
 * @throws Refused `badRequest` with details `{ origin, seq, fault }`
 */
export function admit(
  entries: readonly Entry[],
  heads: Heads,
  hashAt: (place: Pick<Entry, 'origin' | 'seq'>) => string | undefined,
): Entry[] {
  const ends = new Map(heads)
  const fresh = new Map<string, Entry>()
  for (const given of entries) {
    const end = ends.get(given.origin)
    // Only the fact: what another seat noted when it stored it is not taken along.
    const { data: entry } = readBy(Entry, given)
    const fault = entry ? faultOf(entry, end, fresh.get(linkKey(entry))?.hash ?? hashAt(entry)) : 'bent'
    if (!entry || fault) {
      const { origin, seq } = given
      throw new Refused('badRequest', `entry ${seq} of ${origin}: ${fault}`, { origin, seq, fault })
    }
    if (entry.seq <= (end?.seq ?? 0)) continue
    fresh.set(linkKey(entry), entry)
    ends.set(entry.origin, chainHeadOf(entry))
  }
  return [...fresh.values()]
}

function faultOf(entry: Entry, end: ChainHead | undefined, storedHash: string | undefined): AbsorbFault | undefined {
  if (!hasItsHash(entry)) return 'bent'
  const endSeq = end?.seq ?? 0
  if (entry.seq <= endSeq) return entry.hash === storedHash ? undefined : 'forked'
  if (entry.seq > endSeq + 1) return 'gap'
  if (entry.prev !== (end?.hash ?? noHash)) return 'unchained'
  return end && compareHlc(entry.hlc, end.hlc) <= 0 ? 'unchained' : undefined
}

function hasItsHash(entry: Entry): boolean {
  try {
    return hashEntry(entry) === entry.hash
  } catch {
    // A payload that has no canonical form has no hash either.
    return false
  }
}
