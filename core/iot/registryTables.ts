import type { Building, Device, DeviceTable, DeviceType } from '../../domain/contract'

/** Rows of the registry as numbers: the contract's device table, and what the hot paths look up by index. */
export interface RegistryTables {
  readonly table: DeviceTable
  /** Device of each point. */
  readonly deviceOfPoint: Uint32Array
  /** Gateway of each device, or -1. */
  readonly parents: Int32Array
}

/**
 * Numbers devices in the order of the document, and their points device by device in the order of the type's properties.
 *
 * @param types every type that a device names must be in it
 */
export function buildTables(
  revision: number,
  devices: readonly Device[],
  types: ReadonlyMap<string, DeviceType>,
  buildings: readonly Building[],
): RegistryTables {
  const count = devices.length
  const typeIds = [...types.keys()]
  const typePlaces = new Map(typeIds.map((id, place) => [id, place]))
  const buildingPlaces = new Map<string, number>(buildings.map((building, place) => [building.id, place]))
  const devicePlaces = new Map<string, number>(devices.map((device, place) => [device.id, place]))
  const table: DeviceTable = {
    revision,
    ids: devices.map((device) => device.id),
    namesZh: devices.map((device) => device.name.zh),
    namesEn: devices.map((device) => device.name.en),
    types: new Uint32Array(count),
    typeIds,
    lngLats: new Float64Array(count * 2),
    buildings: new Int32Array(count),
    buildingIds: buildings.map((building) => building.id),
    floors: new Int32Array(count),
    firstPoints: new Uint32Array(count),
    pointCount: 0,
  }
  const parents = new Int32Array(count)
  const pointCounts = devices.map((device) => types.get(device.typeId)?.properties.length ?? 0)
  const deviceOfPoint = new Uint32Array(pointCounts.reduce((sum, points) => sum + points, 0))
  devices.forEach((device, index) => {
    const { place } = device
    table.types[index] = typePlaces.get(device.typeId) ?? 0
    table.lngLats.set(place.lngLat, index * 2)
    table.buildings[index] = place.buildingId === undefined ? -1 : (buildingPlaces.get(place.buildingId) ?? -1)
    table.floors[index] = place.floor ?? 0
    table.firstPoints[index] = table.pointCount
    parents[index] = device.parentId === undefined ? -1 : (devicePlaces.get(device.parentId) ?? -1)
    const end = table.pointCount + (pointCounts[index] ?? 0)
    deviceOfPoint.fill(index, table.pointCount, end)
    table.pointCount = end
  })
  return { table, deviceOfPoint, parents }
}
