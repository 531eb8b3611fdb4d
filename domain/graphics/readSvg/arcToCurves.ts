interface Point {
  x: number
  y: number
}

export interface Arc {
  from: Point
  rx: number
  ry: number
  turnDeg: number
  isLarge: boolean
  isClockwise: boolean
  to: Point
}

type Curve = readonly ['C', number, number, number, number, number, number]

/**
 * An elliptical arc as cubic curves, a quarter of the ellipse each at most: off by less than 0.03 % of the radius.
 *
 * @source SVG 2, appendix B.2.4 (from the ends of an arc to its middle) and B.2.5 (radii that are too small)
 */
export function arcToCurves({
  from,
  to,
  turnDeg,
  isLarge,
  isClockwise,
  ...radii
}: Arc): (Curve | readonly ['L', number, number])[] {
  let [rx, ry] = [Math.abs(radii.rx), Math.abs(radii.ry)]
  if (from.x === to.x && from.y === to.y) return []
  if (rx === 0 || ry === 0) return [['L', to.x, to.y]]
  const phi = (turnDeg * Math.PI) / 180
  const [sin, cos] = [Math.sin(phi), Math.cos(phi)]
  const [hx, hy] = [(from.x - to.x) / 2, (from.y - to.y) / 2]
  const [px, py] = [cos * hx + sin * hy, cos * hy - sin * hx]
  const lack = (px / rx) ** 2 + (py / ry) ** 2
  if (lack > 1) {
    rx *= Math.sqrt(lack)
    ry *= Math.sqrt(lack)
  }
  const below = (rx * py) ** 2 + (ry * px) ** 2
  const root = Math.sqrt(Math.max(0, (rx * ry) ** 2 / below - 1)) * (isLarge === isClockwise ? -1 : 1)
  const [qx, qy] = [(root * rx * py) / ry, (-root * ry * px) / rx]
  const middle = { x: cos * qx - sin * qy + (from.x + to.x) / 2, y: sin * qx + cos * qy + (from.y + to.y) / 2 }
  const start = Math.atan2((py - qy) / ry, (px - qx) / rx)
  let sweep = Math.atan2((-py - qy) / ry, (-px - qx) / rx) - start
  if (isClockwise && sweep < 0) sweep += 2 * Math.PI
  if (!isClockwise && sweep > 0) sweep -= 2 * Math.PI
  if (!Number.isFinite(sweep)) return [['L', to.x, to.y]]

  const count = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9))
  const step = sweep / count
  const reach = (4 / 3) * Math.tan(step / 4)
  const onSheet = (x: number, y: number): [number, number] => [
    middle.x + cos * rx * x - sin * ry * y,
    middle.y + sin * rx * x + cos * ry * y,
  ]
  return Array.from({ length: count }, (_, index): Curve => {
    const [one, two] = [start + index * step, start + (index + 1) * step]
    const [c1, s1, c2, s2] = [Math.cos(one), Math.sin(one), Math.cos(two), Math.sin(two)]
    const end: [number, number] = index === count - 1 ? [to.x, to.y] : onSheet(c2, s2)
    return ['C', ...onSheet(c1 - reach * s1, s1 + reach * c1), ...onSheet(c2 + reach * s2, s2 - reach * c2), ...end]
  })
}
