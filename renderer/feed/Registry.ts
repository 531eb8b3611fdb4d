import type {
  Alarm,
  AlarmDefinition,
  Building,
  DeviceTable,
  DeviceType,
  DistrictGeometry,
  LngLat,
  Material,
  Person,
  Plan,
  Plot,
  Property,
  Result,
} from '../../domain/contract'
import { isInRing } from './isInRing'

/** Everything of the registry that the windows need, loaded once, with the look-ups they share. */
export interface Registry {
  geometry: DistrictGeometry
  devices: DeviceTable
  people: ReadonlyMap<string, Person>
  materials: ReadonlyMap<string, Material>
  plans: ReadonlyMap<string, Plan>
  types: ReadonlyMap<string, DeviceType>
  /** Row of a device in the table; `undefined` when the registry has no such device. */
  deviceIndex(id: string): number | undefined
  /** The version of its type that a device is of: while a new one is taken in some wait for it. */
  deviceType(index: number): DeviceType | undefined
  /** Its property with the point that carries it. */
  property(deviceId: string, propertyId: string): { property: Property; point: number } | undefined
  position(index: number): LngLat
  building(id: string): Building | undefined
  plot(id: string): Plot | undefined
  /** Where a device stands. The plot of an outdoor device is the one around its position. */
  whereabouts(index: number): { plot: Plot | undefined; building: Building | undefined; floor: number | undefined }
  /** The definition in the thing model that an alarm was raised by. */
  alarmDefinition(alarm: Pick<Alarm, 'deviceId' | 'definitionId'>): AlarmDefinition | undefined
}

export interface RegistryParts {
  geometry: DistrictGeometry
  deviceTypes: Result<'registry.deviceTypes'>['deviceTypes']
  devices: DeviceTable
  people: Person[]
  materials: Material[]
  plans: Plan[]
}

const byId = <T extends { id: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [item.id, item]))

const indexes = new WeakMap<readonly string[], ReadonlyMap<string, number>>()

/** Rows by id; made once for a table of which only other columns change. */
function indexOf(ids: readonly string[]): ReadonlyMap<string, number> {
  const known = indexes.get(ids)
  if (known) return known
  const made = new Map(ids.map((id, index) => [id, index]))
  indexes.set(ids, made)
  return made
}

export function createRegistry({ geometry, deviceTypes, devices, people, materials, plans }: RegistryParts): Registry {
  const rows = indexOf(devices.ids)
  const types = byId(deviceTypes)
  const buildings = byId(geometry.buildings)
  const plots = byId(geometry.plots)
  const plotsOfDevices = new Map<number, Plot | undefined>()

  const deviceType = (index: number) => {
    const id = devices.typeIds[devices.types[index] ?? -1] ?? ''
    const waits = devices.upgrading.find(
      ({ before, fromRow, lastRow }) => before.id === id && index >= fromRow && index <= lastRow,
    )
    return waits?.before ?? types.get(id)
  }
  const position = (index: number): LngLat => [devices.lngLats[index * 2] ?? 0, devices.lngLats[index * 2 + 1] ?? 0]
  const buildingOf = (index: number) => buildings.get(devices.buildingIds[devices.buildings[index] ?? -1] ?? '')
  const plotAround = (index: number) => {
    if (!plotsOfDevices.has(index))
      plotsOfDevices.set(
        index,
        geometry.plots.find((plot) => isInRing(position(index), plot.outline)),
      )
    return plotsOfDevices.get(index)
  }

  return {
    geometry,
    devices,
    people: byId(people),
    materials: byId(materials),
    plans: byId(plans),
    types,
    deviceIndex: (id) => rows.get(id),
    deviceType,
    position,
    building: (id) => buildings.get(id),
    plot: (id) => plots.get(id),
    property(deviceId, propertyId) {
      const index = rows.get(deviceId)
      if (index === undefined) return undefined
      const properties = deviceType(index)?.properties ?? []
      const at = properties.findIndex(({ id }) => id === propertyId)
      const property = properties[at]
      return property && { property, point: (devices.firstPoints[index] ?? 0) + at }
    },
    whereabouts(index) {
      const building = buildingOf(index)
      const floor = devices.floors[index]
      return {
        plot: building ? plots.get(building.plotId) : plotAround(index),
        building,
        floor: floor === 0 ? undefined : floor,
      }
    },
    alarmDefinition({ deviceId, definitionId }) {
      const index = rows.get(deviceId)
      return index === undefined ? undefined : deviceType(index)?.alarms.find(({ id }) => id === definitionId)
    },
  }
}
