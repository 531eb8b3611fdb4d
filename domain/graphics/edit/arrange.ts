import type { Frame, Graphic, GraphicElement } from '../../contract'
import { type Box, boxOfAll, tidy } from './geometry'
import { type Unit, unitsOf } from './groups'
import { keepOnSheet, wayOnSheet } from './keepOnSheet'

export type Edge = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'
export type Step = 'front' | 'forward' | 'backward' | 'back'
type Ids = ReadonlySet<string>

/** Changes the named elements that are not locked. Nothing changed is the same graphic. */
export function changeElements(
  graphic: Graphic,
  ids: Ids,
  change: (element: GraphicElement) => GraphicElement,
): Graphic {
  let isChanged = false
  const elements = graphic.elements.map((element) => {
    if (!ids.has(element.id) || element.isLocked === true) return element
    const changed = change(element)
    isChanged ||= changed !== element
    return changed
  })
  return isChanged ? { ...graphic, elements } : graphic
}

export const movable = ({ elements }: Graphic, ids: Ids): GraphicElement[] =>
  elements.filter(({ id, isLocked }) => ids.has(id) && isLocked !== true)

const movedBy = (frame: Frame, dx: number, dy: number): Frame => ({
  ...frame,
  x: tidy(frame.x + dx),
  y: tidy(frame.y + dy),
})

/** Moves elements together, as far as all of them stay on the sheet. */
export function moveElements(graphic: Graphic, ids: Ids, way: { dx: number; dy: number }): Graphic {
  const frames = movable(graphic, ids).map(({ frame }) => frame)
  if (frames.length === 0) return graphic
  const { dx, dy } = wayOnSheet(boxOfAll(frames), way, graphic.sheet)
  if (dx === 0 && dy === 0) return graphic
  return changeElements(graphic, ids, (element) => ({ ...element, frame: movedBy(element.frame, dx, dy) }))
}

/** Draws elements together from one box into another, each with its share of it. */
export function scaleElements(graphic: Graphic, ids: Ids, from: Box, to: Box): Graphic {
  const [wide, high] = [to.width / Math.max(from.width, 1), to.height / Math.max(from.height, 1)]
  return changeElements(graphic, ids, (element) => {
    const { frame } = element
    return {
      ...element,
      frame: keepOnSheet(
        {
          ...frame,
          x: to.x + (frame.x - from.x) * wide,
          y: to.y + (frame.y - from.y) * high,
          width: Math.max(1, frame.width * wide),
          height: Math.max(1, frame.height * high),
        },
        graphic.sheet,
      ),
    }
  })
}

/** Lays an edge of every element, or group, along that of all together; a single one along the sheet. */
export function align(graphic: Graphic, ids: Ids, edge: Edge): Graphic {
  const units = unitsOf(graphic, ids)
  const all =
    units.length > 1
      ? boxOfAll(units.map(({ box }) => box))
      : { x: 0, y: 0, width: graphic.sheet.width, height: graphic.sheet.height }
  const wayOf = ({ box }: Unit): readonly [number, number] => {
    const ways: Record<Edge, readonly [number, number]> = {
      left: [all.x - box.x, 0],
      centre: [all.x + all.width / 2 - box.x - box.width / 2, 0],
      right: [all.x + all.width - box.x - box.width, 0],
      top: [0, all.y - box.y],
      middle: [0, all.y + all.height / 2 - box.y - box.height / 2],
      bottom: [0, all.y + all.height - box.y - box.height],
    }
    return ways[edge]
  }
  return moveUnits(graphic, units, wayOf)
}

/** Makes the gaps between three or more elements, or groups, alike; the outermost stay. */
export function distribute(graphic: Graphic, ids: Ids, axis: 'x' | 'y'): Graphic {
  const sizeOf = (box: Box) => (axis === 'x' ? box.width : box.height)
  const sorted = unitsOf(graphic, ids).sort((a, b) => a.box[axis] - b.box[axis])
  const [first] = sorted
  // The one that ends last, not the one that begins last: a long one may reach beyond it.
  const end = Math.max(...sorted.map(({ box }) => box[axis] + sizeOf(box)))
  if (!first || sorted.length < 3) return graphic
  const room = end - first.box[axis]
  const gap = (room - sorted.reduce((sum, { box }) => sum + sizeOf(box), 0)) / (sorted.length - 1)
  const ways = new Map<Unit, number>()
  let at = first.box[axis]
  for (const unit of sorted) {
    ways.set(unit, at - unit.box[axis])
    at += sizeOf(unit.box) + gap
  }
  return moveUnits(graphic, sorted, (unit) => {
    const way = ways.get(unit) ?? 0
    return axis === 'x' ? [way, 0] : [0, way]
  })
}

/** Each unit goes its own way, its elements together. */
function moveUnits(
  graphic: Graphic,
  units: readonly Unit[],
  wayOf: (unit: Unit) => readonly [number, number],
): Graphic {
  const ways = new Map(units.flatMap((unit) => unit.ids.map((id) => [id, wayOf(unit)] as const)))
  return changeElements(graphic, new Set(ways.keys()), (element) => {
    const [dx, dy] = ways.get(element.id) ?? [0, 0]
    return { ...element, frame: keepOnSheet(movedBy(element.frame, dx, dy), graphic.sheet) }
  })
}

/** Brings elements up or down in the order of drawing; among themselves they keep theirs. */
export function reorder(graphic: Graphic, ids: Ids, step: Step): Graphic {
  const { elements } = graphic
  const chosen = elements.filter(({ id }) => ids.has(id))
  const rest = elements.filter(({ id }) => !ids.has(id))
  if (chosen.length === 0) return graphic
  if (step === 'front') return { ...graphic, elements: [...rest, ...chosen] }
  if (step === 'back') return { ...graphic, elements: [...chosen, ...rest] }
  const next = [...elements]
  const order = step === 'forward' ? [...next.keys()].reverse() : [...next.keys()]
  for (const at of order) {
    const beside = step === 'forward' ? at + 1 : at - 1
    const [one, other] = [next[at], next[beside]]
    if (one && other && ids.has(one.id) && !ids.has(other.id)) [next[at], next[beside]] = [other, one]
  }
  return { ...graphic, elements: next }
}

export const setLocked = (graphic: Graphic, ids: Ids, isLocked: boolean): Graphic => ({
  ...graphic,
  elements: graphic.elements.map((element) => {
    if (!ids.has(element.id)) return element
    const { isLocked: _, ...free } = element
    return isLocked ? { ...free, isLocked } : free
  }),
})

export const removeElements = (graphic: Graphic, ids: Ids): Graphic => {
  const elements = graphic.elements.filter(({ id, isLocked }) => !ids.has(id) || isLocked === true)
  return elements.length === graphic.elements.length ? graphic : { ...graphic, elements }
}
