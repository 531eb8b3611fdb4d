import type { TwinGraph } from '../../domain/alarm/flood/TwinGraph'
import type { Registry } from './Registry'

/** The registry as the flood governor sees it. */
export const twinGraphOf = (registry: Registry): TwinGraph => ({
  gatewayOf(deviceId) {
    const parent = registry.parents[registry.indexOf(deviceId) ?? -1] ?? -1
    return registry.deviceAt(parent)?.id
  },
  buildingOf(deviceId) {
    return registry.deviceAt(registry.indexOf(deviceId) ?? -1)?.place.buildingId
  },
  definitionOf: ({ deviceId, definitionId }) =>
    registry.findDevice(deviceId)?.type.alarms.find(({ id }) => id === definitionId),
})
