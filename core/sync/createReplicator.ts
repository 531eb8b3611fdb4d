import type { SeatId } from '../../domain/contract'
import type { Absorbed } from '../journal/Journal'
import type { AttachedLink, LinkFeature, SyncLink } from './LinkFeature'
import { createOwnTail } from './OwnTail'
import { createPeerHeads, type Difference } from './PeerHeads'
import type { ReplicatedEntries } from './ReplicatedEntries'
import { ReplicationLink } from './ReplicationLink'

export interface ReplicatorOptions {
  journal: ReplicatedEntries
  /** This seat. */
  seatId: SeatId
  /** Clock, UTC ms: only for the time written on anchors. */
  now: () => number
  /** What this seat lacks, or what it has ahead of a peer, may have changed. */
  onProgress: () => void
  /** Entries came from a peer and are committed. Own ones among them: this seat's file had been cut, and has them back. */
  onAbsorbed: (absorbed: Absorbed, from: SeatId) => void
  /** Told of what failed here: a disk that does not write, say. What was to be done is tried again. */
  onFault: (error: unknown) => void
}

/** Own entries that a peer does not have. */
export interface Pending {
  entries: number
  /** Absent when there are none. */
  fromSeq?: number
  subjects: string[]
}

export interface Replicator extends LinkFeature {
  attach(link: SyncLink): AttachedLink
  tick(): void
  /** @returns `undefined` while there is no link to the peer, or it has not said yet what it has */
  difference(peer: SeatId): Difference | undefined
  /**
   * Own entries that the peer does not have as far as this seat knows: by its last word, or by what it attested to a former run.
   *
   * @returns how many, the number of the first of them, and their subjects as `kind id`, the newest first, at most 200
   */
  pendingFor(peer: SeatId): Pending
  /** Stops listening to the journal. Links are detached by whoever attached them. */
  stop(): void
}

/**
 * Brings the journals of linked seats level: every seat pulls what it lacks, origin by origin, in ranges of consecutive numbers, from whoever has it. So an
 * origin's entries arrive whole and in order, over any link, in any order of links, and after any loss.
 *
 * Nothing here has a clock, a timer or a socket of its own: `tick` is the measure of time, and the simulation runs this very code.
 */
export function createReplicator(options: ReplicatorOptions): Replicator {
  const { journal, seatId, now, onProgress, onAbsorbed, onFault } = options
  const links = new Set<ReplicationLink>()
  const peers = createPeerHeads({ journal, now, onLoaded: onProgress, onFault })
  const ownTail = createOwnTail(journal, seatId, onFault)
  let lastId = 0

  const shared = {
    journal,
    peers,
    claims: new Map<SeatId, ReplicationLink>(),
    nextId: () => ++lastId,
    onAbsorbed,
    onProgress,
    pullAll: () => links.forEach((link) => link.pull()),
    onFault,
  }

  const stop = journal.onCommitted(({ entries }) => {
    ownTail.add(entries)
    for (const link of links) link.tellHeads()
  })

  return {
    attach(to) {
      const link = new ReplicationLink(shared, to, () => {
        links.delete(link)
        shared.pullAll()
        onProgress()
      })
      links.add(link)
      link.tellHeads()
      return link
    },
    tick: () => links.forEach((link) => link.tick()),
    difference: (peer) => [...links].find((link) => link.peer === peer)?.difference,
    pendingFor(peer) {
      const hasSeq = peers.seqOf(peer, seatId)
      const ownSeq = journal.heads().find(({ origin }) => origin === seatId)?.seq ?? 0
      const entries = Math.max(0, ownSeq - hasSeq)
      return { entries, ...(entries > 0 && { fromSeq: hasSeq + 1 }), subjects: ownTail.subjectsAfter(hasSeq) }
    },
    stop,
  }
}
