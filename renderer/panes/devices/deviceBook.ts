import { type DeviceLabels, unseenType } from '../../../domain/contract'
import type { Registry } from '../../feed'

/** One value a device, as a number: `ids[of[row]]`, or none where `of[row]` is -1. */
export interface FacetColumn {
  ids: readonly string[]
  of: Int32Array | Uint8Array
}

/** Any number of values a device: those of a row are `ids[of[i]]`, `i` from `starts[row]` to before `starts[row + 1]`. */
export interface ManyColumn {
  ids: readonly string[]
  starts: Uint32Array
  of: Uint32Array
}

/** What of a device stands still while the registry does; its state does not. */
type StillFacet = 'family' | 'type' | 'plot' | 'building'

/** The registry's devices as columns of numbers: a hundred thousand of them are filtered in a few milliseconds. */
export interface DeviceBook {
  count: number
  /** One byte a row: 1 for a device that is retired, 2 for one that is not to be seen. */
  retired: Uint8Array
  /** Those that are neither. */
  inService: number
  columns: Readonly<Record<StillFacet, FacetColumn>>
  labels: Readonly<Record<'tag' | 'group' | 'organisation', ManyColumn>>
}

export const familyOf = (systemKey: string): string => systemKey.split('.')[0] ?? systemKey

/** What each group and organisation stands below, nearest first. */
export type Above = Readonly<Record<'group' | 'organisation', ReadonlyMap<string, readonly string[]>>>

/**
 * @param labels tags, groups and organisations; while they are not there yet, no device has any
 * @param above a device of a group or an organisation is one of all that stand above it
 */
export function createDeviceBook(registry: Registry, labels?: DeviceLabels, above?: Above): DeviceBook {
  const { devices } = registry
  const count = devices.ids.length
  const families = new Numbering()
  const plots = new Numbering()
  const familyOfType = devices.typeIds.map((id) => {
    const type = registry.types.get(id)
    return type ? families.of(familyOf(type.systemKey)) : -1
  })
  const family = new Int32Array(count)
  const type = new Int32Array(count)
  const plot = new Int32Array(count)
  for (let row = 0; row < count; row += 1) {
    const typeAt = devices.types[row] ?? -1
    type[row] = typeAt
    family[row] = familyOfType[typeAt] ?? -1
    const place = registry.whereabouts(row).plot
    plot[row] = place ? plots.of(place.id) : -1
  }
  const retired = new Uint8Array(count)
  for (const row of devices.retired) retired[row] = 1
  for (let row = 0; row < count; row += 1) if (devices.types[row] === unseenType) retired[row] = 2
  return {
    count,
    retired,
    inService: retired.reduce((sum, is) => sum + Number(is === 0), 0),
    columns: {
      family: { ids: families.ids, of: family },
      type: { ids: devices.typeIds, of: type },
      plot: { ids: plots.ids, of: plot },
      building: { ids: devices.buildingIds, of: devices.buildings },
    },
    labels: {
      tag: manyOf(labels?.tags, count),
      group: withAbove(manyOf(labels?.groups, count), above?.group),
      organisation: withAbove(manyOf(labels?.organisations, count), above?.organisation),
    },
  }
}

/** Labels may be a change older than the rows: a row that they do not know yet has none. */
function manyOf(column: DeviceLabels['tags'] | undefined, count: number): ManyColumn {
  const starts = new Uint32Array(count + 1)
  const known = column?.starts ?? new Uint32Array(1)
  starts.set(known.subarray(0, count + 1))
  if (known.length <= count) starts.fill(known.at(-1) ?? 0, known.length)
  return { ids: column?.values ?? [], starts, of: column?.of ?? new Uint32Array(0) }
}

/** Each row with what stands above its values too, each once. */
function withAbove(column: ManyColumn, above: ReadonlyMap<string, readonly string[]> | undefined): ManyColumn {
  if (!above || column.ids.length === 0) return column
  const numbers = new Numbering()
  for (const id of column.ids) numbers.of(id)
  const widened = column.ids.map((id, at) => [at, ...(above.get(id) ?? []).map((each) => numbers.of(each))])
  const rows = column.starts.length - 1
  const starts = new Uint32Array(rows + 1)
  const of: number[] = []
  for (let row = 0; row < rows; row += 1) {
    const own = new Set<number>()
    const end = column.starts[row + 1] ?? 0
    for (let at = column.starts[row] ?? 0; at < end; at += 1)
      for (const number of widened[column.of[at] ?? -1] ?? []) own.add(number)
    for (const number of own) of.push(number)
    starts[row + 1] = of.length
  }
  return { ids: numbers.ids, starts, of: Uint32Array.from(of) }
}

/** Numbers ids in the order in which they come. */
class Numbering {
  readonly ids: string[] = []
  private readonly known = new Map<string, number>()

  of(id: string): number {
    const known = this.known.get(id)
    if (known !== undefined) return known
    this.known.set(id, this.ids.length)
    return this.ids.push(id) - 1
  }
}
