import { actionIds, definitionOf, type ActionId } from './actions'
import type { Bindings } from './bindings'
import { chordOf, type Press } from './chord'

export interface PressedAt extends Press {
  repeat: boolean
  isComposing: boolean
  keyCode: number
}

/** What Chromium calls a key that an input method took. */
const composingKeyCode = 229

/** The action that a press in a window asks for. None while an input method composes: its keys choose characters. */
export function resolve(press: PressedAt, bindings: Bindings): ActionId | undefined {
  if (press.isComposing || press.keyCode === composingKeyCode) return undefined
  const chord = chordOf(press)
  if (chord === undefined) return undefined
  return actionIds.find((id) => {
    const { scope, repeats } = definitionOf(id)
    return scope === 'everywhere' && (!press.repeat || repeats === true) && bindings.get(id)?.includes(chord)
  })
}
