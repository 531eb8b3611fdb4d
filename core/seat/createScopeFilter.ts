import type { EmergencyScope } from '../../domain/contract'
import { isInScope } from '../../domain/seat/scope'
import { roomFor } from '../iot/PointLinks'
import type { Registry } from '../iot/Registry'
import type { ScopeFilter } from './ScopeFilter'

/** A scope by the numbers of a registry: looked up once for every device, since it is asked for every sample. */
export function createScopeFilter(registry: Registry, scope: EmergencyScope): ScopeFilter {
  const plotOfBuilding = new Map(registry.geometry.buildings.map(({ id, plotId }) => [id, plotId]))
  let devices = new Uint8Array(registry.deviceCount)
  let points = new Uint8Array(registry.pointCount)
  const look = (index: number): void => {
    const slot = registry.slotAt(index)
    if (!slot) return
    const place = registry.placeOf(slot.id)
    const plotId = place?.plotId ?? (place?.buildingId && plotOfBuilding.get(place.buildingId))
    const isIn = isInScope(scope, { system: slot.type.systemKey, plotId }) ? 1 : 0
    devices[index] = isIn
    for (const { point } of slot.properties.values()) points[point] = isIn
  }
  for (let index = 0; index < registry.deviceCount; index++) look(index)
  registry.onChanged(({ slots, records }) => {
    devices = roomFor(devices, registry.deviceCount, (size) => new Uint8Array(size))
    points = roomFor(points, registry.pointCount, (size) => new Uint8Array(size))
    for (const index of new Set([...slots, ...records])) look(index)
  })
  return { hasDevice: (index) => devices[index] === 1, hasPoint: (point) => points[point] === 1 }
}
