import { useEffect, useMemo } from 'react'
import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import { machineActions, type MachineAction, type MachineKeys } from '../../domain/keys/machineKeys'
import { useSetting } from '../settings/useSetting'
import { bindingsOf, KeyOverrides, noOverrides, settingKey, type Bindings } from './bindings'
import { runAction, setBindings } from './keyboard'

const refusals = createStore<{ refused: readonly MachineAction[] }>(() => ({ refused: [] }))

/** Global keys that the system refused: another program has them. */
export const useRefusedKeys = (): readonly MachineAction[] => useStore(refusals, (state) => state.refused)

/** Keeps the keys of this window, and main's global ones, as the account has them; the first ones again once it has left. */
export function useKeyBindings(): void {
  const { value, isLoaded } = useSetting(settingKey, KeyOverrides, noOverrides)
  const bindings = useMemo(() => bindingsOf(value), [value])
  useEffect(() => {
    setBindings(bindings)
    return () => setBindings(bindingsOf(noOverrides))
  }, [bindings])
  useEffect(() => {
    if (!isLoaded || !window.chengtai) return
    let isCurrent = true
    window.chengtai.keys.bind(machineKeysOf(bindings)).then(
      (refused) => isCurrent && refusals.setState({ refused }),
      () => isCurrent && refusals.setState({ refused: machineActions }),
    )
    return () => void (isCurrent = false)
  }, [bindings, isLoaded])
  useEffect(() => window.chengtai?.keys.onPressed((action) => void runAction(action)), [])
}

const machineKeysOf = (bindings: Bindings): MachineKeys => ({
  bringForward: bindings.get('bringForward') ?? [],
  silenceMachine: bindings.get('silenceMachine') ?? [],
})
