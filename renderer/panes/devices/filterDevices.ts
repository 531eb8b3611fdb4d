import type { DeviceBook, FacetColumn } from './deviceBook'

/**
 * By what the list can be narrowed. `alarm` knows one value, `standing`: at least one alarm stands at the device; `record` knows `retired`: those instead of the others.
 */
export const facetNames = ['state', 'alarm', 'record', 'family', 'type', 'plot', 'building'] as const
export type Facet = (typeof facetNames)[number]

/** Chosen values by facet; a facet with none chosen narrows nothing. */
export type DeviceFilter = Readonly<Record<Facet, ReadonlySet<string>>>

export const noFilter: DeviceFilter = {
  state: new Set(),
  alarm: new Set(),
  record: new Set(),
  family: new Set(),
  type: new Set(),
  plot: new Set(),
  building: new Set(),
}

export const isFiltered = (filter: DeviceFilter): boolean => facetNames.some((facet) => filter[facet].size > 0)

/** The filter with one value chosen or let go. A type goes with its family, a building with its plot: what is no longer offered narrows nothing. */
export function toggleValue(filter: DeviceFilter, facet: Facet, value: string): DeviceFilter {
  const chosen = new Set(filter[facet])
  if (!chosen.delete(value)) chosen.add(value)
  return {
    ...filter,
    ...(facet === 'family' && { type: noFilter.type }),
    ...(facet === 'plot' && { building: noFilter.building }),
    [facet]: chosen,
  }
}

export interface FilteredDevices {
  /** Rows of the registry that pass, in its order. */
  rows: Int32Array
  /** How many devices each value would leave, all other facets as they are. */
  counts: Readonly<Record<Facet, ReadonlyMap<string, number>>>
}

/** What of devices changes by itself, as columns too. */
export interface Moving {
  state: FacetColumn
  /** `standing` where an alarm stands. */
  alarm: FacetColumn
}

const columnFacets = ['state', 'alarm', 'family', 'type', 'plot', 'building'] as const

/**
 * One pass over all devices. A device that only one facet turns away is still counted at that facet: its figures say what choosing another value would bring.
 *
 * @param matches one byte a row, of the text search; all rows without
 */
export function filterDevices(
  book: DeviceBook,
  filter: DeviceFilter,
  matches: Uint8Array | undefined,
  moving: Moving,
): FilteredDevices {
  const rows = new Int32Array(book.count)
  let passed = 0
  let retired = 0
  const wantsRetired = filter.record.has('retired')
  // Values are counted from one: zero stands for a device that has none.
  const columns = columnFacets.map((facet) => {
    const { ids, of } = facet === 'state' || facet === 'alarm' ? moving[facet] : book.columns[facet]
    const chosen = filter[facet]
    const isOpen = [chosen.size === 0, ...ids.map((id) => chosen.size === 0 || chosen.has(id))]
    return { ids, of, isOpen: Uint8Array.from(isOpen, Number), found: new Uint32Array(ids.length + 1) }
  })
  for (let row = 0; row < book.count; row += 1) {
    if (matches?.[row] === 0) continue
    const isRetired = book.retired[row] === 1
    if (isRetired) retired += 1
    if (isRetired !== wantsRetired) continue
    let refusals = 0
    let refuser: (typeof columns)[number] | undefined
    for (const column of columns) {
      if (column.isOpen[(column.of[row] ?? -1) + 1] !== 0) continue
      refuser = column
      refusals += 1
      if (refusals > 1) break
    }
    if (refusals > 1) continue
    if (refuser) count(refuser, row)
    else {
      rows[passed++] = row
      for (const column of columns) count(column, row)
    }
  }
  const countsOf = (facet: (typeof columnFacets)[number]): Map<string, number> => {
    const { ids, found } = columns[columnFacets.indexOf(facet)] ?? { ids: [], found: [] }
    return new Map(ids.flatMap((id, at) => (found[at + 1] ? [[id, found[at + 1] ?? 0] as const] : [])))
  }
  return {
    rows: rows.slice(0, passed),
    counts: {
      state: countsOf('state'),
      alarm: countsOf('alarm'),
      record: new Map([['retired', retired]]),
      family: countsOf('family'),
      type: countsOf('type'),
      plot: countsOf('plot'),
      building: countsOf('building'),
    },
  }
}

function count({ of, found }: { of: FacetColumn['of']; found: Uint32Array }, row: number): void {
  const value = (of[row] ?? -1) + 1
  found[value] = (found[value] ?? 0) + 1
}
