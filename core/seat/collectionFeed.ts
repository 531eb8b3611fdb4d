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

/** States that are newer than what the journal has, for as long as it cannot take them. */
export interface Overlay<T> {
  get(id: string): T | undefined
  list(): Iterable<T>
  /** Told of those that came, changed or left. */
  onChanged(listener: (ids: readonly string[]) => void): () => void
}

/**
 * Feed of the folded states of one kind: exact, one event a commit, never batched over time, so that an alarm is on its way in the moment it is saved.
 *
 * @param ticker states leave the set by time alone, at the latest when the journal forgets them: looked at once a second
 * @param isShown whether a state belongs to the set; one that leaves the set is told as removed
 * @param overlay where it has a state, that is told instead of the journal's
 */
export function collectionFeed<K extends StateKind>(
  journal: Journal,
  kind: K,
  sink: FeedSink<CollectionEvent<States[K]>>,
  ticker: Ticker,
  isShown: (state: States[K]) => boolean = () => true,
  overlay?: Overlay<States[K]>,
): () => void {
  const shown = new Set<string>()
  const stateOf = (id: string): States[K] | undefined => overlay?.get(id) ?? journal.view.get(kind, id)

  const tell = (ids: Iterable<string>, isSnapshot = false): void => {
    const upserts: States[K][] = []
    const removes: string[] = []
    for (const id of ids) {
      const state = stateOf(id)
      if (state && isShown(state)) {
        shown.add(id)
        upserts.push(state)
      } else if (shown.delete(id)) {
        removes.push(id)
      }
    }
    const { position } = journal.view
    if (isSnapshot || upserts.length > 0 || removes.length > 0) sink.push({ isSnapshot, position, upserts, removes })
  }

  const all = new Set<string>()
  for (const { id } of journal.view.list(kind)) all.add(id)
  for (const { id } of overlay?.list() ?? []) all.add(id)
  tell(all, true)

  const stopLooking = ticker.every(1, () => {
    tell(
      [...shown].filter((id) => {
        const state = stateOf(id)
        return !state || !isShown(state)
      }),
    )
  })
  const stopCommits = journal.onCommitted(({ touched }) => {
    tell(new Set(touched.flatMap((subject) => (subject.kind === kind ? [subject.id] : []))))
  })
  const stopOverlay = overlay?.onChanged((ids) => tell(ids))
  return () => {
    stopLooking()
    stopCommits()
    stopOverlay?.()
  }
}
