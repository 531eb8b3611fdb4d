import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { PaneId } from '../../layouts/schema'
import { onSeatMessage, sendToSeat } from './seatChannel'
import type { Selection } from './seatMessage'

interface State {
  selection: Selection
  /** Grows when the map is asked to go there; the map moves only then. */
  locateCount: number
}

const store = createStore<State>(() => ({ selection: {}, locateCount: 0 }))

/** Replaces the selection in all windows of the seat. `locate` makes the map go there. */
export function select(selection: Selection, { locate = false }: { locate?: boolean } = {}): void {
  store.setState(({ locateCount }) => ({ selection, locateCount: locateCount + (locate ? 1 : 0) }))
  sendToSeat({ type: 'selected', selection, locate })
}

/** Makes the map go to what is selected. */
export const locate = (): void => select(store.getState().selection, { locate: true })

export const useSelection = (): Selection => useStore(store, (state) => state.selection)
export const useLocateCount = (): number => useStore(store, (state) => state.locateCount)
export const currentSelection = (): Selection => store.getState().selection

/** Follows the other windows of the seat. */
export function startSelection(): () => void {
  const stop = onSeatMessage((message) => {
    if (message.type === 'selected')
      store.setState(({ locateCount }) => ({
        selection: message.selection,
        locateCount: locateCount + (message.locate ? 1 : 0),
      }))
    // A window that opens later starts where the others are.
    if (message.type === 'joined' && Object.keys(store.getState().selection).length > 0)
      sendToSeat({ type: 'selected', selection: store.getState().selection, locate: false })
  })
  sendToSeat({ type: 'joined' })
  return stop
}

const revealListeners = new Set<(pane: PaneId) => void>()

/** Brings a pane to the front, in whichever window of the seat has it. */
export function reveal(pane: PaneId): void {
  for (const listener of revealListeners) listener(pane)
  sendToSeat({ type: 'reveal', pane })
}

/** Hears of panes to bring to the front, asked in this window or another. */
export function onReveal(listener: (pane: PaneId) => void): () => void {
  revealListeners.add(listener)
  const stop = onSeatMessage((message) => {
    if (message.type === 'reveal') listener(message.pane)
  })
  return () => {
    revealListeners.delete(listener)
    stop()
  }
}
