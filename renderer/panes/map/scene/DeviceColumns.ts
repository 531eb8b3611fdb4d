import { deviceStateCodes, type DeviceTable } from '../../../../domain/contract'
import type { DistrictGeometry } from '../../../../domain/contract/district'
import type { LngLat } from '../../../../domain/contract/primitives'
import { floorSpanM } from './districtFeatures'

/** Rows `start` (included) to `end` (excluded) that differ from what the graphics card holds. */
export type RowRange = { start: number; end: number }

/** Bytes a device has in `marks`: symbol, state, shown by its layer, stands on a floor of a house. */
export const markStride = 4

/** Height of a device above the floor it stands on, m: breast height. */
const standM = 1.2

/**
 * All devices as the columns the graphics card reads: where, which symbol, which state, whether its layer is switched on.
 * A change rewrites bytes in place and remembers the touched rows; nothing is allocated per update.
 */
export class DeviceColumns {
  readonly count: number
  /** Degrees of longitude and latitude from `origin`, metres above ground: 32-bit floats keep millimetres that way. */
  readonly offsets: Float32Array
  readonly marks: Uint8Array
  private readonly types: Uint32Array
  private readonly dirtyRange: RowRange = { start: Number.POSITIVE_INFINITY, end: 0 }

  constructor(
    table: Pick<DeviceTable, 'ids' | 'types' | 'lngLats' | 'buildings' | 'buildingIds' | 'floors'>,
    geometry: Pick<DistrictGeometry, 'buildings'>,
    readonly origin: LngLat,
    symbolOfType: readonly number[],
  ) {
    this.count = table.ids.length
    this.types = table.types
    this.offsets = new Float32Array(this.count * 3)
    this.marks = new Uint8Array(this.count * markStride)
    const byId = new Map(geometry.buildings.map((building) => [building.id, building]))
    const buildings = table.buildingIds.map((id) => byId.get(id))
    for (let row = 0; row < this.count; row += 1) {
      const building = buildings[table.buildings[row] ?? -1]
      const floor = table.floors[row] ?? 0
      this.offsets[row * 3] = (table.lngLats[row * 2] ?? 0) - origin[0]
      this.offsets[row * 3 + 1] = (table.lngLats[row * 2 + 1] ?? 0) - origin[1]
      this.offsets[row * 3 + 2] = building && floor > 0 ? floorSpanM(building, floor).bottomM + standM : standM
      this.marks[row * markStride] = symbolOfType[table.types[row] ?? 0] ?? 0
      this.marks[row * markStride + 1] = deviceStateCodes.unknown
      this.marks[row * markStride + 3] = floor === 0 ? 0 : 1
    }
    this.touch(0, this.count)
  }

  /** @param devices rows, `states` their codes of `deviceStateCodes`, both from the feed */
  setStates(devices: Uint32Array, states: Uint8Array): void {
    for (let i = 0; i < devices.length; i += 1) {
      const row = devices[i] ?? this.count
      const at = row * markStride + 1
      if (row >= this.count || this.marks[at] === states[i]) continue
      this.marks[at] = states[i] ?? deviceStateCodes.unknown
      this.touch(row, row + 1)
    }
  }

  /** Shows the devices of the types whose place in the table's `typeIds` is in the set, hides the others. */
  showTypes(types: ReadonlySet<number>): void {
    for (let row = 0; row < this.count; row += 1) {
      const shown = types.has(this.types[row] ?? -1) ? 1 : 0
      const at = row * markStride + 2
      if (this.marks[at] === shown) continue
      this.marks[at] = shown
      this.touch(row, row + 1)
    }
  }

  /** Moves a device over the ground, for vehicles and robots. */
  moveTo(row: number, lngLat: LngLat): void {
    this.offsets[row * 3] = lngLat[0] - this.origin[0]
    this.offsets[row * 3 + 1] = lngLat[1] - this.origin[1]
    this.touch(row, row + 1)
  }

  positionOf(row: number): LngLat {
    return [this.origin[0] + (this.offsets[row * 3] ?? 0), this.origin[1] + (this.offsets[row * 3 + 1] ?? 0)]
  }

  stateOf(row: number): number {
    return this.marks[row * markStride + 1] ?? deviceStateCodes.unknown
  }

  isIndoors(row: number): boolean {
    return this.marks[row * markStride + 3] === 1
  }

  isShown(row: number): boolean {
    return this.marks[row * markStride + 2] === 1
  }

  /** What has changed since the last call; undefined when nothing has. */
  takeDirty(): RowRange | undefined {
    const { start, end } = this.dirtyRange
    this.dirtyRange.start = Number.POSITIVE_INFINITY
    this.dirtyRange.end = 0
    return end > start ? { start, end } : undefined
  }

  /** Everything has to be written again: the graphics card lost it. */
  touchAll(): void {
    this.touch(0, this.count)
  }

  private touch(start: number, end: number): void {
    this.dirtyRange.start = Math.min(this.dirtyRange.start, start)
    this.dirtyRange.end = Math.max(this.dirtyRange.end, end)
  }
}
