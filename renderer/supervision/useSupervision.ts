import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { Supervision } from '../bridge'

const store = createStore<{ supervision: Supervision | undefined }>(() => ({ supervision: undefined }))

/** Listens to main from the start of the page on. */
export function startSupervision(): void {
  window.chengtai?.onSupervision((supervision) => store.setState({ supervision }))
}

/** What main says of the seat's own processes and displays; `undefined` in a browser seat and until main has spoken. */
export const useSupervision = (): Supervision | undefined => useStore(store, (state) => state.supervision)
