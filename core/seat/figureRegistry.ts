import type { FigureRegistry } from '../data/createIndicators'
import type { Registry } from '../iot/Registry'

/** The registry as the figures of the monitors need it: by system. Lists are made when they are first asked for, and anew after devices or types have changed. */
export function createFigureRegistry(registry: Registry): FigureRegistry {
  let known: ReadonlyMap<string, number[]> | undefined
  const points = new Map<string, { point: number; reportPeriodMs: number }[]>()
  registry.onChanged(({ slots }) => {
    if (slots.length === 0) return
    known = undefined
    points.clear()
  })
  const bySystem = () => (known ??= listBySystem(registry))
  return {
    get deviceCount() {
      return registry.deviceCount
    },
    devicesOfSystem: (system) => bySystem().get(system) ?? [],
    pointsOf(system, property) {
      const key = `${system} ${property}`
      const listed = points.get(key)
      if (listed) return listed
      const found = (bySystem().get(system) ?? []).flatMap((index) => {
        const slot = registry.slotAt(index)?.properties.get(property)
        return slot ? [{ point: slot.point, reportPeriodMs: slot.property.reportPeriodMs }] : []
      })
      points.set(key, found)
      return found
    },
    systemOf: (deviceId) => registry.findDevice(deviceId)?.type.systemKey,
  }
}

function listBySystem(registry: Registry): ReadonlyMap<string, number[]> {
  const bySystem = new Map<string, number[]>()
  for (let index = 0; index < registry.deviceCount; index++) {
    const system = registry.isRetired(index) ? undefined : registry.slotAt(index)?.type.systemKey
    if (system === undefined) continue
    const list = bySystem.get(system)
    if (list) list.push(index)
    else bySystem.set(system, [index])
  }
  return bySystem
}
