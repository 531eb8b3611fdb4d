import type { SeatId } from '../../domain/contract'
import type { Anchor, OriginHead } from '../journal/Journal'
import type { ReplicatedEntries } from './ReplicatedEntries'

/** An origin's head is anchored again after this long or this many entries, whichever comes first (design/journal.md). */
const anchorEveryMs = 60_000
const anchorEveryEntries = 100

/** How two seats stand to each other, in entries of all origins. */
export interface Difference {
  /** The peer has them, this seat does not. */
  behind: number
  /** This seat has them, the peer does not. */
  ahead: number
}

/** The last word of each seat about what it has; outlives the links to it. */
export interface PeerHeads {
  /** Takes what a seat says. @param isFirst of a new link: then it may have less than before. @returns what is more than it said before */
  take(peer: SeatId, heads: readonly OriginHead[], isFirst: boolean): readonly OriginHead[]
  /** The seat does not have the origin after all. */
  forget(peer: SeatId, origin: SeatId): void
  of(peer: SeatId): readonly OriginHead[]
  /** Number of the last entry of the origin that the seat has; 0 when none. */
  seqOf(peer: SeatId, origin: SeatId): number
  difference(peer: SeatId): Difference
  /** Number of entries of the head's origin that this seat lacks. */
  missing(head: OriginHead): number
  /** Whether what a seat attests contradicts what is stored here. */
  isForked(head: OriginHead): Promise<boolean>
  /** Records heads of the peer that have moved far enough, or long enough ago. @returns one that contradicts what is stored here; nothing is recorded then */
  attest(peer: SeatId): Promise<OriginHead | undefined>
}

/** @param onLoaded told when the anchors of former runs are known */
export function createPeerHeads(options: {
  journal: ReplicatedEntries
  now: () => number
  onLoaded: () => void
  onFault: (error: unknown) => void
}): PeerHeads {
  const { journal } = options
  const said = new Map<SeatId, Map<SeatId, OriginHead>>()
  const anchored = new Map<string, Anchor>()
  const seqHere = (origin: SeatId): number => journal.heads().find((head) => head.origin === origin)?.seq ?? 0
  const missing = ({ origin, seq }: OriginHead): number => Math.max(0, seq - seqHere(origin))
  const seqOf = (peer: SeatId, origin: SeatId): number => said.get(peer)?.get(origin)?.seq ?? 0
  const of = (peer: SeatId): OriginHead[] => [...(said.get(peer)?.values() ?? [])]

  journal.anchors().then((stored) => {
    for (const anchor of stored) {
      anchored.set(keyOf(anchor), anchor)
      const heads = said.get(anchor.witness) ?? new Map<SeatId, OriginHead>()
      said.set(anchor.witness, heads)
      if (!heads.has(anchor.origin)) heads.set(anchor.origin, anchor)
    }
    options.onLoaded()
  }, options.onFault)

  function dueAnchors(witness: SeatId): Anchor[] {
    const atMs = options.now()
    return of(witness).flatMap(({ origin, seq, hash }) => {
      const last = anchored.get(keyOf({ witness, origin }))
      if (last && seq <= last.seq) return []
      // A wall clock that went back must not hold anchors up.
      const isDue = !last || Math.abs(atMs - last.atMs) >= anchorEveryMs || seq - last.seq >= anchorEveryEntries
      return isDue ? [{ origin, seq, hash, witness, atMs }] : []
    })
  }

  async function isForked(head: OriginHead): Promise<boolean> {
    if (seqHere(head.origin) < head.seq) return false
    const [entry] = await journal.readRange({ origin: head.origin, afterSeq: head.seq - 1, limit: 1 })
    return entry !== undefined && entry.hash !== head.hash
  }

  return {
    take(peer, heads, isFirst) {
      const known = (!isFirst && said.get(peer)) || new Map<SeatId, OriginHead>()
      said.set(peer, known)
      const fresh = heads.filter(({ origin, seq }) => seq > (known.get(origin)?.seq ?? 0))
      for (const head of fresh) known.set(head.origin, head)
      return fresh
    },
    forget: (peer, origin) => void said.get(peer)?.delete(origin),
    of,
    seqOf,
    missing,
    isForked,
    difference(peer) {
      const behind = of(peer).reduce((sum, head) => sum + missing(head), 0)
      const ahead = journal.heads().reduce((sum, { origin, seq }) => sum + Math.max(0, seq - seqOf(peer, origin)), 0)
      return { behind, ahead }
    },
    async attest(peer) {
      const due = dueAnchors(peer)
      for (const anchor of due) if (await isForked(anchor)) return anchor
      if (due.length === 0) return undefined
      await journal.recordAnchors(due)
      for (const anchor of due) anchored.set(keyOf(anchor), anchor)
      return undefined
    },
  }
}

const keyOf = ({ witness, origin }: Pick<Anchor, 'witness' | 'origin'>): string => `${witness} ${origin}`
