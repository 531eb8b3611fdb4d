import { maxEntriesPerFrame, type SyncFrameOf } from '../../domain/contract/sync'
import type { Entry } from '../../domain/journal/entry'
import type { ReplicatedEntries } from './ReplicatedEntries'

type Pull = SyncFrameOf<'pull'>

/** Entries of one answer by their size as JSON: a quarter of what a frame may have, so that a slow link is never busy with one answer for long. */
const maxAnswerBytes = 256 * 1024

/** As many of the first as fit; always one, or a large entry would never arrive. */
function fitting(entries: readonly Entry[]): readonly Entry[] {
  let bytes = 0
  const end = entries.findIndex((entry, i) => {
    bytes += Buffer.byteLength(JSON.stringify(entry))
    return i > 0 && bytes > maxAnswerBytes
  })
  return end < 0 ? entries : entries.slice(0, end)
}

/**
 * Answers the pulls of one link, one at a time. Of those that come meanwhile the last is kept: a peer has one under way, so an earlier one is given up or
 * told twice.
 */
export function serveRanges(options: {
  journal: ReplicatedEntries
  send: (frame: SyncFrameOf<'entries'>) => void
  onFault: (error: unknown) => void
}): { take(pull: Pull): void } {
  let current: Pull | undefined
  let next: Pull | undefined

  async function serve(pull: Pull) {
    const { origin, afterSeq } = pull
    const limit = Math.min(pull.limit, maxEntriesPerFrame)
    const entries = await options.journal.readRange({ origin, afterSeq, limit })
    options.send({ t: 'entries', id: pull.id, entries: [...fitting(entries)] })
  }

  function take(pull: Pull) {
    if (current?.id === pull.id) return
    if (current) {
      next = pull
      return
    }
    current = pull
    // Without an answer the peer asks again.
    void serve(pull)
      .catch(options.onFault)
      .then(() => {
        const following = next
        current = next = undefined
        if (following) take(following)
      })
  }
  return { take }
}
