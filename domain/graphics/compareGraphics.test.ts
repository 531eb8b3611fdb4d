import { expect, it } from 'vitest'
import { compareGraphics } from './compareGraphics'
import { makeElement, makeGraphic } from './testGraphic'

const text = (id: string, more: object = {}) =>
  makeElement(id, { kind: 'text', words: { zh: id, en: id }, text: textStyle, ...more })
const textStyle = { size: 14, weight: 'normal', align: 'start', ink: 'normal' }
const elsewhere = { frame: { x: 50, y: 0, width: 100, height: 40 } }
const before = makeGraphic('plant', [text('a'), text('b'), text('c')])
const nothing = { added: 0, removed: 0, moved: 0, changed: 0, isReordered: false, isSheetChanged: false }

it.each<[string, object[], object]>([
  ['nothing', [text('a'), text('b'), text('c')], {}],
  ['one more and one less', [text('a'), text('c'), text('d')], { added: 1, removed: 1 }],
  ['one moved', [text('a', elsewhere), text('b'), text('c')], { moved: 1 }],
  [
    'one with other words that was moved too',
    [text('a', { ...elsewhere, isLocked: true }), text('b'), text('c')],
    { changed: 1 },
  ],
  [
    'the order of drawing, of those that stayed',
    [text('c'), text('a'), text('d')],
    { added: 1, removed: 1, isReordered: true },
  ],
])('tells what changed: %s', (_, elements, changes) => {
  expect(compareGraphics(before, makeGraphic('plant', elements))).toEqual({ ...nothing, ...changes })
})

it('tells a change of name, system or sheet, and of the first version only what there is', () => {
  const elements = [text('a'), text('b'), text('c')]
  const sheet = { width: 900, height: 600, ground: 'ground' }
  expect(compareGraphics(before, makeGraphic('plant', elements, { sheet }))).toEqual({
    ...nothing,
    isSheetChanged: true,
  })
  expect(compareGraphics(undefined, before)).toEqual({ ...nothing, added: 3 })
})
