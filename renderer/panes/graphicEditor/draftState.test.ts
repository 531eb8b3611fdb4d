import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Graphic, type Graphic as Drawing } from '../../../domain/contract'
import {
  align,
  distribute,
  moveElements,
  removeElements,
  reorder,
  setLocked,
} from '../../../domain/graphics/edit/arrange'
import { pasteElements } from '../../../domain/graphics/edit/copies'
import { newBasic } from '../../../domain/graphics/edit/newElement'
import { startDraft, stepDraft, type DraftState } from './draftState'

const words = { zh: '文字', en: 'Text' }
const drawing = Graphic.parse({
  id: 'g',
  name: words,
  sheet: { width: 1000, height: 600, ground: 'ground' },
  elements: ['a', 'b', 'c'].map((id, at) => newBasic('rectangle', id, { x: 100 + at * 150, y: 80 + at * 90 }, words)),
})

let made = 0
const works: ((ids: ReadonlySet<string>) => (graphic: Drawing) => Drawing)[] = [
  (ids) => (graphic) => moveElements(graphic, ids, { dx: 7, dy: -3 }),
  (ids) => (graphic) => align(graphic, ids, 'left'),
  (ids) => (graphic) => distribute(graphic, ids, 'y'),
  (ids) => (graphic) => reorder(graphic, ids, 'front'),
  (ids) => (graphic) => setLocked(graphic, ids, true),
  (ids) => (graphic) => removeElements(graphic, ids),
  (ids) => (graphic) =>
    pasteElements(
      graphic,
      graphic.elements.filter(({ id }) => ids.has(id)),
      { dx: 9, dy: 9 },
      () => `n${made++}`,
    ).graphic,
]
const changed = (state: DraftState, work: (graphic: Drawing) => Drawing, field?: string) =>
  stepDraft(state, { kind: 'change', work, field })

describe('a draft', () => {
  test('whatever was done is taken back and done again exactly', () => {
    const aStep = fc.tuple(fc.integer({ min: 0, max: works.length - 1 }), fc.subarray(['a', 'b', 'c']))
    fc.assert(
      fc.property(fc.array(aStep, { minLength: 1, maxLength: 15 }), (steps) => {
        let state = startDraft(drawing, 0, drawing)
        const seen = [state.history.present]
        for (const [at, ids] of steps) {
          const next = changed(state, works[at]?.(new Set(ids)) ?? ((graphic) => graphic))
          if (next.history !== state.history) seen.push(next.history.present)
          state = next
          expect(Graphic.safeParse(state.history.present).success).toBe(true)
        }
        for (const before of seen.slice(0, -1).toReversed()) {
          state = stepDraft(state, { kind: 'undo' })
          expect(state.history.present).toBe(before)
        }
        for (const after of seen.slice(1)) {
          state = stepDraft(state, { kind: 'redo' })
          expect(state.history.present).toBe(after)
        }
      }),
      { seed: 5, numRuns: 50 },
    )
  })

  test('one drag is one step, however many moves it has', () => {
    let state = startDraft(drawing, 0, drawing)
    for (let dx = 1; dx < 20; dx++)
      state = changed(state, () => moveElements(drawing, new Set(['a']), { dx, dy: 0 }), 'drag 1')
    expect(stepDraft(state, { kind: 'undo' }).history.present).toBe(drawing)
  })

  test('what is gone is no longer chosen', () => {
    let state = stepDraft(startDraft(drawing, 0, drawing), { kind: 'select', ids: ['a', 'b', 'nobody'] })
    expect([...state.selection]).toEqual(['a', 'b'])
    state = changed(state, (graphic) => removeElements(graphic, new Set(['a'])))
    expect([...state.selection]).toEqual(['b'])
  })

  test('is as saved again once everything was taken back, and what was drawn while saving is not saved', () => {
    const moved = changed(startDraft(drawing, 3, drawing), (graphic) =>
      moveElements(graphic, new Set(['a']), { dx: 5, dy: 0 }),
    )
    expect(stepDraft(moved, { kind: 'undo' }).history.present).toBe(moved.kept)
    const more = changed(moved, (graphic) => reorder(graphic, new Set(['a']), 'front'))
    const saved = stepDraft(more, { kind: 'saved', graphic: moved.history.present, version: 4 })
    expect(saved.basedOn).toBe(4)
    expect(saved.history.present).not.toBe(saved.kept)
  })
})
