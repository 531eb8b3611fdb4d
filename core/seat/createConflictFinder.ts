import type { SeatId } from '../../domain/contract'
import { findConflicts } from '../../domain/conflicts/findConflicts'
import { compareEntries } from '../../domain/journal/compareEntries'
import type { StoredEntry } from '../../domain/journal/entry'
import type { ReplicatedJournal } from '../journal/Journal'

/** Entries read at once. */
const pageSize = 1_000
/** How far back a seat that starts looks for what it did not come to judge before it ended: the largest merge that is promised (P6). */
const lookBackEntries = 10_000

/** Writes what clashes between this seat's entries and those that come from others. */
export interface ConflictFinder {
  /**
   * Judges everything that came since the last time. To be called when seats are level again, and now and then while entries come.
   *
   * @returns the conflicts that were not in the journal before
   */
  judge(): Promise<readonly StoredEntry[]>
  stop(): void
}

/** What has come and is not judged yet lies in memory; a seat that starts looks back, and what it finds again has the same id. */
export function createConflictFinder(parts: { journal: ReplicatedJournal; seatId: SeatId }): ConflictFinder {
  const { journal, seatId } = parts
  let arrived: StoredEntry[] = []
  let hasLookedBack = false
  let tail: Promise<unknown> = Promise.resolve()
  const isForeign = ({ origin }: StoredEntry): boolean => origin !== seatId
  const stop = journal.onCommitted(({ entries }) => arrived.push(...entries.filter(isForeign)))

  /** Entries stored up to a position, the latest page first. */
  async function* backFrom(position: number): AsyncGenerator<StoredEntry[]> {
    for (let end = position; end > 0; end -= pageSize) {
      const limit = Math.min(pageSize, end)
      yield await journal.read({ afterPosition: end - limit, limit })
    }
  }

  /** All own entries that sort after `first` and were stored up to a position; a seat's own clock only goes forward. */
  const ownSince = async (first: StoredEntry, position: number): Promise<StoredEntry[]> => {
    const own: StoredEntry[] = []
    for await (const page of backFrom(position)) {
      const ours = page.filter((entry) => !isForeign(entry))
      own.unshift(...ours)
      if (ours.some((entry) => compareEntries(entry, first) < 0)) break
    }
    return own
  }

  const lookBack = async (): Promise<StoredEntry[]> => {
    const before: StoredEntry[] = []
    for await (const page of backFrom(journal.view.position)) {
      before.unshift(...page.filter(isForeign))
      if (before.length >= lookBackEntries) break
    }
    return before
  }

  const judge = async (): Promise<readonly StoredEntry[]> => {
    const since = arrived
    arrived = []
    try {
      const toJudge = hasLookedBack ? since : await lookBack()
      const [first] = toJudge.toSorted(compareEntries)
      if (!first) return []
      const before = journal.view.position
      const own = await ownSince(first, before)
      const written = await journal.write((view) => findConflicts({ self: seatId, arrived: toJudge, own, view }))
      hasLookedBack = true
      return written.filter(({ kind, position }) => kind === 'conflict.found' && position > before)
    } catch (error) {
      arrived = [...since, ...arrived]
      throw error
    }
  }

  return {
    judge() {
      const judged = tail.then(judge)
      tail = judged.catch(() => undefined)
      return judged
    },
    stop,
  }
}
