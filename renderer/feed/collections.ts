import { createStore, type StoreApi } from 'zustand/vanilla'
import { ErrorCode, type FeedEvent, type FeedFilter, type FeedName } from '../../domain/contract'
import { oncePerFrame } from './frame'
import { MapView } from './MapView'

/** The filter of a feed that has none. */
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- exactly that is meant: no key at all
type NoFilter = Record<never, never>

/** Feeds that keep a set of things level with the core, the same for all panes: those that ask which set belong to whoever asks. */
export type CollectionName = {
  [N in FeedName]: FeedEvent<N> extends { upserts: unknown[] } ? (NoFilter extends FeedFilter<N> ? N : never) : never
}[FeedName]
export type CollectionItem<N extends CollectionName> = FeedEvent<N> extends { upserts: (infer T)[] } ? T : never

export interface CollectionState<T> {
  /** `loading` until the first snapshot, `ended` when the core refused the feed. */
  status: 'loading' | 'live' | 'ended'
  /** Another object whenever something changed. It shows what was published last: who needs what was before keeps the items themselves, which never change. */
  items: ReadonlyMap<string, T>
  /** Journal position at which `items` was true: the basis of a click on them. */
  position: number
  /** Ids that came, changed or went since the state before; `undefined` when all may have changed. For whoever hears of every state. */
  changed: ReadonlySet<string> | undefined
  endedCode?: string
}

/** Why the core ended a feed, as it is told to people. */
export const endedCodeOf = ({ endedCode }: Pick<CollectionState<unknown>, 'endedCode'>): ErrorCode =>
  ErrorCode.safeParse(endedCode).data ?? 'internal'

export interface Collection<T> {
  store: StoreApi<CollectionState<T>>
  close(): void
}

interface CollectionEvent<T> {
  isSnapshot: boolean
  position: number
  upserts: T[]
  removes: string[]
}

/**
 * Folds a feed's events and publishes the result once a frame, so that a flood of alarms costs one drawing a frame and not one an alarm. What came since the last frame
 * waits beside the map: a frame costs what changed, not a copy of all there is.
 */
export function openCollection<T extends { id: string }>(
  subscribe: (onEvent: (event: CollectionEvent<T>) => void, onEnded: (code: string) => void) => () => void,
): Collection<T> {
  const store = createStore<CollectionState<T>>(() => ({
    status: 'loading',
    items: new Map(),
    position: 0,
    changed: undefined,
  }))
  let items = new Map<string, T>()
  /** What came (`undefined`: left) since the last frame. */
  let waiting = new Map<string, T | undefined>()
  let isAllNew = true
  let position = 0
  const publish = oncePerFrame(() => {
    if (isAllNew) items = new Map()
    for (const [id, item] of waiting) {
      if (item === undefined) items.delete(id)
      else items.set(id, item)
    }
    const changed = isAllNew ? undefined : new Set(waiting.keys())
    waiting = new Map()
    isAllNew = false
    store.setState({ status: 'live', items: new MapView(items), position, changed }, true)
  })
  const close = subscribe(
    (event) => {
      if (event.isSnapshot) {
        waiting = new Map()
        isAllNew = true
      }
      for (const item of event.upserts) waiting.set(item.id, item)
      for (const id of event.removes) waiting.set(id, undefined)
      position = event.position
      publish()
    },
    (endedCode) => store.setState((state) => ({ ...state, status: 'ended', endedCode }), true),
  )
  return { store, close }
}
