import { along, crossing, distance, middle, nearestShare, type Point, segmentMeets, segments, sides } from '../planar'
import type { StreetPlan } from './masterPlan'
import { bendPoint } from './projection'

/** A street or walk on the ground; where two meet they hold the very same point. */
export interface Way {
  id: string
  kind: StreetPlan['kind']
  name?: StreetPlan['name']
  line: Point[]
}

/** Longest stretch without a vertex, m: a person beside a road joins the network at the nearest vertex. */
const STRETCH_M = 22
/** Cuts nearer than this to a vertex are that vertex. */
const SAME_M = 0.5

/** Streets and walks joined where they cross on the board, then cut into short stretches and bent onto the ground. */
export function layNetwork(plans: readonly StreetPlan[]): Way[] {
  const lines = plans.map((plan) => ({ plan, stretches: [...segments(plan.line)] }))
  // One object a place: whoever crosses there shares it.
  const nodes: Point[] = []
  const nodeAt = (point: Point): Point => {
    const known = nodes.find((node) => distance(node, point) < SAME_M)
    if (known) return known
    nodes.push(point)
    return point
  }
  return lines.map(({ plan, stretches }, place) => {
    const joined: Point[] = []
    for (const [from, to] of stretches) {
      const cuts = [0, 1]
      lines.forEach((other, otherPlace) => {
        if (otherPlace === place) return
        for (const [c, d] of other.stretches) {
          const cut = crossing(from, to, c, d)
          if (cut) cuts.push(cut.first)
        }
      })
      for (const cut of cuts.sort((a, b) => a - b)) {
        const node = nodeAt(along(from, to, cut))
        if (joined.at(-1) !== node) joined.push(node)
      }
    }
    return {
      id: plan.id,
      kind: plan.kind,
      ...(plan.name === undefined ? {} : { name: plan.name }),
      line: cutShort(joined).map(bendPoint),
    }
  })
}

function cutShort(line: readonly Point[]): Point[] {
  const first = line[0]
  if (first === undefined) return []
  const short = [first]
  for (const [from, to] of segments(line)) {
    const pieces = Math.max(1, Math.ceil(distance(from, to) / STRETCH_M))
    for (let piece = 1; piece < pieces; piece++) short.push(along(from, to, piece / pieces))
    short.push(to)
  }
  return short
}

/** A walk from a door to the network. */
export interface DoorWay {
  door: Point
  way: Way
}

/**
 * The shortest straight walk from one of a building's sides to a way that runs through no building. The way gets a vertex where the walk meets it.
 *
 * @throws Error when every way is shut off: the plan has walled the building in
 */
export function leadToDoor(
  id: string,
  corners: readonly Point[],
  ways: readonly Way[],
  obstacles: readonly Point[][],
): DoorWay {
  let best: { door: Point; foot: Point; lengthM: number; way: Way; after: number } | undefined
  for (const door of doorsOf(corners)) {
    for (const way of ways) {
      way.line.forEach((to, place) => {
        const from = way.line[place - 1]
        if (from === undefined) return
        const foot = along(from, to, nearestShare(door, from, to))
        const lengthM = distance(door, foot) * (way.kind === 'path' ? 1 : 1.3)
        if (best && lengthM >= best.lengthM) return
        if (obstacles.some((other) => segmentMeets(door, foot, other))) return
        best = { door, foot, lengthM, way, after: place }
      })
    }
  }
  if (!best) throw new Error(`building ${id} has no way to a street`)
  const { door, way, after } = best
  const near = [way.line[after - 1], way.line[after]].find((node) => node && distance(node, best?.foot ?? node) < 2)
  const foot = near ?? best.foot
  if (!near) way.line.splice(after, 0, foot)
  return { door, way: { id: `F-D-${id}`, kind: 'path', line: [foot, door] } }
}

/** A step outside the middle of every side that is long enough for an entrance. */
function* doorsOf(corners: readonly Point[]): Generator<Point> {
  for (const [from, to] of sides(corners)) {
    const length = distance(from, to)
    if (length < 7) continue
    const [x, y] = middle(from, to)
    // Corners run anticlockwise: outside is to the right of the side.
    yield [x + ((to[1] - from[1]) / length) * 1.2, y - ((to[0] - from[0]) / length) * 1.2]
  }
}
