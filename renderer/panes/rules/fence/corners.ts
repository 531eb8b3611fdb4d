import { distanceM } from '../../../../domain/dispatch/distance'
import type { LngLat, Ring } from '../../../../domain/contract'

/** Corners of a fence, each once, in order along the line. */
export type Corners = readonly LngLat[]

/** As many as the contract lets a ring have, without the one that closes it. */
export const mostCorners = 199
export const leastCorners = 3

/** Digits of a degree that are kept: a decimetre. */
const digits = 6
const rounded = (degrees: number): number => Number(degrees.toFixed(digits))

const isSame = (a: LngLat | undefined, b: LngLat | undefined): boolean => a?.[0] === b?.[0] && a?.[1] === b?.[1]

/** Without the last, where a ring ends as it begins. */
export const cornersOf = (ring: Ring): Corners => (isSame(ring[0], ring.at(-1)) ? ring.slice(0, -1) : ring)

/** The closed line; `undefined` for what is no area yet. */
export function ringOf(corners: Corners): Ring | undefined {
  const first = corners[0]
  return first === undefined || corners.length < leastCorners || corners.length > mostCorners
    ? undefined
    : [...corners, first]
}

/** A square around a place, to begin with. @param halfM half of its side, m */
export function squareAround([lng, lat]: LngLat, halfM: number): Corners {
  const perLat = distanceM([lng, lat], [lng, lat + 0.001]) / 0.001
  const perLng = distanceM([lng, lat], [lng + 0.001, lat]) / 0.001
  const corner = (east: number, north: number): LngLat => [
    rounded(lng + (east * halfM) / perLng),
    rounded(lat + (north * halfM) / perLat),
  ]
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]
}

export const movedTo = (corners: Corners, at: number, [lng, lat]: LngLat): Corners =>
  corners.map((corner, place) => (place === at ? [rounded(lng), rounded(lat)] : corner))

export const without = (corners: Corners, at: number): Corners => corners.filter((_, place) => place !== at)

/** With one more corner, put into the stretch of line that runs nearest by it: the line stays one that does not cross itself where that can be. */
export function withCorner(corners: Corners, [lng, lat]: LngLat): Corners {
  const corner: LngLat = [rounded(lng), rounded(lat)]
  if (corners.length < leastCorners) return [...corners, corner]
  let place = corners.length
  let nearest = Infinity
  corners.forEach((from, at) => {
    const to = corners[(at + 1) % corners.length]
    const distance = to ? distanceToLine(corner, from, to) : Infinity
    if (distance >= nearest) return
    nearest = distance
    place = at + 1
  })
  return [...corners.slice(0, place), corner, ...corners.slice(place)]
}

/** In degrees of latitude: only compared. */
function distanceToLine(at: LngLat, from: LngLat, to: LngLat): number {
  const squeeze = Math.cos((at[1] * Math.PI) / 180)
  const [x, y] = [(at[0] - from[0]) * squeeze, at[1] - from[1]]
  const [dx, dy] = [(to[0] - from[0]) * squeeze, to[1] - from[1]]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / length))
  return Math.hypot(x - share * dx, y - share * dy)
}

/** Whether two stretches of the line cross: what is inside is then not what one sees. */
export function crossesItself(corners: Corners): boolean {
  const lines = corners.map((from, at) => [from, corners[(at + 1) % corners.length] ?? from] as const)
  return lines.some((one, at) =>
    lines.some((other, place) => {
      const isNeighbour = Math.abs(at - place) <= 1 || Math.abs(at - place) === lines.length - 1
      return place > at && !isNeighbour && cross(one, other)
    }),
  )
}

type Line = readonly [LngLat, LngLat]

const side = ([from, to]: Line, at: LngLat): number =>
  Math.sign((to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0]))

const cross = (one: Line, other: Line): boolean =>
  side(one, other[0]) * side(one, other[1]) < 0 && side(other, one[0]) * side(other, one[1]) < 0

/** Area within, m². */
export function areaM2(corners: Corners): number {
  const origin = corners[0]
  if (!origin) return 0
  const flat = corners.map(([lng, lat]): [number, number] => [
    Math.sign(lng - origin[0]) * distanceM(origin, [lng, origin[1]]),
    Math.sign(lat - origin[1]) * distanceM(origin, [origin[0], lat]),
  ])
  const twice = flat.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = flat[(at + 1) % flat.length] ?? [0, 0]
    return sum + x * nextY - nextX * y
  }, 0)
  return Math.abs(twice) / 2
}

/** One corner a line, longitude and latitude in degrees. */
export const cornersToText = (corners: Corners): string =>
  corners.map(([lng, lat]) => `${lng.toFixed(digits)}, ${lat.toFixed(digits)}`).join('\n')

/** What was typed, as corners; `bad` for a line that is no place. */
export function cornersFromText(text: string): Corners | 'bad' {
  const corners: LngLat[] = []
  for (const line of text.split(/\r?\n/).filter((each) => each.trim() !== '')) {
    const [lng, lat, ...more] = line
      .split(/[\s,，、;；]+/)
      .filter(Boolean)
      .map(Number)
    const isPlace =
      lng !== undefined && lat !== undefined && more.length === 0 && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
    if (!isPlace) return 'bad'
    corners.push([rounded(lng), rounded(lat)])
  }
  return isSame(corners[0], corners.at(-1)) && corners.length > 1 ? corners.slice(0, -1) : corners
}
