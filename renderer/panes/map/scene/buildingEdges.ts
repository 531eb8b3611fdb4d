import type { Building } from '../../../../domain/contract/district'
import type { LngLat, Ring } from '../../../../domain/contract/primitives'
import { roofHeightM } from './districtFeatures'

/** Line segments in space, as deck.gl's LineLayer takes them: lng, lat, height m, start and end in columns. */
export type Segments = { count: number; starts: Float64Array; ends: Float64Array }

/** Corners flatter than this are a drawn curve, not an edge of the house. */
const sharpTurnRad = (20 * Math.PI) / 180

/**
 * The edges by which a house is read on a quiet map: the roof's outline and those upright corners that the camera sees. (The depth test
 * between MapLibre and deck.gl is too coarse to hide the corners behind a house by itself.)
 *
 * @param eye where the camera stands above
 * @param liftM how far above the roof its outline lies, so that the depth test does not eat it
 */
export function buildingEdges(buildings: readonly Building[], eye: LngLat, liftM = 0.15): Segments {
  const starts: number[] = []
  const ends: number[] = []
  for (const building of buildings) {
    const top = roofHeightM(building) + liftM
    const ring = building.footprint.slice(0, -1)
    const turning = Math.sign(signedArea(building.footprint))
    const facesEye = ([fromLng, fromLat]: LngLat, [toLng, toLat]: LngLat) =>
      turning * ((toLat - fromLat) * (eye[0] - fromLng) - (toLng - fromLng) * (eye[1] - fromLat)) > 0
    ring.forEach((corner, i) => {
      const next = ring[(i + 1) % ring.length] ?? corner
      const last = ring[(i + ring.length - 1) % ring.length] ?? corner
      starts.push(...corner, top)
      ends.push(...next, top)
      if (isFlat(last, corner, next)) return
      if (!facesEye(last, corner) && !facesEye(corner, next)) return
      starts.push(...corner, 0)
      ends.push(...corner, top)
    })
  }
  return { count: starts.length / 3, starts: Float64Array.from(starts), ends: Float64Array.from(ends) }
}

function isFlat(last: LngLat, corner: LngLat, next: LngLat): boolean {
  const turn =
    Math.atan2(next[1] - corner[1], next[0] - corner[0]) - Math.atan2(corner[1] - last[1], corner[0] - last[0])
  return Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn))) < sharpTurnRad
}

/** Twice the area; positive when the ring runs against the clock. */
function signedArea(ring: Ring): number {
  let area = 0
  for (let i = 1; i < ring.length; i += 1) {
    const [lngA, latA] = ring[i - 1] ?? [0, 0]
    const [lngB, latB] = ring[i] ?? [0, 0]
    area += lngA * latB - lngB * latA
  }
  return area
}
