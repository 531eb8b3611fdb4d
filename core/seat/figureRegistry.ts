import type { DeviceType } from '../../domain/contract'
import type { FigureRegistry } from '../data/createIndicators'
import type { Registry } from '../iot/Registry'

/**
 * The registry as the figures of the monitors need it: by system, level with it change by change. Lists of devices and points are put in order when they are asked for, and again once something of their
 * system has changed.
 */
export function createFigureRegistry(registry: Registry): FigureRegistry {
  const rowsOf = new Map<string, Set<number>>()
  /** System of each row as it is listed; `undefined`: in none. */
  const listedAs: (string | undefined)[] = []
  const lists = new Map<string, number[]>()
  const points = new Map<string, Map<string, { point: number; reportPeriodMs: number }[]>>()

  const list = (row: number): void => {
    const before = listedAs[row]
    const now = registry.isRetired(row) ? undefined : registry.typeAt(row)?.systemKey
    for (const system of [before, now]) if (system !== undefined) points.delete(system)
    if (before === now) return
    for (const system of [before, now]) if (system !== undefined) lists.delete(system)
    if (before !== undefined) rowsOf.get(before)?.delete(row)
    listedAs[row] = now
    if (now === undefined) return
    const rows = rowsOf.get(now)
    if (rows) rows.add(row)
    else rowsOf.set(now, new Set([row]))
  }
  for (let row = 0; row < registry.deviceCount; row++) list(row)
  registry.onChanged(({ slots }) => slots.forEach(list))

  const devicesOf = (system: string): number[] => {
    const known = lists.get(system)
    if (known) return known
    const made = [...(rowsOf.get(system) ?? [])].sort((a, b) => a - b)
    lists.set(system, made)
    return made
  }
  return {
    get deviceCount() {
      return registry.deviceCount
    },
    devicesOfSystem: devicesOf,
    pointsOf(system, property) {
      const ofSystem = points.get(system) ?? new Map<string, { point: number; reportPeriodMs: number }[]>()
      points.set(system, ofSystem)
      const listed = ofSystem.get(property)
      if (listed) return listed
      const places = new Map<DeviceType, number>()
      const found: { point: number; reportPeriodMs: number }[] = []
      for (const index of devicesOf(system)) {
        const type = registry.typeAt(index)
        if (!type) continue
        const place = places.get(type) ?? type.properties.findIndex(({ id }) => id === property)
        places.set(type, place)
        const reportPeriodMs = type.properties[place]?.reportPeriodMs
        if (reportPeriodMs === undefined) continue
        found.push({ point: (registry.table.firstPoints[index] ?? 0) + place, reportPeriodMs })
      }
      ofSystem.set(property, found)
      return found
    },
    systemOf: (deviceId) => registry.findDevice(deviceId)?.type.systemKey,
  }
}
