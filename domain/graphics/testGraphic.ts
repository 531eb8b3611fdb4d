import { Graphic, GraphicSymbol } from '../contract'

const named = (name: string) => ({ zh: name, en: name })

/** A symbol of one line. */
export const makeSymbol = (id: string, more: object = {}): GraphicSymbol =>
  GraphicSymbol.parse({
    id,
    name: named(id),
    systemKey: 'general',
    width: 48,
    height: 48,
    paths: [{ d: 'M4 4H44V44Z', line: 'line', fill: 'fill', lineWidth: 1.5 }],
    ...more,
  })

const style = { line: 'normal', fill: 'none', lineWidth: 1.5 }
/** What a test says of an element; place, style and the rest are filled in. */
export const makeElement = (id: string, more: object): object => ({
  id,
  frame: { x: 0, y: 0, width: 100, height: 40 },
  style,
  animations: [],
  ...more,
})

export const makeGraphic = (id: string, elements: readonly object[] = [], more: object = {}): Graphic =>
  Graphic.parse({ id, name: named(id), sheet: { width: 800, height: 600, ground: 'ground' }, elements, ...more })
