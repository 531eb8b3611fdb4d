import { useCallback, useEffect, useReducer, useRef } from 'react'
import { z } from 'zod'
import { Graphic } from '../../../domain/contract'
import type { EffectiveGraphic } from '../../../domain/graphics/effective'
import { keepDraft, keptDrafts, readDraft } from '../../supervision/keptDrafts'
import { startDraft, stepDraft, type DraftState } from './draftState'

const KeptDraft = z.object({ graphic: Graphic, basedOn: z.number().int().min(0) })
export type KeptDraft = z.infer<typeof KeptDraft>

const start = 'graphic '
const keyOf = (id: string) => start + id
/** What was being drawn when the window went, if it was in this shift. */
export const readKept = (id: string): KeptDraft | undefined => readDraft(keyOf(id), KeptDraft)
export const forgetKept = (id: string): void => keepDraft(keyOf(id), undefined)

/** Ids of all graphics with something that nobody has saved. */
export const keptIds = (): string[] => keptDrafts(start).map((key) => key.slice(start.length))

/** A drawing is written to storage when the hand rests. */
const keepAfterMs = 400

export interface GraphicDraft {
  graphic: Graphic
  basedOn: number
  selection: ReadonlySet<string>
  isChanged: boolean
  canUndo: boolean
  canRedo: boolean
  /** `field` joins changes in a row into one step to take back; `select` chooses what the change made. */
  change(work: (graphic: Graphic) => Graphic, options?: { field?: string; select?: readonly string[] }): void
  select(ids: readonly string[]): void
  undo(): void
  redo(): void
  /** What was sent is saved as this version. */
  saved(graphic: Graphic, version: number): void
  /** What is not saved is in storage from now on, without waiting for the hand to rest. */
  keepNow(): void
  /** Gives up what was drawn for what is saved. */
  take(graphic: Graphic, version: number): void
}

/**
 * A graphic while it is drawn: nothing leaves this window before it is saved, but what is not saved yet outlives the window.
 *
 * @param opened what to draw on, of a draft that was left behind or as it is saved
 * @param known as it is saved now; without changes of its own a draft follows it
 */
export function useGraphicDraft(opened: KeptDraft, known: EffectiveGraphic | undefined): GraphicDraft {
  const [state, act] = useReducer(stepDraft, undefined, (): DraftState => {
    const isKept = known !== undefined && known.version === opened.basedOn && known.graphic === opened.graphic
    return startDraft(opened.graphic, opened.basedOn, isKept ? known.graphic : undefined)
  })
  const { history, kept, basedOn } = state
  const graphic = history.present
  const isChanged = graphic !== kept
  useEffect(() => {
    if (known && !isChanged && known.version > basedOn)
      act({ kind: 'take', graphic: known.graphic, version: known.version })
  }, [known, isChanged, basedOn])

  const latest = useRef<KeptDraft | undefined>(undefined)
  useEffect(() => {
    const { id } = graphic
    latest.current = isChanged ? { graphic, basedOn } : undefined
    if (!isChanged) {
      forgetKept(id)
      return
    }
    const timer = setTimeout(() => keepDraft(keyOf(id), { graphic, basedOn }), keepAfterMs)
    return () => clearTimeout(timer)
  }, [graphic, basedOn, isChanged])
  const keepNow = useCallback(() => {
    if (latest.current) keepDraft(keyOf(latest.current.graphic.id), latest.current)
  }, [])
  // The pane may go before the hand has rested.
  useEffect(() => keepNow, [keepNow])

  return {
    graphic,
    basedOn,
    selection: state.selection,
    isChanged,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: (work, { field, select } = {}) => act({ kind: 'change', work, field, ...(select && { select }) }),
    select: (ids) => act({ kind: 'select', ids }),
    undo: () => act({ kind: 'undo' }),
    redo: () => act({ kind: 'redo' }),
    saved: (sent, version) => act({ kind: 'saved', graphic: sent, version }),
    keepNow,
    take: (taken, version) => act({ kind: 'take', graphic: taken, version }),
  }
}
