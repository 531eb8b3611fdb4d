import type { FigureRegistry } from '../data/createIndicators'
import type { Registry } from '../iot/Registry'

/** The registry as the figures of the monitors need it: by system. Lists are made once; the registry does not change. */
export function createFigureRegistry(registry: Registry): FigureRegistry {
  const bySystem = new Map<string, number[]>()
  const points = new Map<string, { point: number; reportPeriodMs: number }[]>()
  for (let index = 0; index < registry.deviceCount; index++) {
    const system = registry.slotAt(index)?.type.systemKey
    if (system === undefined) continue
    const list = bySystem.get(system)
    if (list) list.push(index)
    else bySystem.set(system, [index])
  }
  return {
    deviceCount: registry.deviceCount,
    devicesOfSystem: (system) => bySystem.get(system) ?? [],
    pointsOf(system, property) {
      const key = `${system} ${property}`
      const known = points.get(key)
      if (known) return known
      const found = (bySystem.get(system) ?? []).flatMap((index) => {
        const slot = registry.slotAt(index)?.properties.get(property)
        return slot ? [{ point: slot.point, reportPeriodMs: slot.property.reportPeriodMs }] : []
      })
      points.set(key, found)
      return found
    },
    systemOf: (deviceId) => registry.findDevice(deviceId)?.type.systemKey,
  }
}
