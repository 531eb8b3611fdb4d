import type { LngLat, RuleFence } from '../contract'
import { distanceM } from '../dispatch/distance'

/** Whether a position is inside a fence. Of a building it is who says to be in it, or stands on its ground. */
export function isInside(
  fence: RuleFence,
  at: { lngLat: LngLat; buildingId?: string | undefined },
  footprintOf: (buildingId: string) => readonly LngLat[] | undefined,
): boolean {
  switch (fence.kind) {
    case 'circle':
      return distanceM(fence.centre, at.lngLat) <= fence.radiusM
    case 'ring':
      return isInRing(fence.ring, at.lngLat)
    case 'building':
      if (at.buildingId !== undefined) return at.buildingId === fence.buildingId
      return isInRing(footprintOf(fence.buildingId) ?? [], at.lngLat)
  }
}

function isInRing(ring: readonly LngLat[], [x, y]: LngLat): boolean {
  let isIn = false
  let before = ring.at(-1)
  for (const corner of ring) {
    if (before && corner[1] > y !== before[1] > y) {
      const crossing = ((before[0] - corner[0]) * (y - corner[1])) / (before[1] - corner[1]) + corner[0]
      if (x < crossing) isIn = !isIn
    }
    before = corner
  }
  return isIn
}
