import type { EmergencyScope } from '../../domain/contract'
import { isInScope } from '../../domain/seat/scope'
import type { Registry } from '../iot/Registry'
import type { ScopeFilter } from './ScopeFilter'

/** A scope by the numbers of a registry: looked up once for every device, since it is asked for every sample. */
export function createScopeFilter(registry: Registry, scope: EmergencyScope): ScopeFilter {
  const plotOfBuilding = new Map(registry.geometry.buildings.map(({ id, plotId }) => [id, plotId]))
  const devices = new Uint8Array(registry.deviceCount)
  const points = new Uint8Array(registry.pointCount)
  for (let index = 0; index < registry.deviceCount; index++) {
    const slot = registry.slotAt(index)
    if (!slot) continue
    const place = registry.placeOf(slot.id)
    const plotId = place?.plotId ?? (place?.buildingId && plotOfBuilding.get(place.buildingId))
    if (!isInScope(scope, { system: slot.type.systemKey, plotId })) continue
    devices[index] = 1
    for (const { point } of slot.properties.values()) points[point] = 1
  }
  return { hasDevice: (index) => devices[index] === 1, hasPoint: (point) => points[point] === 1 }
}
