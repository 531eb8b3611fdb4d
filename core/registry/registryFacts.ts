import type { Building, Device, Plot } from '../../domain/contract'
import { deviceAfter } from '../../domain/registry/deviceAfter'
import type { RegistryFacts } from '../../domain/registry/checkDevice'
import { foldId } from '../../domain/registry/deviceTwins'
import type { Registry } from '../iot/Registry'
import type { StateView } from '../journal/Journal'

/** A device as the journal has it: a step ahead of the registry in memory, which follows each commit. */
export function deviceNow(
  registry: Registry,
  view: StateView,
  id: string,
): { device: Device; isRetired: boolean } | undefined {
  const change = view.get('device', id)
  const index = registry.indexOf(id)
  // What the registry has of it holds all that was committed before; a patch laid over it again changes nothing.
  const device = deviceAfter(index === undefined ? undefined : registry.deviceAt(index), change)
  if (!device) return undefined
  return { device, isRetired: change ? change.retired !== undefined : false }
}

/** What a device may name, as of the journal's last commit. */
export function registryFacts(registry: Registry, view: StateView): RegistryFacts {
  const { buildings, plots } = placesOf(registry)
  const has = (kind: 'organisation' | 'deviceGroup', id: string) => {
    const item = view.get(kind, id)
    return item !== undefined && item.removed === undefined
  }
  return {
    device: (id) => deviceNow(registry, view, id),
    type: (id) => view.get('deviceType', id)?.type ?? registry.typeOf(id),
    building: (id) => buildings.get(id),
    hasPlot: (id) => plots.has(id),
    hasOrganisation: (id) => has('organisation', id),
    hasGroup: (id) => has('deviceGroup', id),
    twinOf: (folded) => foldedIdsOf(registry).get(folded),
  }
}

const places = new WeakMap<Registry, { buildings: ReadonlyMap<string, Building>; plots: ReadonlyMap<string, Plot> }>()

/** Buildings and plots stay as the district brought them. */
function placesOf(registry: Registry) {
  const known = places.get(registry)
  if (known) return known
  const made = {
    buildings: new Map<string, Building>(registry.geometry.buildings.map((building) => [building.id, building])),
    plots: new Map<string, Plot>(registry.geometry.plots.map((plot) => [plot.id, plot])),
  }
  places.set(registry, made)
  return made
}

const foldedIds = new WeakMap<Registry, { count: number; readonly ids: Map<string, string> }>()

/** Rows are only ever added, and keep their ids. */
function foldedIdsOf(registry: Registry): ReadonlyMap<string, string> {
  const known = foldedIds.get(registry) ?? { count: 0, ids: new Map<string, string>() }
  foldedIds.set(registry, known)
  for (; known.count < registry.deviceCount; known.count++) {
    const id = registry.table.ids[known.count]
    if (id !== undefined && !known.ids.has(foldId(id))) known.ids.set(foldId(id), id)
  }
  return known.ids
}
