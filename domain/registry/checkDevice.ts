import { type Building, Device, type DeviceType, type RegistryProblem, type RegistryProblemCode } from '../contract'

/** What a device may name: what is there, and what comes with it. */
export interface RegistryFacts {
  device(id: string): { readonly device: Device; readonly isRetired: boolean } | undefined
  type(id: string): DeviceType | undefined
  building(id: string): Building | undefined
  hasPlot(id: string): boolean
  hasOrganisation(id: string): boolean
  hasGroup(id: string): boolean
  /** A device whose id reads the same: `foldId` of both is one. */
  twinOf(folded: string): string | undefined
}

type Found = Pick<RegistryProblem, 'field' | 'code' | 'detail'>

/** What a device is refused for: something that it names is not there. */
export function checkDevice(device: Device, facts: RegistryFacts): Found[] {
  const found: Found[] = []
  const report = (field: string, code: RegistryProblemCode, detail: string) => found.push({ field, code, detail })
  // What was put together of parts that are each well-formed may still be too much: forty tags.
  for (const { path, message } of Device.safeParse(device).error?.issues ?? [])
    report(String(path[0] ?? ''), 'malformed', message)
  if (!facts.type(device.typeId)) report('typeId', 'unknownType', device.typeId)
  checkPlace(device, facts, report)
  if (device.parentId !== undefined) checkParent(device, device.parentId, facts, report)
  const { organisationId } = device
  if (organisationId !== undefined && !facts.hasOrganisation(organisationId))
    report('organisationId', 'unknownOrganisation', organisationId)
  for (const id of device.groupIds ?? []) if (!facts.hasGroup(id)) report('groupIds', 'unknownGroup', id)
  return found
}

type Report = (field: string, code: RegistryProblemCode, detail: string) => void

function checkPlace({ place }: Device, facts: RegistryFacts, report: Report): void {
  const { plotId, buildingId, floor } = place
  if (plotId !== undefined && !facts.hasPlot(plotId)) report('plotId', 'unknownPlot', plotId)
  if (buildingId === undefined) {
    if (floor !== undefined) report('floor', 'floorWithoutBuilding', String(floor))
    return
  }
  const building = facts.building(buildingId)
  if (!building) report('buildingId', 'unknownBuilding', buildingId)
  else if (floor !== undefined && (floor > building.floorsAbove || floor < -building.floorsBelow))
    report('floor', 'floorOutsideBuilding', `${floor} (${-building.floorsBelow} … ${building.floorsAbove})`)
}

/** Gateways stand behind gateways, a few at most. Whoever follows them stops there: two seats that were apart may have made a circle together. */
export const deepestChain = 32

function checkParent(device: Device, parentId: string, facts: RegistryFacts, report: Report): void {
  const parent = facts.device(parentId)
  if (!parent) return report('parentId', 'unknownDevice', parentId)
  if (parent.isRetired) return report('parentId', 'retired', parentId)
  let above: Device | undefined = parent.device
  for (let depth = 0; above; depth++) {
    if (above.id === device.id || depth > deepestChain) return report('parentId', 'cycle', parentId)
    above = above.parentId === undefined ? undefined : facts.device(above.parentId)?.device
  }
}
