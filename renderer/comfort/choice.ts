import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'

export interface Choice<T extends string> {
  /** Puts what was chosen on the page, and follows a change made in another window. */
  start(): void
  set(value: T): void
  get(): T
  use(): T
}

/**
 * Something chosen for a machine and kept on it.
 *
 * @param parts.isPerDisplay each display keeps its own: one stands at arm's length, another hangs on the wall
 * @param parts.show puts it on the page
 */
export function createChoice<T extends string>(parts: {
  name: string
  options: readonly T[]
  first: T
  isPerDisplay: boolean
  show(value: T): void
}): Choice<T> {
  const store = createStore<{ value: T }>(() => ({ value: parts.first }))
  const key = () =>
    parts.isPerDisplay
      ? `chengtai.${parts.name}.${window.chengtai?.display.number ?? 'browser'}`
      : `chengtai.${parts.name}`
  const show = (value: T) => {
    parts.show(value)
    store.setState({ value })
  }
  const read = () => {
    const saved = localStorage.getItem(key())
    return parts.options.find((option) => option === saved) ?? parts.first
  }
  return {
    start() {
      show(read())
      addEventListener('storage', (event) => {
        if (event.key === key()) show(read())
      })
    },
    set(value) {
      localStorage.setItem(key(), value)
      show(value)
    },
    get: () => store.getState().value,
    use: () => useStore(store, (state) => state.value),
  }
}
