import { useEffect, useRef } from 'react'
import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import { actionIds, type ActionId } from './actions'
import { bindingsOf, noOverrides, type Bindings } from './bindings'
import { capOfChord } from './chord'
import { resolve } from './resolve'

export type Handlers = Partial<Record<ActionId, () => void>>

const store = createStore<{ bindings: Bindings }>(() => ({ bindings: bindingsOf(noOverrides) }))
/** The last to come handles first; an action that nobody handles leaves its key alone. */
const handlers: { current: Handlers }[] = []
let isListening = false
/** While a key is being chosen, presses choose and do nothing. */
let isHeldBack = false

export const setBindings = (bindings: Bindings): void => store.setState({ bindings })
export const useBindings = (): Bindings => useStore(store, (state) => state.bindings)

function press(event: KeyboardEvent): void {
  if (isHeldBack) return
  const action = resolve(event, store.getState().bindings)
  if (action === undefined || !runAction(action)) return
  event.preventDefault()
  event.stopPropagation()
}

/** Does what a key, the palette or main asks for. False when nobody in this window can. */
export function runAction(action: ActionId): boolean {
  const run = handlers.findLast(({ current }) => current[action])?.current[action]
  run?.()
  return run !== undefined
}

/** What this window can do now, in the order of the list. */
export const actionsHere = (): ActionId[] => actionIds.filter((id) => handlers.some(({ current }) => current[id]))

/** Does what keys ask for while the component is drawn. In the capture phase: a pane that swallows keys must not swallow these. */
export function useActions(given: Handlers): void {
  const latest = useRef(given)
  latest.current = given
  useEffect(() => {
    if (!isListening) addEventListener('keydown', press, { capture: true })
    isListening = true
    handlers.push(latest)
    return () => void handlers.splice(handlers.indexOf(latest), 1)
  }, [])
}

/** Keys do nothing while the component is drawn and `isOn`. */
export function useHeldBackKeys(isOn: boolean): void {
  useEffect(() => {
    isHeldBack = isOn
    return () => void (isHeldBack = false)
  }, [isOn])
}

/** The cap of an action's first key; nothing when somebody took it away. */
export function useKeyCap(action: ActionId): string | undefined {
  const chord = useStore(store, ({ bindings }) => bindings.get(action)?.[0])
  return chord === undefined ? undefined : capOfChord(chord)
}
