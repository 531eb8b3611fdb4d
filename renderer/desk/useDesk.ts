import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { DeskDisplay, DeskState } from '../../layouts'

const store = createStore<{ desk: DeskState | undefined }>(() => ({ desk: undefined }))
let isListening = false

function listen(): typeof store {
  if (!isListening) {
    isListening = true
    window.chengtai?.desk.onChanged((desk) => store.setState({ desk }))
  }
  return store
}

/** The desk of this seat; nothing until main has told, and never in a browser seat. */
export const useDesk = (): DeskState | undefined => useStore(listen(), ({ desk }) => desk)

/** The display that this window fills. */
export const useOwnDisplay = (): DeskDisplay | undefined =>
  useStore(listen(), ({ desk }) => desk?.displays.find(({ number }) => number === window.chengtai?.display.number))
