import type { TwinGraph } from '../../domain/alarm/flood/TwinGraph'
import type { Registry } from '../feed'

/** The registry as far as one failure reaches others. Windows know of no gateways: what is lost with a link stands together as such. */
export const twinGraphOf = (registry: Registry): TwinGraph => ({
  gatewayOf: () => undefined,
  buildingOf: (deviceId) => registry.whereabouts(registry.deviceIndex(deviceId) ?? -1).building?.id,
  definitionOf: (alarm) => registry.alarmDefinition(alarm),
})
