import type { LngLat } from '../../domain/contract'
import type { Point } from '../planar'

/** Centre of the district in Nanshan, Shenzhen, WGS-84. */
export const centre: LngLat = [113.945, 22.535]

const metresPerDegreeLat = 110_750 // at 22.5° N, WGS-84
const metresPerDegreeLng = 111_320 * Math.cos((centre[1] * Math.PI) / 180)
/** The streets run with the shore, not with the compass. */
const turn = (-13 * Math.PI) / 180
/** How strongly the streets bend: a conformal map z + i·bend·z², so that right angles stay right and lines become gentle arcs. */
const bend = 0.000052

/** From the drawing board, where streets are straight, to the ground, m. */
export function bendPoint([x, y]: Point): Point {
  const bentX = x - 2 * bend * x * y
  const bentY = y + bend * (x * x - y * y)
  return [bentX * Math.cos(turn) - bentY * Math.sin(turn), bentX * Math.sin(turn) + bentY * Math.cos(turn)]
}

/** How far the ground is turned against the drawing board at a point, radians. */
export const turnAt = ([x, y]: Point): number => turn + Math.atan2(2 * bend * x, 1 - 2 * bend * y)

/** Seven digits, about a centimetre: the same point always becomes the same pair. */
const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7

export const toLngLat = ([x, y]: Point): LngLat => [
  rounded(centre[0] + x / metresPerDegreeLng),
  rounded(centre[1] + y / metresPerDegreeLat),
]

export const toMetres = ([lng, lat]: LngLat): Point => [
  (lng - centre[0]) * metresPerDegreeLng,
  (lat - centre[1]) * metresPerDegreeLat,
]
