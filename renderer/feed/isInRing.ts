import type { LngLat, Ring } from '../../domain/contract'

/** Whether a position lies inside a closed ring: odd number of crossings to the east. On the edge either answer may come. */
export function isInRing([lng, lat]: LngLat, ring: Ring): boolean {
  let isInside = false
  let previous = ring.at(-1)
  for (const corner of ring) {
    const [x1, y1] = previous ?? corner
    const [x2, y2] = corner
    previous = corner
    if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) isInside = !isInside
  }
  return isInside
}
