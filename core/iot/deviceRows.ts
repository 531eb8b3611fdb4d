import type { Building, Device, DeviceTable, DeviceType } from '../../domain/contract'

/** The device table but for the run that it is of. */
export type DeviceColumns = Omit<DeviceTable, 'run'>

/** Where a device's points stood before its type got another set of them. */
interface FormerBlock {
  readonly firstPoint: number
  readonly properties: readonly string[]
}

/** A run of points of one device that did not come with the district. */
export interface AppendedBlock {
  readonly firstPoint: number
  readonly device: number
  readonly properties: readonly string[]
}

/**
 * The devices as numbers: the contract's device table, and what hot paths look up by index. Rows and points are only ever added: a retired device keeps its row, and a device whose type has other
 * properties gets a new run of points, so that no number ever stands for another thing. The district's rows and points come first and are the same at every seat.
 */
export class DeviceRows {
  /** Changed in place; columns are other arrays when rows are added. */
  readonly table: DeviceColumns
  /** Row of each device's gateway, or -1. */
  parents: Int32Array
  readonly baseDevices: number
  readonly basePoints: number
  private deviceOfPoint: Uint32Array
  private readonly typePlaces = new Map<string, number>()
  private readonly buildingPlaces: ReadonlyMap<string, number>
  private readonly former = new Map<number, FormerBlock[]>()
  private readonly blocks: AppendedBlock[] = []
  private readonly retired = new Set<number>()
  private isRetiredChanged = false
  /** False while the district's own rows are laid out. */
  private isLaid = false
  /** Of each type as it is now, and of each version. */
  private readonly propertyIds = new Map<string, readonly string[]>()
  private readonly lists = new WeakMap<DeviceType, readonly string[]>()

  constructor(
    revision: number,
    devices: readonly Device[],
    types: ReadonlyMap<string, DeviceType>,
    buildings: readonly Building[],
  ) {
    this.buildingPlaces = new Map(buildings.map(({ id }, place) => [id, place]))
    this.table = {
      changes: 0,
      revision,
      ids: [],
      namesZh: [],
      namesEn: [],
      types: new Uint32Array(devices.length),
      typeIds: [],
      lngLats: new Float64Array(devices.length * 2),
      buildings: new Int32Array(devices.length),
      buildingIds: buildings.map(({ id }) => id),
      floors: new Int32Array(devices.length),
      firstPoints: new Uint32Array(devices.length),
      pointCount: 0,
      retired: new Uint32Array(0),
      upgrading: [],
    }
    this.parents = new Int32Array(devices.length)
    const points = devices.reduce((sum, { typeId }) => sum + (types.get(typeId)?.properties.length ?? 0), 0)
    this.deviceOfPoint = new Uint32Array(points)
    for (const type of types.values()) this.setType(type)
    for (const device of devices) this.place(device, this.table.ids.length)
    this.baseDevices = devices.length
    this.basePoints = this.table.pointCount
    this.isLaid = true
  }

  /** Whether any point went to another number. */
  get hasMoved(): boolean {
    return this.former.size > 0
  }

  get count(): number {
    return this.table.ids.length
  }

  /** Row of the device that a point belongs, or once belonged, to. */
  deviceOf(point: number): number | undefined {
    return point < this.table.pointCount ? this.deviceOfPoint[point] : undefined
  }

  isRetired(row: number): boolean {
    return this.retired.has(row)
  }

  /** Runs of points added since the district, in the order of their numbers. */
  appended(fromPoint: number): readonly AppendedBlock[] {
    return this.blocks.filter(({ firstPoint }) => firstPoint >= fromPoint)
  }

  /** Name of a point's property, also of one that the device has no more. */
  propertyAt(point: number): string | undefined {
    const row = this.deviceOf(point)
    if (row === undefined) return undefined
    const current = { firstPoint: this.table.firstPoints[row] ?? 0, properties: this.propertiesOf(row) }
    for (const block of [current, ...(this.former.get(row) ?? [])]) {
      const at = point - block.firstPoint
      if (at >= 0 && at < block.properties.length) return block.properties[at]
    }
    return undefined
  }

  /** Another version of a type, or a new one: devices that are added have it; those that are there wait until they are moved. */
  setType(type: DeviceType): void {
    const { table } = this
    if (!this.typePlaces.has(type.id)) {
      this.typePlaces.set(type.id, table.typeIds.length)
      table.typeIds.push(type.id)
    }
    const before = this.propertyIds.get(type.id)
    const made = type.properties.map(({ id }) => id)
    const isSame = before?.length === made.length && before.every((id, at) => id === made[at])
    const list = isSame ? before : made
    this.lists.set(type, list)
    this.propertyIds.set(type.id, list)
  }

  /** Devices of a type, rising. */
  rowsOf(typeId: string): Uint32Array {
    const place = this.typePlaces.get(typeId)
    const rows = new Uint32Array(this.count)
    let count = 0
    for (let row = 0; row < this.count; row++) if (this.table.types[row] === place) rows[count++] = row
    return rows.slice(0, count)
  }

  /**
   * Gives a device the run of points that another version of its type asks for.
   *
   * @param before its properties so far; where they are the same it keeps its points
   */
  move(row: number, before: readonly string[], properties: readonly string[]): void {
    if (before === properties) return
    const block = { firstPoint: this.table.firstPoints[row] ?? 0, properties: before }
    const former = this.former.get(row)
    if (former) former.push(block)
    else this.former.set(row, [block])
    this.appendPoints(row, properties)
  }

  /** Ids of the properties of a version of a type; of two that follow each other and have the same it is the same list. */
  listOf(version: DeviceType): readonly string[] {
    return this.lists.get(version) ?? []
  }

  /** Adds the device, or writes what it is now into its row. @returns its row */
  place(device: Device, row: number): number {
    const { table } = this
    if (row === this.count) this.add(device, row)
    const { lngLat, buildingId, floor } = device.place
    table.namesZh[row] = device.name.zh
    table.namesEn[row] = device.name.en
    table.lngLats.set(lngLat, row * 2)
    table.buildings[row] = buildingId === undefined ? -1 : (this.buildingPlaces.get(buildingId) ?? -1)
    table.floors[row] = floor ?? 0
    return row
  }

  /** Makes room for so many more devices at once; adding them one by one doubles the columns. */
  reserve(devices: number, points: number): void {
    this.makeRoomForRows(devices)
    this.makeRoomForPoints(points)
  }

  setParent(row: number, parent: number): void {
    this.parents[row] = parent
  }

  setRetired(row: number, isRetired: boolean): void {
    if (this.retired.has(row) === isRetired) return
    if (isRetired) this.retired.add(row)
    else this.retired.delete(row)
    this.isRetiredChanged = true
  }

  /** Everything of a change is in. @returns whether other devices are retired now */
  finish(revision: number): boolean {
    this.table.revision = revision
    this.table.changes += 1
    const isRetiredChanged = this.isRetiredChanged
    if (isRetiredChanged) this.table.retired = Uint32Array.from(this.retired).sort()
    this.isRetiredChanged = false
    return isRetiredChanged
  }

  private add(device: Device, row: number): void {
    const { table } = this
    this.makeRoomForRows(1)
    table.ids.push(device.id)
    table.types[row] = this.typePlaces.get(device.typeId) ?? 0
    this.parents[row] = -1
    this.appendPoints(row, this.propertyIds.get(device.typeId) ?? [])
  }

  private appendPoints(row: number, properties: readonly string[]): void {
    const { table } = this
    this.makeRoomForPoints(properties.length)
    const firstPoint = table.pointCount
    table.firstPoints[row] = firstPoint
    this.deviceOfPoint.fill(row, firstPoint, firstPoint + properties.length)
    table.pointCount += properties.length
    // Of the district's own points every seat knows whose they are.
    if (this.isLaid) this.blocks.push({ firstPoint, device: row, properties })
  }

  /** Ids of the device's properties, in the order of its points. */
  propertiesOf(row: number): readonly string[] {
    const typeId = this.table.typeIds[this.table.types[row] ?? -1] ?? ''
    const waits = this.waitingAs(row, typeId)
    return waits ? this.listOf(waits) : (this.propertyIds.get(typeId) ?? [])
  }

  /** The version of its type that a device is still of while it waits for another. */
  waitingAs(row: number, typeId: string): DeviceType | undefined {
    for (const { before, fromRow, lastRow } of this.table.upgrading)
      if (before.id === typeId && row >= fromRow && row <= lastRow) return before
    return undefined
  }

  /** Columns that windows read have no spare room: what is cloned to a window is all of it. */
  private makeRoomForRows(more: number): void {
    const { table } = this
    const rows = this.count + more
    if (rows <= table.types.length) return
    table.types = widen(table.types, rows)
    table.lngLats = widen(table.lngLats, rows * 2)
    table.buildings = widen(table.buildings, rows)
    table.floors = widen(table.floors, rows)
    table.firstPoints = widen(table.firstPoints, rows)
    this.parents = widen(this.parents, rows)
  }

  private makeRoomForPoints(more: number): void {
    const points = this.table.pointCount + more
    if (points <= this.deviceOfPoint.length) return
    this.deviceOfPoint = widen(this.deviceOfPoint, Math.max(points, this.deviceOfPoint.length * 2))
  }
}

type Column = Uint32Array | Int32Array | Float64Array
function widen<C extends Column>(column: C, length: number): C
function widen(column: Column, length: number): Column {
  const wider =
    column instanceof Float64Array
      ? new Float64Array(length)
      : column instanceof Int32Array
        ? new Int32Array(length)
        : new Uint32Array(length)
  wider.set(column)
  return wider
}
