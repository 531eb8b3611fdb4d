import type { LngLat } from '../../../../domain/contract'
import { metresPerDegree } from '../scene/districtFeatures'

/**
 * A round length that fits the scale bar.
 *
 * @param metresPerPixel of the middle of the map
 * @param maxPx longest bar
 */
export function roundScale(metresPerPixel: number, maxPx: number): { metres: number; px: number } {
  const limit = metresPerPixel * maxPx
  const magnitude = 10 ** Math.floor(Math.log10(limit))
  const step = [5, 2, 1].find((each) => each * magnitude <= limit) ?? 1
  return { metres: step * magnitude, px: (step * magnitude) / metresPerPixel }
}

/** Length of a way of straight pieces over a district, m. */
export function wayLengthM(corners: readonly LngLat[]): number {
  let metres = 0
  for (let i = 1; i < corners.length; i += 1) {
    const [lngA, latA] = corners[i - 1] ?? [0, 0]
    const [lngB, latB] = corners[i] ?? [0, 0]
    const perDegree = metresPerDegree((latA + latB) / 2)
    metres += Math.hypot((lngB - lngA) * perDegree.lng, (latB - latA) * perDegree.lat)
  }
  return metres
}
