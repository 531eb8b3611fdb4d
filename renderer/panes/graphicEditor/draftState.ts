import type { Graphic } from '../../../domain/contract'
import { edit, redo, startHistory, undo, type EditHistory } from '../rules/editHistory'

/** A graphic under the hand. */
export interface DraftState {
  history: EditHistory<Graphic>
  /** What is saved, by identity; `undefined` for one that was never saved. */
  kept: Graphic | undefined
  /** Version that it was made of; 0 for a new one and a shipped one that nobody changed. */
  basedOn: number
  selection: ReadonlySet<string>
}

export type DraftStep =
  | { kind: 'change'; work: (graphic: Graphic) => Graphic; field?: string | undefined; select?: readonly string[] }
  | { kind: 'select'; ids: readonly string[] }
  | { kind: 'undo' | 'redo' }
  /** `graphic` is what was sent: more may have been drawn since. */
  | { kind: 'saved'; graphic: Graphic; version: number }
  | { kind: 'take'; graphic: Graphic; version: number }

const none: ReadonlySet<string> = new Set()

export const startDraft = (graphic: Graphic, basedOn: number, kept: Graphic | undefined): DraftState => ({
  history: startHistory(graphic),
  kept,
  basedOn,
  selection: none,
})

export function stepDraft(state: DraftState, step: DraftStep): DraftState {
  switch (step.kind) {
    case 'change': {
      const history = edit(state.history, step.work(state.history.present), step.field)
      if (history === state.history && !step.select) return state
      return chosen({ ...state, history }, step.select ?? [...state.selection])
    }
    case 'select':
      return chosen(state, step.ids)
    case 'undo':
    case 'redo': {
      const history = step.kind === 'undo' ? undo(state.history) : redo(state.history)
      return history === state.history ? state : chosen({ ...state, history }, [...state.selection])
    }
    case 'saved':
      return { ...state, kept: step.graphic, basedOn: step.version }
    case 'take':
      return startDraft(step.graphic, step.version, step.graphic)
  }
}

/** Only what is there can be chosen. */
function chosen(state: DraftState, ids: readonly string[]): DraftState {
  const known = new Set(state.history.present.elements.map(({ id }) => id))
  return { ...state, selection: new Set(ids.filter((id) => known.has(id))) }
}
