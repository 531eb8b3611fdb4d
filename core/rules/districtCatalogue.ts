import type { RuleCatalogue, RuleDevice } from '../../domain/rules/RuleWorld'
import type { Registry } from '../iot/Registry'

/** The registry as rules see it. Made anew when the registry changes: what it hands out does not change. */
export function districtCatalogue(registry: Registry): RuleCatalogue {
  const known = new Map<string, RuleDevice>()
  const bySystem = new Map<string, string[]>()
  for (let index = 0; index < registry.deviceCount; index++) {
    const device = registry.deviceAt(index)
    const systemKey = device && registry.typeOf(device.typeId)?.systemKey
    // A device that is retired is found by its id for its past, and sets nothing off.
    if (!device || systemKey === undefined || !registry.site.findDevice(device.typeId, device.id)) continue
    const ids = bySystem.get(systemKey)
    if (ids) ids.push(device.id)
    else bySystem.set(systemKey, [device.id])
  }
  const findDevice = (id: string): RuleDevice | undefined => {
    const seen = known.get(id)
    if (seen) return seen
    const index = registry.indexOf(id)
    const device = index === undefined ? undefined : registry.deviceAt(index)
    const type = device && registry.typeOf(device.typeId)
    if (index === undefined || !device || !type) return undefined
    const made = { id: device.id, type, place: device.place, firstPoint: registry.table.firstPoints[index] ?? 0 }
    known.set(id, made)
    return made
  }
  const { buildings, plots } = registry.geometry
  return {
    types: registry.deviceTypes,
    pointCount: registry.pointCount,
    findDevice,
    *devicesOf(systemKey) {
      for (const id of bySystem.get(systemKey) ?? []) {
        const device = findDevice(id)
        if (device) yield device
      }
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
