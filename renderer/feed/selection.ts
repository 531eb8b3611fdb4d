import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import { onSeatMessage, tellSeat } from './seatChannel'
import type { Selection } from './seatMessage'

interface State {
  selection: Selection
  /** Grows when the map is asked to go there; the map moves only then. */
  locateCount: number
}

const store = createStore<State>(() => ({ selection: {}, locateCount: 0 }))

/** Replaces the selection in all windows of the seat. `locate` makes the map go there. */
export const select = (selection: Selection, { locate = false }: { locate?: boolean } = {}): void =>
  tellSeat({ type: 'selected', selection, locate })

/** Makes the map go to what is selected. */
export const locate = (): void => select(currentSelection(), { locate: true })

export const useSelection = (): Selection => useStore(store, (state) => state.selection)
export const useLocateCount = (): number => useStore(store, (state) => state.locateCount)
export const currentSelection = (): Selection => store.getState().selection

/** Keeps the selection of this window level with the seat's; a window that opens later starts where the others are. */
export function startSelection(): () => void {
  const stop = onSeatMessage((message) => {
    if (message.type === 'selected')
      store.setState(({ locateCount }) => ({
        selection: message.selection,
        locateCount: locateCount + (message.locate ? 1 : 0),
      }))
    if (message.type === 'joined' && Object.keys(currentSelection()).length > 0) select(currentSelection())
  })
  tellSeat({ type: 'joined' })
  return stop
}
