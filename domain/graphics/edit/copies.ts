import type { Graphic, GraphicElement } from '../../contract'
import { boxOfAll, type Point } from './geometry'
import { renamedGroups } from './groups'
import { keepOnSheet, wayOnSheet } from './keepOnSheet'

/** As many as `Graphic.elements` takes. */
export const mostElements = 800

export interface Pasted {
  graphic: Graphic
  /** Of what was put there, to be chosen next. */
  ids: readonly string[]
  /** How many did not fit any more. */
  left: number
}

/**
 * Puts copies of elements, of this graphic or another, on top of all.
 *
 * @param place the way from where they were, or the middle of the place where they go
 * @param newId a fresh name; asked again while it is taken
 */
export function pasteElements(
  graphic: Graphic,
  elements: readonly GraphicElement[],
  place: { dx: number; dy: number } | { middle: Point },
  newId: () => string,
): Pasted {
  const taken = new Set(graphic.elements.map(({ id }) => id))
  const fresh = () => {
    for (;;) {
      const id = newId()
      if (taken.has(id)) continue
      taken.add(id)
      return id
    }
  }
  const fitting = elements.slice(0, mostElements - graphic.elements.length)
  const box = boxOfAll(fitting.map(({ frame }) => frame))
  const wanted =
    'middle' in place
      ? { dx: place.middle.x - box.x - box.width / 2, dy: place.middle.y - box.y - box.height / 2 }
      : place
  const { dx, dy } = wayOnSheet(box, wanted, graphic.sheet)
  const groupsOf = renamedGroups(fresh)
  const copies = fitting.map((original) => {
    const { isLocked: _, ...element } = original
    return {
      ...element,
      ...groupsOf(original),
      id: fresh(),
      frame: keepOnSheet({ ...element.frame, x: element.frame.x + dx, y: element.frame.y + dy }, graphic.sheet),
    }
  })
  if (copies.length === 0) return { graphic, ids: [], left: elements.length }
  return {
    graphic: { ...graphic, elements: [...graphic.elements, ...copies] },
    ids: copies.map(({ id }) => id),
    left: elements.length - copies.length,
  }
}
