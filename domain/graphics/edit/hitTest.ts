import type { Graphic, GraphicElement } from '../../contract'
import { asUnturned, type Box, boxOf, meets, type Point } from './geometry'
import { nearestLeg, pipePoints } from './pipeCorners'

/**
 * The topmost element at a place.
 *
 * @param tolerance how far beside a thin line still counts, units of the sheet
 */
export function elementAt(
  { elements }: Pick<Graphic, 'elements'>,
  point: Point,
  tolerance: number,
): GraphicElement | undefined {
  return elements.findLast((element) => isAt(element, point, tolerance))
}

function isAt(element: GraphicElement, point: Point, tolerance: number): boolean {
  if (element.kind === 'pipe')
    return nearestLeg(element, point).distance <= Math.max(tolerance, element.style.lineWidth / 2)
  const { x, y, width, height } = element.frame
  const { x: px, y: py } = asUnturned(point, element.frame)
  // Flat things are as hard to hit as thin lines.
  const [spareX, spareY] = [Math.max(0, tolerance - width / 2), Math.max(0, tolerance - height / 2)]
  if (px < x - spareX || px > x + width + spareX || py < y - spareY || py > y + height + spareY) return false
  if (element.kind !== 'shape' || element.shape !== 'ellipse') return true
  const [rx, ry] = [width / 2 + spareX, height / 2 + spareY]
  return ((px - x - width / 2) / rx) ** 2 + ((py - y - height / 2) / ry) ** 2 <= 1
}

/** Elements that a rubber band touches; locked ones are let be. */
export function elementsIn({ elements }: Pick<Graphic, 'elements'>, band: Box): string[] {
  return elements.filter((element) => element.isLocked !== true && meetsElement(element, band)).map(({ id }) => id)
}

function meetsElement(element: GraphicElement, band: Box): boolean {
  if (!meets(boxOf(element.frame), band)) return false
  if (element.kind !== 'pipe') return true
  const points = pipePoints(element)
  return points.some((point, at) => {
    const after = points[at + 1]
    return after !== undefined && meetsLeg(point, after, band)
  })
}

/** Liang–Barsky: whether a straight leg passes through a box. */
function meetsLeg(a: Point, b: Point, { x, y, width, height }: Box): boolean {
  let [from, to] = [0, 1]
  for (const [step, room] of [
    [a.x - b.x, a.x - x],
    [b.x - a.x, x + width - a.x],
    [a.y - b.y, a.y - y],
    [b.y - a.y, y + height - a.y],
  ] as const) {
    if (step === 0) {
      if (room < 0) return false
    } else if (step < 0) from = Math.max(from, room / step)
    else to = Math.min(to, room / step)
  }
  return from <= to
}
