import { useCallback, useReducer } from 'react'
import type { Layout } from '../../../layouts'
import type { Draft } from './draft'

interface History {
  /** What the draft was made of. */
  base: Layout
  past: readonly Draft[]
  now: Draft
  future: readonly Draft[]
}

type Step =
  { kind: 'change'; to: Draft } | { kind: 'undo' } | { kind: 'redo' } | { kind: 'begin'; base: Layout; now: Draft }

/** Steps back that are kept. */
const mostSteps = 100

function step(history: History | undefined, action: Step): History | undefined {
  if (action.kind === 'begin') return { base: action.base, past: [], now: action.now, future: [] }
  if (!history) return history
  const { past, now, future } = history
  if (action.kind === 'change')
    return action.to === now
      ? history
      : { ...history, past: [...past, now].slice(-mostSteps), now: action.to, future: [] }
  const next = action.kind === 'undo' ? past.at(-1) : future[0]
  if (!next) return history
  return action.kind === 'undo'
    ? { ...history, past: past.slice(0, -1), now: next, future: [now, ...future] }
    : { ...history, past: [...past, now], now: next, future: future.slice(1) }
}

export interface DraftHandle {
  base: Layout | undefined
  draft: Draft | undefined
  isChanged: boolean
  begin(base: Layout, now?: Draft): void
  change(work: (draft: Draft) => Draft): void
  undo(): void
  redo(): void
  canUndo: boolean
  canRedo: boolean
}

/** The layout under the hand, with every step of it to go back. */
export function useDraft(): DraftHandle {
  const [history, act] = useReducer(step, undefined)
  const now = history?.now
  return {
    base: history?.base,
    draft: now,
    isChanged: history !== undefined && JSON.stringify(history.base) !== JSON.stringify(now),
    begin: useCallback((base: Layout, to: Draft = base) => act({ kind: 'begin', base, now: to }), []),
    change: useCallback((work: (draft: Draft) => Draft) => now && act({ kind: 'change', to: work(now) }), [now]),
    undo: useCallback(() => act({ kind: 'undo' }), []),
    redo: useCallback(() => act({ kind: 'redo' }), []),
    canUndo: (history?.past.length ?? 0) > 0,
    canRedo: (history?.future.length ?? 0) > 0,
  }
}
