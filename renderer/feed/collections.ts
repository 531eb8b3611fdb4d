import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FeedEvent, FeedName } from '../../domain/contract'
import { oncePerFrame } from './frame'

/** Feeds that keep a set of things level with the core. */
export type CollectionName = { [N in FeedName]: FeedEvent<N> extends { upserts: unknown[] } ? N : never }[FeedName]
export type CollectionItem<N extends CollectionName> = FeedEvent<N> extends { upserts: (infer T)[] } ? T : never

export interface CollectionState<T> {
  /** `loading` until the first snapshot, `ended` when the core refused the feed. */
  status: 'loading' | 'live' | 'ended'
  /** A new map whenever something changed; never changed in place. */
  items: ReadonlyMap<string, T>
  /** Journal position at which `items` was true: the basis of a click on them. */
  position: number
  /** Ids that came, changed or went since the state before; `undefined` when all may have changed. For whoever hears of every state. */
  changed: ReadonlySet<string> | undefined
  endedCode?: string
}

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
 * Folds a feed's events and publishes the result once a frame, so that a flood of alarms costs one drawing a frame and not one an alarm.
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
  let position = 0
  let changed: Set<string> | undefined
  const publish = oncePerFrame(() => {
    const state: CollectionState<T> = { status: 'live', items: new Map(items), position, changed }
    changed = new Set()
    store.setState(state, true)
  })
  const close = subscribe(
    (event) => {
      if (event.isSnapshot) {
        items = new Map()
        changed = undefined
      }
      for (const item of event.upserts) {
        items.set(item.id, item)
        changed?.add(item.id)
      }
      for (const id of event.removes) {
        items.delete(id)
        changed?.add(id)
      }
      position = event.position
      publish()
    },
    (endedCode) => store.setState((state) => ({ ...state, status: 'ended', endedCode }), true),
  )
  return { store, close }
}
