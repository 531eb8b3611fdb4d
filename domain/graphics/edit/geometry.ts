import type { Frame } from '../../contract'

/** A place on the sheet, units of the sheet. */
export interface Point {
  x: number
  y: number
}

/** A part of the sheet that stands straight. */
export interface Box extends Point {
  width: number
  height: number
}

export const middleOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 })

/** @param deg clockwise, as the sheet has y downwards */
export function turnAbout({ x, y }: Point, about: Point, deg: number): Point {
  if (deg === 0) return { x, y }
  const [sin, cos] = [Math.sin((deg * Math.PI) / 180), Math.cos((deg * Math.PI) / 180)]
  const [dx, dy] = [x - about.x, y - about.y]
  return { x: about.x + dx * cos - dy * sin, y: about.y + dx * sin + dy * cos }
}

/** A point of the sheet as the element sees it: as if it had not been turned. */
export const asUnturned = (point: Point, frame: Frame): Point =>
  turnAbout(point, middleOf(frame), -(frame.turnDeg ?? 0))

/** Corners of an element as it stands on the sheet, clockwise from the upper left one. */
export function cornersOf(frame: Frame): Point[] {
  const { x, y, width, height, turnDeg = 0 } = frame
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ].map((corner) => turnAbout(corner, middleOf(frame), turnDeg))
}

/** The least straight box around points; around none an empty one at the origin. */
export function boxAround(points: readonly Point[]): Box {
  if (points.length === 0) return { x: 0, y: 0, width: 0, height: 0 }
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** What an element covers of the sheet as it stands there, turned or not. */
export const boxOf = (frame: Frame): Box => (frame.turnDeg ? boxAround(cornersOf(frame)) : frame)

export const boxOfAll = (frames: readonly Frame[]): Box => boxAround(frames.flatMap(cornersOf))

export const meets = (a: Box, b: Box): boolean =>
  a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height

/** Degrees in -180 to 180. */
export function normalTurn(deg: number): number {
  const rest = ((deg % 360) + 360) % 360
  return rest > 180 ? rest - 360 : rest
}

/** Lengths are kept to a hundredth of a unit: what two ways of computing make different is nothing that people drew. */
export const tidy = (length: number): number => Math.round(length * 100) / 100 + 0
