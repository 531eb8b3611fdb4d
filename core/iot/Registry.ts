import type { DeviceSlot, SiteDirectory } from '../../connectors/site'
import type {
  Device,
  DeviceId,
  DeviceSelector,
  DeviceTableDelta,
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
import { type AppendedBlock, type DeviceColumns, DeviceRows } from './deviceRows'
import { createSearch, type Search } from './registrySearch'
import { TableLog } from './TableLog'
import { TypeTakeover } from './TypeTakeover'

/** A point looked up by its number. */
export interface PointFacts {
  readonly device: DeviceSlot
  readonly property: Property
}

/** What shall be so from now on. */
export interface RegistryUpdate {
  /** Grows with every update. */
  readonly revision: number
  readonly types: readonly DeviceType[]
  /** Devices as they are now, new ones too; their types are known, or come with the same update. */
  readonly devices: readonly { readonly device: Device; readonly isRetired: boolean }[]
}

/** A part of an update that is taken in at once. */
export interface RegistryStep {
  /** Devices that get the version of their type that holds now; rising within a type. */
  readonly rows: readonly number[]
  readonly devices: RegistryUpdate['devices']
}

/** An update on its way. Between two steps every device is whole: of the version before of its type, or of the new one. */
export interface RegistrySteps {
  /** What comes next, of so many devices at most; `undefined` when all is in. */
  next(most: number): RegistryStep | undefined
  /** Takes in what came next. @returns what that did; listeners have heard of it */
  take(step: RegistryStep): RegistryChange
}

/** What a step of an update did, in numbers. */
export interface RegistryChange {
  readonly revision: number
  /** Rows whose slot is another object from now on: new, retired, restored, or of a type that has another version. Rising. */
  readonly slots: readonly number[]
  /** Rows whose name, place, gateway or another field changed, new ones among them. */
  readonly records: readonly number[]
  /** Ids of the types that have another version; told with the first step, though devices of them may still wait. */
  readonly types: readonly string[]
  /** Points that went to another number with their values: from, to, from, to … */
  readonly moved: Uint32Array
}

/**
 * The district in memory: who stands where and can do what. It changes while the core runs, by `apply` alone; whoever keeps something that was made from it listens to `onChanged`.
 * What is given to it has passed `checkDistrict` or the checks of `domain/registry`, so that every id in it leads somewhere.
 */
export class Registry {
  readonly geometry: DistrictGeometry
  readonly people: readonly Person[]
  readonly materials: readonly Material[]
  readonly plans: readonly Plan[]
  /** The registry, seen from a connector: without devices that are retired. */
  readonly site: SiteDirectory

  private readonly rows: DeviceRows
  private readonly devices: Device[]
  private readonly types: Map<string, DeviceType>
  private readonly indices: Map<string, number>
  private readonly peopleById: ReadonlyMap<string, Person>
  private readonly peopleByHandset: ReadonlyMap<string, Person>
  private readonly slots: (DeviceSlot | undefined)[] = []
  private readonly partsByType = new WeakMap<DeviceType, Pick<DeviceSlot, 'events' | 'services'>>()
  private readonly log = new TableLog()
  /** Types whose devices are getting another version. */
  private readonly takeovers: TypeTakeover[] = []
  private readonly finder: DeviceFinder
  private readonly searcher: Search
  private readonly listeners = new Set<(change: RegistryChange) => void>()
  private typeList: readonly DeviceType[]

  constructor(document: DistrictDocument, revision: number) {
    this.geometry = document.geometry
    this.people = document.people
    this.materials = document.materials
    this.plans = document.plans
    this.typeList = document.deviceTypes
    this.devices = [...document.devices]
    this.types = new Map(document.deviceTypes.map((type) => [type.id, type]))
    this.indices = new Map(document.devices.map((device, index) => [device.id, index]))
    this.peopleById = new Map(document.people.map((person) => [person.id, person]))
    this.peopleByHandset = new Map(document.people.map((person) => [person.handsetId, person]))
    this.rows = new DeviceRows(revision, document.devices, this.types, document.geometry.buildings)
    document.devices.forEach((device, index) => this.setParent(index, device))
    this.finder = createDeviceFinder(document, (index) => this.typeAt(index))
    this.searcher = createSearch(document)
    this.site = {
      findDevice: (productKey, deviceName) => {
        const slot = this.findDevice(deviceName)
        return slot?.type.id === productKey && !this.rows.isRetired(slot.index) ? slot : undefined
      },
      hasType: (productKey) => this.types.has(productKey),
      onChanged: (listener) => this.onChanged(({ slots }) => listener(slots)),
    }
  }

  /** Makes the registry what it shall be, at once. @returns what that did; listeners have heard of it */
  apply(update: RegistryUpdate): RegistryChange {
    const steps = this.begin(update)
    return steps.take(steps.next(Infinity) ?? nothingLeft)
  }

  /**
   * The same in steps: rows and points are only added, and a device goes on under its row while its type gets another version. Another update waits until all of this one is in.
   *
   * @throws Error while another one is on its way
   */
  begin(update: RegistryUpdate): RegistrySteps {
    if (this.takeovers.length > 0) throw new Error('an update of the registry is still on its way')
    this.beginTypes(update.types)
    let types: readonly string[] = update.types.map(({ id }) => id)
    let isBegun = false
    let devicesDone = 0
    return {
      next: (most) => {
        const rows: number[] = []
        for (const takeover of this.takeovers) for (const row of takeover.next(most - rows.length)) rows.push(row)
        const devices = update.devices.slice(devicesDone, devicesDone + most - rows.length)
        return isBegun && rows.length + devices.length === 0 ? undefined : { rows, devices }
      },
      take: ({ rows, devices }) => {
        isBegun = true
        const slots = new Set<number>(rows)
        const { points, movedRows } = this.takeRows(rows)
        devicesDone += devices.length
        const records = this.applyDevices(devices, slots)
        // A gateway may have come with a later step than what is behind it.
        if (devices.length > 0 && devicesDone === update.devices.length)
          for (const { device } of update.devices) this.setParent(this.indices.get(device.id) ?? -1, device)
        const isRetiredChanged = this.rows.finish(update.revision)
        for (const row of slots) this.slots[row] = undefined
        this.log.note(this.table, { records, moved: movedRows, types, isRetiredChanged })
        const change: RegistryChange = {
          revision: update.revision,
          slots: [...slots].sort((a, b) => a - b),
          records,
          types,
          moved: Uint32Array.from(points),
        }
        types = noTypes
        for (const listener of this.listeners) listener(change)
        return change
      },
    }
  }

  /** What is different in the table since it had so many changes; `undefined` when it never had. */
  changesSince(changes: number): DeviceTableDelta | undefined {
    return changes > this.table.changes ? undefined : this.log.since(changes, this.table, this.typeList)
  }

  /** @returns ends the listening */
  readonly onChanged = (listener: (change: RegistryChange) => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** From now on these are the types; devices that are there wait for them. */
  private beginTypes(types: readonly DeviceType[]): void {
    if (types.length === 0) return
    let points = 0
    for (const type of types) {
      const before = this.types.get(type.id)
      const rows = before ? this.rows.rowsOf(type.id) : noRows
      this.types.set(type.id, type)
      this.rows.setType(type)
      if (!before || rows.length === 0) continue
      this.takeovers.push(new TypeTakeover(before, type, rows))
      if (this.rows.listOf(before) !== this.rows.listOf(type)) points += rows.length * type.properties.length
    }
    this.rows.reserve(0, points)
    this.typeList = [...this.types.values()]
    this.tellProgress()
  }

  private tellProgress(): void {
    this.table.upgrading = this.takeovers.flatMap((takeover) => takeover.progress() ?? [])
  }

  /** Gives the next devices the version of their type that holds now. */
  private takeRows(rows: readonly number[]): { points: number[]; movedRows: number[] } {
    const points: number[] = []
    const movedRows: number[] = []
    for (let at = 0; at < rows.length;) {
      const [takeover] = this.takeovers
      if (!takeover) break
      const own = rows.slice(at, at + takeover.left)
      const [before, after] = [this.rows.listOf(takeover.before), this.rows.listOf(takeover.after)]
      for (const row of own) {
        const from = this.table.firstPoints[row] ?? 0
        this.rows.move(row, before, after)
        const to = this.table.firstPoints[row] ?? 0
        if (to === from) continue
        movedRows.push(row)
        for (const [place, next] of takeover.places) points.push(from + place, to + next)
      }
      at += own.length
      takeover.advance(own.length)
      if (takeover.left === 0) this.takeovers.shift()
      this.tellProgress()
      if (takeover.before.systemKey !== takeover.after.systemKey)
        for (const row of own) this.finder.setDevice(row, this.rows.isRetired(row) ? undefined : this.devices[row])
    }
    return { points, movedRows }
  }

  private applyDevices(devices: RegistryUpdate['devices'], slots: Set<number>): number[] {
    if (devices.length === 0) return []
    const added = devices.filter(({ device }) => !this.indices.has(device.id))
    const points = added.reduce((sum, { device }) => sum + (this.types.get(device.typeId)?.properties.length ?? 0), 0)
    this.rows.reserve(added.length, points)
    const records: number[] = []
    for (const { device, isRetired } of devices) {
      const known = this.indices.get(device.id)
      const row = known ?? this.devices.length
      if (known === undefined || this.rows.isRetired(row) !== isRetired) slots.add(row)
      this.devices[row] = device
      this.indices.set(device.id, row)
      this.rows.place(device, row)
      this.rows.setRetired(row, isRetired)
      const shown = isRetired ? undefined : device
      this.finder.setDevice(row, shown)
      this.searcher.setDevice(row, shown)
      records.push(row)
    }
    // A gateway may come with the same step as what is behind it.
    for (const { device } of devices) this.setParent(this.indices.get(device.id) ?? -1, device)
    return records
  }

  private setParent(row: number, { parentId }: Device): void {
    this.rows.setParent(row, parentId === undefined ? -1 : (this.indices.get(parentId) ?? -1))
  }

  /** The devices as columns, as the contract hands them to windows. Not to be changed, and not to be kept: it changes with the registry. */
  get table(): DeviceColumns {
    return this.rows.table
  }

  /** Row of each device's gateway, or -1. */
  get parents(): Int32Array {
    return this.rows.parents
  }

  get deviceTypes(): readonly DeviceType[] {
    return this.typeList
  }

  /** Rows and points that came with the district, the same at every seat that has it. */
  get base(): { readonly devices: number; readonly points: number } {
    return { devices: this.rows.baseDevices, points: this.rows.basePoints }
  }

  /** Runs of points that were added since, those from `fromPoint` on. */
  appendedBlocks(fromPoint: number): readonly AppendedBlock[] {
    return this.rows.appended(fromPoint)
  }

  /** The number by which a point goes now, of one that went elsewhere with a new version of its type; `undefined` when the device has it no more. */
  currentPoint(point: number): number | undefined {
    if (!this.rows.hasMoved) return point < this.pointCount ? point : undefined
    const row = this.rows.deviceOf(point)
    const property = this.rows.propertyAt(point)
    return row === undefined || property === undefined ? undefined : this.slotAt(row)?.properties.get(property)?.point
  }

  /** Whose point that is or was, and of which property. */
  namedPoint(point: number): { readonly deviceId: DeviceId; readonly property: string } | undefined {
    const row = this.rows.deviceOf(point)
    const property = this.rows.propertyAt(point)
    const device = row === undefined ? undefined : this.devices[row]
    return device && property !== undefined ? { deviceId: device.id, property } : undefined
  }

  /** How many of the rows are of retired devices. */
  get retiredCount(): number {
    return this.table.retired.length
  }

  isRetired(index: number): boolean {
    return this.rows.isRetired(index)
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

  /** The device as connectors know it: made when first asked for, then the same object until the registry changes it. */
  slotAt(index: number): DeviceSlot | undefined {
    const known = this.slots[index]
    if (known) return known
    const device = this.devices[index]
    const type = this.typeAt(index)
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

  /** The type as it is from now on: what new devices are of. */
  typeOf(id: string): DeviceType | undefined {
    return this.types.get(id)
  }

  /** The version of its type that a device is of. */
  typeAt(index: number): DeviceType | undefined {
    const typeId = this.devices[index]?.typeId
    if (typeId === undefined) return undefined
    const waits = this.takeovers.length === 0 ? undefined : this.rows.waitingAs(index, typeId)
    return waits ?? this.types.get(typeId)
  }

  /** Number of a device's point; `undefined` when there is no such device or property. */
  pointOf(deviceId: string, propertyId: string): number | undefined {
    return this.findDevice(deviceId)?.properties.get(propertyId)?.point
  }

  /** What a point number stands for; `undefined` of one that its device goes by no more. */
  pointAt(point: number): PointFacts | undefined {
    const index = this.rows.deviceOf(point)
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
    const known = this.partsByType.get(type)
    if (known) return known
    const parts = {
      events: new Map(type.events.map((event) => [event.id, event])),
      services: new Map(type.services.map((service) => [service.id, service])),
    }
    this.partsByType.set(type, parts)
    return parts
  }
}

const noRows = new Uint32Array(0)
const noTypes: readonly string[] = []
const nothingLeft: RegistryStep = { rows: [], devices: [] }

/** Goes over the points that went to another number. */
export function eachMove(moved: Uint32Array, take: (from: number, to: number) => void): void {
  for (let at = 0; at + 1 < moved.length; at += 2) take(moved[at] ?? 0, moved[at + 1] ?? 0)
}
