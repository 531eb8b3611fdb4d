import type { DeviceLabels } from '../../../domain/contract'
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
  /** One byte a row, 1 for a device that is retired. */
  retired: Uint8Array
  columns: Readonly<Record<StillFacet, FacetColumn>>
  labels: Readonly<Record<'tag' | 'group' | 'organisation', ManyColumn>>
}

export const familyOf = (systemKey: string): string => systemKey.split('.')[0] ?? systemKey

/** @param labels tags, groups and organisations; while they are not there yet, no device has any */
export function createDeviceBook(registry: Registry, labels?: DeviceLabels): DeviceBook {
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
  return {
    count,
    retired,
    columns: {
      family: { ids: families.ids, of: family },
      type: { ids: devices.typeIds, of: type },
      plot: { ids: plots.ids, of: plot },
      building: { ids: devices.buildingIds, of: devices.buildings },
    },
    labels: {
      tag: manyOf(labels?.tags, count),
      group: manyOf(labels?.groups, count),
      organisation: manyOf(labels?.organisations, count),
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
