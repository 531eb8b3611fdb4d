import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'

/** A show that left from this window. */
export interface SentShow {
  id: string
  /** As the sender chose it: a name, a seat, the wall. */
  receiver: string
  isAway: boolean
}

const store = createStore<{ sent: readonly SentShow[] }>(() => ({ sent: [] }))

/** Remembers what was sent from here, so that what becomes of it is told here and not on every display. */
export const rememberSent = (show: SentShow): void =>
  store.setState(({ sent }) => ({ sent: [...sent, show].slice(-3) }))
export const forgetSent = (id: string): void =>
  store.setState(({ sent }) => ({ sent: sent.filter((show) => show.id !== id) }))
export const useSentShows = (): readonly SentShow[] => useStore(store, ({ sent }) => sent)
