import type { FeedSink } from '../channel/handlers'
import type { Ticker } from '../live/Ticker'
import type { Journal, StateKind, States } from '../journal/Journal'

/** An event of a feed that keeps a set of things level: one snapshot, then what changed. */
export interface CollectionEvent<T> {
  isSnapshot: boolean
  /** Position of the journal when this was true. */
  position: number
  upserts: T[]
  removes: string[]
}

/**
 * Feed of the folded states of one kind: exact, one event a commit, never batched over time, so that an alarm is on its way in the moment it is saved.
 *
 * @param ticker states leave the set by time alone, at the latest when the journal forgets them: looked at once a second
 * @param isShown whether a state belongs to the set; one that leaves the set is told as removed
 */
export function collectionFeed<K extends StateKind>(
  journal: Journal,
  kind: K,
  sink: FeedSink<CollectionEvent<States[K]>>,
  ticker: Ticker,
  isShown: (state: States[K]) => boolean = () => true,
): () => void {
  const shown = new Set<string>()
  const upserts: States[K][] = []
  for (const state of journal.view.list(kind)) {
    if (!isShown(state)) continue
    shown.add(state.id)
    upserts.push(state)
  }
  sink.push({ isSnapshot: true, position: journal.view.position, upserts, removes: [] })

  const stopLooking = ticker.every(1, () => {
    const removes = [...shown].filter((id) => {
      const state = journal.view.get(kind, id)
      return !state || !isShown(state)
    })
    if (removes.length === 0) return
    for (const id of removes) shown.delete(id)
    sink.push({ isSnapshot: false, position: journal.view.position, upserts: [], removes })
  })
  const stopCommits = journal.onCommitted(({ position, touched }) => {
    const changed: States[K][] = []
    const removes: string[] = []
    for (const subject of touched) {
      if (subject.kind !== kind) continue
      const state = journal.view.get(kind, subject.id)
      if (state && isShown(state)) {
        shown.add(state.id)
        changed.push(state)
      } else if (shown.delete(subject.id)) {
        removes.push(subject.id)
      }
    }
    if (changed.length > 0 || removes.length > 0) sink.push({ isSnapshot: false, position, upserts: changed, removes })
  })
  return () => {
    stopLooking()
    stopCommits()
  }
}
