import type { FeedSink } from '../channel/handlers'
import type { StateKind, States } from '../journal/Journal'
import type { CollectionEvent } from './collectionFeed'

/** A sink of what may be seen of a state. Sealed keys and hashes stand in the journal, for those who audit it; no list of a window has them. */
export function shownStates<K extends StateKind, T>(
  sink: FeedSink<CollectionEvent<T>>,
  factsOf: (state: States[K]) => T,
): FeedSink<CollectionEvent<States[K]>> {
  return {
    get hasCredit() {
      return sink.hasCredit
    },
    push: (event) => sink.push({ ...event, upserts: event.upserts.map(factsOf) }),
    onCredit: (listener) => sink.onCredit(listener),
    end: (code, message) => sink.end(code, message),
  }
}
