import { deviceStateCodes } from '../../../../domain/contract'
import type { DeviceColumns } from './DeviceColumns'
import { toWorld, type Projector, type ScreenPoint } from './Projector'

/**
 * Finds the device under the pointer on the processor: exact at any frame rate, and without reading back from the graphics card.
 * Only what is drawn can be met: devices of switched-on layers (those indoors only from near), and those that are abnormal or offline.
 *
 * @param radiusPx how far beside a device the pointer may be
 * @returns the device's row in the table
 */
export function nearestDevice(
  columns: DeviceColumns,
  projector: Projector,
  pointer: ScreenPoint,
  radiusPx: number,
  areIndoorsDrawn: boolean,
): number | undefined {
  const { offsets, origin } = columns
  // Over a district the Mercator projection is as good as linear around the origin.
  const [originX, originY] = toWorld(origin)
  const [eastX] = toWorld([origin[0] + 0.01, origin[1]])
  const [, northY] = toWorld([origin[0], origin[1] + 0.01])
  const perLng = (eastX - originX) / 0.01
  const perLat = (northY - originY) / 0.01
  let best: number | undefined
  let bestPx = radiusPx
  for (let row = 0; row < columns.count; row += 1) {
    const state = columns.stateOf(row)
    if (
      !(columns.isShown(row) && (areIndoorsDrawn || !columns.isIndoors(row))) &&
      state !== deviceStateCodes.abnormal &&
      state !== deviceStateCodes.offline
    )
      continue
    const x = originX + (offsets[row * 3] ?? 0) * perLng
    const y = originY + (offsets[row * 3 + 1] ?? 0) * perLat
    const at = projector.worldToScreen(x, y, offsets[row * 3 + 2] ?? 0)
    if (!at) continue
    const distancePx = Math.hypot(at.x - pointer.x, at.y - pointer.y)
    if (distancePx < bestPx) {
      best = row
      bestPx = distancePx
    }
  }
  return best
}
