import type { Frame } from '../../contract'
import { without } from './without'
import { asUnturned, middleOf, normalTurn, type Point, turnAbout } from './geometry'

/** Handles of an element by the side of the sky, as if north were its upper edge. */
export const handles = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const
export type Handle = (typeof handles)[number]

/** Where a handle is on a frame: -1, 0 or 1 from its middle in each direction. */
const sides: Record<Handle, readonly [x: -1 | 0 | 1, y: -1 | 0 | 1]> = {
  nw: [-1, -1],
  n: [0, -1],
  ne: [1, -1],
  e: [1, 0],
  se: [1, 1],
  s: [0, 1],
  sw: [-1, 1],
  w: [-1, 0],
}

const leastSize = 1
const mostSize = 8_000
const sizeWithin = (size: number): number => Math.min(Math.max(size, leastSize), mostSize)

/** Place of a handle on the sheet. */
export function handleAt(frame: Frame, handle: Handle): Point {
  const [sideX, sideY] = sides[handle]
  const middle = middleOf(frame)
  const straight = { x: middle.x + (sideX * frame.width) / 2, y: middle.y + (sideY * frame.height) / 2 }
  return turnAbout(straight, middle, frame.turnDeg ?? 0)
}

/**
 * The frame after one of its handles was drawn to a place. The handle across from it stays where it is on the sheet, however the element is turned.
 *
 * @param keepsRatio width and height keep their ratio (Shift)
 */
export function resizeFrame(frame: Frame, handle: Handle, to: Point, { keepsRatio = false } = {}): Frame {
  const [sideX, sideY] = sides[handle]
  const pointer = asUnturned(to, frame)
  const fixed = { x: sideX > 0 ? frame.x : frame.x + frame.width, y: sideY > 0 ? frame.y : frame.y + frame.height }
  let width = sideX === 0 ? frame.width : sizeWithin((pointer.x - fixed.x) * sideX)
  let height = sideY === 0 ? frame.height : sizeWithin((pointer.y - fixed.y) * sideY)
  if (keepsRatio) {
    const least = Math.max(leastSize / frame.width, leastSize / frame.height)
    const most = Math.min(mostSize / frame.width, mostSize / frame.height)
    const [wide, high] = [width / frame.width, height / frame.height]
    const wanted = sideX === 0 ? high : sideY === 0 ? wide : Math.max(wide, high)
    const scale = Math.min(Math.max(wanted, least), most)
    width = frame.width * scale
    height = frame.height * scale
  }
  return heldAt(frame, handle, width, height)
}

/** The frame in another size, with the point across from a handle (the middle of a side for a side) where it was. */
function heldAt(frame: Frame, handle: Handle, width: number, height: number): Frame {
  const [sideX, sideY] = sides[handle]
  const turnDeg = frame.turnDeg ?? 0
  const middle = middleOf(frame)
  const held = turnAbout(
    { x: middle.x - (sideX * frame.width) / 2, y: middle.y - (sideY * frame.height) / 2 },
    middle,
    turnDeg,
  )
  const toMiddle = turnAbout({ x: (sideX * width) / 2, y: (sideY * height) / 2 }, { x: 0, y: 0 }, turnDeg)
  return { ...frame, x: held.x + toMiddle.x - width / 2, y: held.y + toMiddle.y - height / 2, width, height }
}

/** Turned so that its upper side looks at a place; `stepDeg` for turning by steps (Shift). */
export function turnTo(frame: Frame, to: Point, stepDeg = 1): Frame {
  const { x, y } = middleOf(frame)
  const deg = (Math.atan2(to.y - y, to.x - x) * 180) / Math.PI + 90
  return withTurn(frame, Math.round(deg / stepDeg) * stepDeg)
}

/** An element that stands straight says nothing of its turn. */
export function withTurn(frame: Frame, deg: number): Frame {
  const turnDeg = normalTurn(deg)
  return turnDeg === 0 ? without(frame, 'turnDeg') : { ...frame, turnDeg }
}
