import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { View } from '../../domain/contract'

/** Where the map stood when somebody showed it. */
export type ShownPlace = Extract<View, { kind: 'place' }>

/** The place shown last, kept for a map that is opened for it. A new object each time, so that the same place shown twice is gone to twice. */
const store = createStore<{ place: ShownPlace | undefined }>(() => ({ place: undefined }))

export const showPlace = (place: ShownPlace): void => store.setState({ place: { ...place } })
export const useShownPlace = (): ShownPlace | undefined => useStore(store, ({ place }) => place)
