import type { DistrictGeometry } from '../../../../domain/contract/district'
import { roofHeightM } from './districtFeatures'
import { Projector, type Camera, type Size } from './Projector'

/** The view of the mock-ups: towers seen from above their roofs, the district's axis rising to the right. */
export const tilted = { pitch: 52, bearing: -24 } as const
export const flat = { pitch: 0, bearing: 0 } as const
/** Nearer than this the camera stays when it goes to a thing; farther out it comes in to it. */
export const closeZoom = 16.6
export const zoomLimits = { min: 12.5, max: 20.5 } as const

/** Free pixels around the district. */
const rimPx = 28

/** Camera from which all houses are seen, foot to roof, as near as the pane allows; parks and lakes may run out of the picture. */
export function districtCamera(
  geometry: DistrictGeometry,
  size: Size,
  view: { pitch: number; bearing: number } = tilted,
): Camera {
  const spots = geometry.buildings.flatMap((building) =>
    building.footprint.flatMap((lngLat) => [
      { lngLat, heightM: 0 },
      { lngLat, heightM: roofHeightM(building) },
    ]),
  )
  let camera: Camera = { centre: geometry.centre, zoom: 14, ...view }
  // Perspective makes near things larger, so the fit is approached in a few steps.
  for (let step = 0; step < 8; step += 1) {
    const projector = new Projector(camera, size)
    const points = spots.flatMap(({ lngLat, heightM }) => projector.toScreen(lngLat, heightM) ?? [])
    if (points.length === 0) return camera
    const xs = points.map(({ x }) => x)
    const ys = points.map(({ y }) => y)
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    const factor = Math.min((size.width - 2 * rimPx) / (right - left), (size.height - 2 * rimPx) / (bottom - top))
    const zoom = Math.min(17, Math.max(zoomLimits.min, camera.zoom + Math.log2(Math.max(0.1, factor)) * 0.8))
    const centre = projector.toGround({ x: (left + right) / 2, y: (top + bottom) / 2 }) ?? camera.centre
    camera = { centre, zoom, ...view }
  }
  return camera
}
