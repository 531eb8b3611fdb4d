import type { Frame, GraphicElement } from '../../contract'
import { boxAround, middleOf, type Point, tidy, turnAbout } from './geometry'

export type Pipe = Extract<GraphicElement, { kind: 'pipe' }>

const mostCorners = 40
const within01 = (share: number) => Math.min(Math.max(share, 0), 1)

/** Corners of a pipe where they stand on the sheet. */
export const pipePoints = ({ frame, corners }: Pick<Pipe, 'frame' | 'corners'>): Point[] =>
  corners.map(([x, y]) =>
    turnAbout({ x: frame.x + x * frame.width, y: frame.y + y * frame.height }, middleOf(frame), frame.turnDeg ?? 0),
  )

/** A pipe through these points, with the least frame around them. What was turned stands straight then, with its corners where they were. */
export function pipeThrough<P extends Pick<Pipe, 'frame' | 'corners'>>(pipe: P, points: readonly Point[]): P {
  const around = boxAround(points)
  const frame: Frame = {
    x: tidy(around.x),
    y: tidy(around.y),
    width: Math.max(1, tidy(around.width)),
    height: Math.max(1, tidy(around.height)),
  }
  return {
    ...pipe,
    frame,
    corners: points.map(({ x, y }): [number, number] => [
      within01((x - frame.x) / frame.width),
      within01((y - frame.y) / frame.height),
    ]),
  }
}

export const moveCorner = (pipe: Pipe, at: number, to: Point): Pipe =>
  pipeThrough(
    pipe,
    pipePoints(pipe).map((point, index) => (index === at ? to : point)),
  )

/** Puts a corner into the leg that ends at corner `before`; a pipe with all its corners stays as it is. */
export function addCorner(pipe: Pipe, before: number, at: Point): Pipe {
  if (pipe.corners.length >= mostCorners) return pipe
  return pipeThrough(pipe, pipePoints(pipe).toSpliced(before, 0, at))
}

/** Takes a corner away; a pipe keeps both its ends. */
export function removeCorner(pipe: Pipe, at: number): Pipe {
  if (pipe.corners.length <= 2) return pipe
  return pipeThrough(pipe, pipePoints(pipe).toSpliced(at, 1))
}

/** Makes every leg lie flat or stand upright, by what it is nearer to. The first end stays, and so does the last where the legs allow it. */
export function straighten(pipe: Pipe): Pipe {
  const points = pipePoints(pipe)
  const [first] = points
  const last = points.at(-1)
  if (!first || !last) return pipe
  const straight: Point[] = [first]
  for (const point of points.slice(1)) {
    const before = straight.at(-1) ?? first
    const liesFlat = Math.abs(point.x - before.x) >= Math.abs(point.y - before.y)
    straight.push(liesFlat ? { x: point.x, y: before.y } : { x: before.x, y: point.y })
  }
  const end = straight.at(-1) ?? last
  // The last leg was laid flat or upright past the end: one leg more leads there.
  if (Math.hypot(end.x - last.x, end.y - last.y) > 0.01 && points.length > 2 && points.length < mostCorners)
    straight.push(last)
  return pipeThrough(pipe, withoutSuperfluous(straight))
}

/** Corners on the straight way from the one before to the next turn nothing. */
function withoutSuperfluous(points: readonly Point[]): Point[] {
  const kept = points.filter((point, at) => {
    const [before, after] = [points[at - 1], points[at + 1]]
    if (!before || !after) return true
    const turns = (point.x - before.x) * (after.y - before.y) - (point.y - before.y) * (after.x - before.x)
    return Math.abs(turns) > 0.01
  })
  return kept.length >= 2 ? kept : [...points]
}

/** The leg of a pipe nearest to a point: the corner it ends at, the place on it, and how far that is. */
export function nearestLeg(
  pipe: Pick<Pipe, 'frame' | 'corners'>,
  to: Point,
): { before: number; at: Point; distance: number } {
  const points = pipePoints(pipe)
  let best = { before: 1, at: to, distance: Infinity }
  for (let before = 1; before < points.length; before++) {
    const [a, b] = [points[before - 1], points[before]]
    if (!a || !b) continue
    const at = nearestOn(a, b, to)
    const distance = Math.hypot(at.x - to.x, at.y - to.y)
    if (distance < best.distance) best = { before, at, distance }
  }
  return best
}

function nearestOn(a: Point, b: Point, to: Point): Point {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const square = dx * dx + dy * dy
  const share = square === 0 ? 0 : within01(((to.x - a.x) * dx + (to.y - a.y) * dy) / square)
  return { x: a.x + share * dx, y: a.y + share * dy }
}
