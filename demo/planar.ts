/** Metres east and north of the district's centre. */
export type Point = readonly [x: number, y: number]

export const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1])
export const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
export const along = (a: Point, b: Point, share: number): Point => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
]

/** Sides of a polygon given by its corners, the last joined to the first. */
export function* sides(corners: readonly Point[]): Generator<readonly [Point, Point]> {
  for (const [place, from] of corners.entries()) {
    const to = corners[(place + 1) % corners.length]
    if (to !== undefined) yield [from, to]
  }
}

/** Segments of a line. */
export function* segments(line: readonly Point[]): Generator<readonly [Point, Point]> {
  for (const [place, to] of line.entries()) {
    const from = line[place - 1]
    if (from !== undefined) yield [from, to]
  }
}

/** Where two segments cross, as the share along the first and the second; `undefined` when they do not meet or are parallel. */
export function crossing(a: Point, b: Point, c: Point, d: Point): { first: number; second: number } | undefined {
  const [rx, ry] = [b[0] - a[0], b[1] - a[1]]
  const [sx, sy] = [d[0] - c[0], d[1] - c[1]]
  const cross = rx * sy - ry * sx
  if (Math.abs(cross) < 1e-9) return undefined
  const first = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross
  const second = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross
  return first >= 0 && first <= 1 && second >= 0 && second <= 1 ? { first, second } : undefined
}

export function isInside([x, y]: Point, corners: readonly Point[]): boolean {
  let inside = false
  for (const [[ax, ay], [bx, by]] of sides(corners))
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  return inside
}

/** Share along the segment of its point nearest to `point`, from 0 to 1. */
export function nearestShare(point: Point, a: Point, b: Point): number {
  const lengthSquared = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
  if (lengthSquared === 0) return 0
  const share = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / lengthSquared
  return Math.min(1, Math.max(0, share))
}

export const distanceToSegment = (point: Point, a: Point, b: Point): number =>
  distance(point, along(a, b, nearestShare(point, a, b)))

/** Whether a segment touches or runs through a polygon. */
export const segmentMeets = (a: Point, b: Point, corners: readonly Point[]): boolean => {
  if (isInside(a, corners) || isInside(b, corners)) return true
  for (const [c, d] of sides(corners)) if (crossing(a, b, c, d)) return true
  return false
}

/** Smallest distance between two polygons, m; 0 when they overlap. */
export function polygonDistance(a: readonly Point[], b: readonly Point[]): number {
  let least = Infinity
  for (const [from, to] of sides(a)) {
    if (segmentMeets(from, to, b)) return 0
    for (const corner of b) least = Math.min(least, distanceToSegment(corner, from, to))
  }
  for (const [from, to] of sides(b))
    for (const corner of a) least = Math.min(least, distanceToSegment(corner, from, to))
  return isInside(b[0] ?? [Infinity, Infinity], a) ? 0 : least
}

/** Smallest distance between a polygon and a line, m; 0 when they meet. */
export function lineDistance(corners: readonly Point[], line: readonly Point[]): number {
  let least = Infinity
  for (const [from, to] of segments(line)) {
    if (segmentMeets(from, to, corners)) return 0
    for (const corner of corners) least = Math.min(least, distanceToSegment(corner, from, to))
    for (const [a, b] of sides(corners))
      least = Math.min(least, distanceToSegment(from, a, b), distanceToSegment(to, a, b))
  }
  return least
}

/** Area, m². */
export function areaOf(corners: readonly Point[]): number {
  let doubled = 0
  for (const [a, b] of sides(corners)) doubled += a[0] * b[1] - b[0] * a[1]
  return Math.abs(doubled) / 2
}
