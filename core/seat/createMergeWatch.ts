import type { SeatState } from '../../domain/contract'
import type { Journal } from '../journal/Journal'
import type { Difference } from '../sync/PeerHeads'

/** What a merge is at, and what the last one came to. */
export interface MergeWatch {
  /** The leader is seen again, or still: exchanging begins with the link, before the role says so. @param left what both sides lack, once it is known */
  progress(left: Difference | undefined): void
  /** The leader is gone again. */
  cancel(): void
  end(): void
  current(): SeatState['merge']
  last(): SeatState['lastMerge']
}

/** Conflicts of a merge are looked for once both sides are level; they come this much later at most, ms. */
const findingMs = 60_000

export function createMergeWatch(parts: {
  journal: Pick<Journal, 'view'>
  now: () => number
  monotonicMs: () => number
}): MergeWatch {
  const { journal, now, monotonicMs } = parts
  let running: { beganMs: number; beganAtMs: number; total: number; left: number } | undefined
  let ended: { beganAtMs: number; atMs: number; entries: number; tookMs: number } | undefined

  const countConflicts = (fromMs: number, toMs: number): number => {
    let count = 0
    for (const { found } of journal.view.list('conflict')) if (found.atMs >= fromMs && found.atMs <= toMs) count += 1
    return count
  }

  return {
    progress(left) {
      running ??= { beganMs: monotonicMs(), beganAtMs: now(), total: 0, left: 0 }
      if (!left) return
      running.left = left.ahead + left.behind
      // What is written meanwhile on either side is exchanged too.
      running.total = Math.max(running.total, running.left)
    },
    cancel: () => void (running = undefined),
    end() {
      if (!running) return
      const { beganMs, beganAtMs, total } = running
      ended = { beganAtMs, atMs: now(), entries: total, tookMs: Math.round(monotonicMs() - beganMs) }
      running = undefined
    },
    current: () => running && { done: running.total - running.left, total: running.total },
    last() {
      if (!ended) return undefined
      const { beganAtMs, atMs, entries, tookMs } = ended
      return { atMs, entries, tookMs, conflicts: countConflicts(beganAtMs, atMs + findingMs) }
    },
  }
}
