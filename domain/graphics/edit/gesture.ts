import type { Graphic, GraphicElement } from '../../contract'
import { changeElements, movable, moveElements, scaleElements } from './arrange'
import { type Box, boxAround, boxOf, boxOfAll, type Point, tidy } from './geometry'
import { wholeGroups } from './groups'
import { elementsIn } from './hitTest'
import { keepOnSheet, wayOnSheet } from './keepOnSheet'
import { moveCorner } from './pipeCorners'
import { type Handle, resizeFrame, turnTo } from './resize'
import { type Guide, snapBox, type Snapped, snapPoint } from './snap'

type Ids = ReadonlySet<string>

/** What the hand does from pressing to letting go. `start` is the graphic as it was when it began: every move is counted from there. */
export type Gesture =
  | { kind: 'move'; start: Graphic; ids: Ids; from: Point }
  | { kind: 'resize'; start: Graphic; ids: Ids; handle: Handle }
  | { kind: 'turn'; start: Graphic; id: string }
  | { kind: 'corner'; start: Graphic; id: string; at: number }
  | { kind: 'band'; start: Graphic; from: Point; kept: Ids }

export interface GestureOptions {
  /** Shift: ratio kept, turned by 15°, moved straight. */
  isSteady: boolean
  /** How near is near enough to be held, units of the sheet; absent while nothing holds (Alt). */
  tolerance?: number | undefined
  grid?: number | undefined
}

export interface Gestured {
  graphic: Graphic
  guides: readonly Guide[]
  /** Of a rubber band: itself, and all that is chosen with it. */
  band?: Box
  select?: readonly string[]
}

/** What stands on the sheet once the hand is at a place. */
export function applyGesture(gesture: Gesture, to: Point, options: GestureOptions): Gestured {
  const { start } = gesture
  switch (gesture.kind) {
    case 'move':
      return applyMove(gesture, to, options)
    case 'resize':
      return applyResize(gesture, to, options)
    case 'turn':
      return {
        graphic: changeElements(start, new Set([gesture.id]), (element) => ({
          ...element,
          frame: keepOnSheet(turnTo(element.frame, to, options.isSteady ? 15 : 1), start.sheet),
        })),
        guides: [],
      }
    case 'corner': {
      const held = hold(to, { x: true, y: true }, start, new Set([gesture.id]), options)
      const at = onSheet({ x: to.x + held.dx, y: to.y + held.dy }, start)
      return {
        graphic: changeElements(start, new Set([gesture.id]), (element) =>
          element.kind === 'pipe' ? moveCorner(element, gesture.at, { x: tidy(at.x), y: tidy(at.y) }) : element,
        ),
        guides: held.guides,
      }
    }
    case 'band': {
      const band = boxAround([gesture.from, to])
      return {
        graphic: start,
        guides: [],
        band,
        select: wholeGroups(start, [...gesture.kept, ...elementsIn(start, band)]),
      }
    }
  }
}

/** How far all goes along while the hand is at a place. */
export interface Moved {
  dx: number
  dy: number
  guides: readonly Guide[]
}

/**
 * Moving, with what stands still looked at once: however many go along, a step of the hand costs no more than the lines it may be held to.
 *
 * @returns the way for a place of the hand, with all of them on the sheet
 */
export function createMove({
  start,
  ids,
  from,
}: Extract<Gesture, { kind: 'move' }>): (to: Point, options: GestureOptions) => Moved {
  const box = boxOfAll(movable(start, ids).map(({ frame }) => frame))
  const others = standing(start, ids)
  return (to, { isSteady, tolerance, grid }) => {
    const [wayX, wayY] = [to.x - from.x, to.y - from.y]
    const isFlat = Math.abs(wayX) >= Math.abs(wayY)
    const way = isSteady ? { dx: isFlat ? wayX : 0, dy: isFlat ? 0 : wayY } : { dx: wayX, dy: wayY }
    const wanted = { ...box, x: box.x + way.dx, y: box.y + way.dy }
    const held: Snapped =
      tolerance === undefined ? { dx: 0, dy: 0, guides: [] } : snapBox(wanted, { others, tolerance, grid })
    const gone = wayOnSheet(box, { dx: way.dx + held.dx, dy: way.dy + held.dy }, start.sheet)
    return { dx: tidy(gone.dx), dy: tidy(gone.dy), guides: held.guides }
  }
}

function applyMove(gesture: Extract<Gesture, { kind: 'move' }>, to: Point, options: GestureOptions): Gestured {
  const { guides, ...way } = createMove(gesture)(to, options)
  return { graphic: moveElements(gesture.start, gesture.ids, way), guides }
}

function applyResize(
  { start, ids, handle }: Extract<Gesture, { kind: 'resize' }>,
  to: Point,
  options: GestureOptions,
): Gestured {
  const chosen = movable(start, ids)
  const [first] = chosen
  if (!first) return { graphic: start, guides: [] }
  const isTurned = chosen.length === 1 && first.frame.turnDeg !== undefined
  const moves = { x: handle !== 'n' && handle !== 's', y: handle !== 'e' && handle !== 'w' }
  const isHeld = !isTurned && !options.isSteady
  const held = isHeld ? hold(to, moves, start, ids, options) : { dx: 0, dy: 0, guides: [] }
  const place = { x: to.x + held.dx, y: to.y + held.dy }
  const at = isTurned ? place : onSheet(place, start)
  const shape = { keepsRatio: options.isSteady }
  if (chosen.length === 1)
    return {
      graphic: changeElements(start, ids, (element) => ({
        ...element,
        frame: keepOnSheet(resizeFrame(element.frame, handle, at, shape), start.sheet),
      })),
      guides: held.guides,
    }
  const all = boxOfAll(chosen.map(({ frame }) => frame))
  return { graphic: scaleElements(start, ids, all, resizeFrame(all, handle, at, shape)), guides: held.guides }
}

const hold = (
  to: Point,
  moves: { x: boolean; y: boolean },
  graphic: Graphic,
  ids: Ids,
  { tolerance, grid }: GestureOptions,
): Snapped =>
  tolerance === undefined
    ? { dx: 0, dy: 0, guides: [] }
    : snapPoint(to, moves, { others: standing(graphic, ids), tolerance, grid })

/** Boxes of all that does not go along, and of the sheet. */
const standing = ({ elements, sheet }: Graphic, ids: Ids): Box[] => [
  ...elements.filter((element: GraphicElement) => !ids.has(element.id)).map(({ frame }) => boxOf(frame)),
  { x: 0, y: 0, width: sheet.width, height: sheet.height },
]

const onSheet = ({ x, y }: Point, { sheet }: Graphic): Point => ({
  x: Math.min(Math.max(x, 0), sheet.width),
  y: Math.min(Math.max(y, 0), sheet.height),
})
