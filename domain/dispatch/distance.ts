import type { LngLat } from '../contract'

const EARTH_RADIUS_M = 6_371_008.8
const RADIANS = Math.PI / 180

/** Straight distance over ground, m. Equirectangular: the error within a district (10 km) is under 0.1 %. */
export function distanceM(from: LngLat, to: LngLat): number {
  const x = (to[0] - from[0]) * RADIANS * Math.cos(((from[1] + to[1]) / 2) * RADIANS)
  const y = (to[1] - from[1]) * RADIANS
  return Math.hypot(x, y) * EARTH_RADIUS_M
}
