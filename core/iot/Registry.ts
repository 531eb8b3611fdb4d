import type { DeviceSlot, SiteDirectory } from '../../connectors/site'
import type {
  Device,
  DeviceId,
  DeviceSelector,
  DeviceTable,
  DeviceType,
  DistrictDocument,
  DistrictGeometry,
  LocalText,
  Material,
  Person,
  Place,
  Plan,
  Property,
  SearchHit,
} from '../../domain/contract'
import { describePlace } from './describePlace'
import { createDeviceFinder, type DeviceFinder } from './deviceFinder'
import { buildTables } from './registryTables'
import { createSearch, type Search } from './registrySearch'

/** A point looked up by its number. */
export interface PointFacts {
  readonly device: DeviceSlot
  readonly property: Property
}

/**
 * The district in memory, as of one revision: who stands where and can do what. Does not change; a new revision is a new registry.
 * The document has passed `checkDistrict`, so that every id in it leads somewhere.
 */
export class Registry {
  readonly geometry: DistrictGeometry
  readonly deviceTypes: readonly DeviceType[]
  readonly people: readonly Person[]
  readonly materials: readonly Material[]
  readonly plans: readonly Plan[]
  /** The devices as columns, as the contract hands them to windows. Not to be changed. */
  readonly table: DeviceTable
  /** Row of each device's gateway, or -1. */
  readonly parents: Int32Array
  /** The registry, seen from a connector. */
  readonly site: SiteDirectory

  private readonly devices: readonly Device[]
  private readonly types: ReadonlyMap<string, DeviceType>
  private readonly indices: ReadonlyMap<string, number>
  private readonly peopleById: ReadonlyMap<string, Person>
  private readonly peopleByHandset: ReadonlyMap<string, Person>
  private readonly deviceOfPoint: Uint32Array
  private readonly slots: (DeviceSlot | undefined)[]
  private readonly partsByType = new Map<string, Pick<DeviceSlot, 'events' | 'services'>>()
  private readonly finder: DeviceFinder
  private readonly searcher: Search

  constructor(document: DistrictDocument, revision: number) {
    this.geometry = document.geometry
    this.deviceTypes = document.deviceTypes
    this.people = document.people
    this.materials = document.materials
    this.plans = document.plans
    this.devices = document.devices
    this.types = new Map(document.deviceTypes.map((type) => [type.id, type]))
    this.indices = new Map(document.devices.map((device, index) => [device.id, index]))
    this.peopleById = new Map(document.people.map((person) => [person.id, person]))
    this.peopleByHandset = new Map(document.people.map((person) => [person.handsetId, person]))
    const { table, deviceOfPoint, parents } = buildTables(
      revision,
      document.devices,
      this.types,
      document.geometry.buildings,
    )
    this.table = table
    this.deviceOfPoint = deviceOfPoint
    this.parents = parents
    this.slots = Array.from({ length: document.devices.length })
    this.finder = createDeviceFinder(document)
    this.searcher = createSearch(document)
    this.site = {
      findDevice: (productKey, deviceName) => {
        const slot = this.findDevice(deviceName)
        return slot?.type.id === productKey ? slot : undefined
      },
      hasType: (productKey) => this.types.has(productKey),
    }
  }

  /** 0 for a seat without a district. */
  get revision(): number {
    return this.table.revision
  }

  get deviceCount(): number {
    return this.devices.length
  }

  get pointCount(): number {
    return this.table.pointCount
  }

  /** IANA name of the district's time zone. */
  get timeZone(): string {
    return this.geometry.timeZone
  }

  indexOf(id: string): number | undefined {
    return this.indices.get(id)
  }

  deviceAt(index: number): Device | undefined {
    return this.devices[index]
  }

  findDevice(id: string): DeviceSlot | undefined {
    const index = this.indices.get(id)
    return index === undefined ? undefined : this.slotAt(index)
  }

  /** The device as connectors know it: made when first asked for, then always the same object. */
  slotAt(index: number): DeviceSlot | undefined {
    const known = this.slots[index]
    if (known) return known
    const device = this.devices[index]
    const type = device && this.types.get(device.typeId)
    if (!device || !type) return undefined
    const firstPoint = this.table.firstPoints[index] ?? 0
    const slot: DeviceSlot = {
      index,
      id: device.id,
      type,
      properties: new Map(
        type.properties.map((property, place) => [property.id, { point: firstPoint + place, property }]),
      ),
      ...this.partsOf(type),
    }
    this.slots[index] = slot
    return slot
  }

  typeOf(id: string): DeviceType | undefined {
    return this.types.get(id)
  }

  /** Number of a device's point; `undefined` when there is no such device or property. */
  pointOf(deviceId: string, propertyId: string): number | undefined {
    return this.findDevice(deviceId)?.properties.get(propertyId)?.point
  }

  /** What a point number stands for. */
  pointAt(point: number): PointFacts | undefined {
    const index = this.deviceOfPoint[point]
    const device = index === undefined ? undefined : this.slotAt(index)
    const property = device?.type.properties[point - (this.table.firstPoints[device.index] ?? 0)]
    return device && property && { device, property }
  }

  placeOf(id: DeviceId): Place | undefined {
    const index = this.indices.get(id)
    return index === undefined ? undefined : this.devices[index]?.place
  }

  person(id: string): Person | undefined {
    return this.peopleById.get(id)
  }

  readonly personByHandset = (handsetId: DeviceId): Person | undefined => this.peopleByHandset.get(handsetId)

  /** Name of the place, from large to small: 澄湖中心 T2 · 18F · 1803. */
  describePlace(place: Place): LocalText {
    return describePlace(place, this.geometry)
  }

  /**
   * Devices that a plan step means, seen from the place of the incident: nearest first, at most `selector.max`.
   *
   * @param service only devices that know this service
   */
  devicesFor(place: Place, selector: DeviceSelector, service?: string): DeviceSlot[] {
    return this.finder.find(place, selector, service).flatMap((index) => this.slotAt(index) ?? [])
  }

  /** Devices, buildings and people by a part of their name, or the beginning of their id. */
  search(text: string, limit: number): SearchHit[] {
    return this.searcher(text, limit)
  }

  private partsOf(type: DeviceType): Pick<DeviceSlot, 'events' | 'services'> {
    const known = this.partsByType.get(type.id)
    if (known) return known
    const parts = {
      events: new Map(type.events.map((event) => [event.id, event])),
      services: new Map(type.services.map((service) => [service.id, service])),
    }
    this.partsByType.set(type.id, parts)
    return parts
  }
}
