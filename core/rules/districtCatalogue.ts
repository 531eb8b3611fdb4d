import type { DeviceId } from '../../domain/contract'
import type { RuleCatalogue, RuleDevice } from '../../domain/rules/RuleWorld'
import type { Registry, RegistryChange } from '../iot/Registry'

/** The registry as rules see it, kept level with it change by change: what a change costs is what it changed. */
export interface DistrictCatalogue extends RuleCatalogue {
  /** @returns ids of the devices that are others now */
  follow(change: Pick<RegistryChange, 'slots' | 'records'>): ReadonlySet<DeviceId>
}

export function districtCatalogue(registry: Registry): DistrictCatalogue {
  const known = new Map<string, RuleDevice>()
  const bySystem = new Map<string, Set<DeviceId>>()
  /** System of each row as it is listed; `undefined`: in none. */
  const listed: (string | undefined)[] = []
  const { buildings, plots } = registry.geometry

  const list = (row: number): void => {
    const id = registry.deviceAt(row)?.id
    const before = listed[row]
    const system = registry.isRetired(row) ? undefined : registry.typeAt(row)?.systemKey
    if (id === undefined || before === system) return
    if (before !== undefined) bySystem.get(before)?.delete(id)
    listed[row] = system
    if (system === undefined) return
    const ids = bySystem.get(system)
    if (ids) ids.add(id)
    else bySystem.set(system, new Set([id]))
  }
  for (let row = 0; row < registry.deviceCount; row++) list(row)

  const findDevice = (id: string): RuleDevice | undefined => {
    const seen = known.get(id)
    if (seen) return seen
    const index = registry.indexOf(id)
    const device = index === undefined ? undefined : registry.deviceAt(index)
    const type = index === undefined ? undefined : registry.typeAt(index)
    if (index === undefined || !device || !type) return undefined
    const made = { id: device.id, type, place: device.place, firstPoint: registry.table.firstPoints[index] ?? 0 }
    known.set(id, made)
    return made
  }
  return {
    follow({ slots, records }) {
      const changed = new Set<DeviceId>()
      for (const rows of [slots, records]) {
        for (const row of rows) {
          const id = registry.deviceAt(row)?.id
          if (id === undefined || changed.has(id)) continue
          known.delete(id)
          list(row)
          changed.add(id)
        }
      }
      return changed
    },
    get types() {
      return registry.deviceTypes
    },
    get pointCount() {
      return registry.pointCount
    },
    findDevice,
    *devicesOf(systemKey) {
      for (const id of bySystem.get(systemKey) ?? []) {
        const device = findDevice(id)
        if (device) yield device
      }
    },
    isRetired(id) {
      const row = registry.indexOf(id)
      return row !== undefined && registry.isRetired(row)
    },
    hasBuilding: (id) => buildings.some((building) => building.id === id),
    hasPlot: (id) => plots.some((plot) => plot.id === id),
    planClass(id) {
      const plan = registry.plans.find((each) => each.id === id)
      return plan?.steps.reduce(
        (most, { action }) => Math.max(most, action.kind === 'command' ? action.commandClass : 0),
        0,
      )
    },
  }
}
