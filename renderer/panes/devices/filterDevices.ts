import type { DeviceBook, FacetColumn, ManyColumn } from './deviceBook'

/**
 * By what the list can be narrowed. `alarm` knows one value, `standing`: at least one alarm stands at the device; `record` knows `retired`: those instead of the others.
 */
export const facetNames = [
  'state',
  'alarm',
  'record',
  'family',
  'type',
  'plot',
  'building',
  'tag',
  'group',
  'organisation',
] as const
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
  tag: new Set(),
  group: new Set(),
  organisation: new Set(),
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
const labelFacets = ['tag', 'group', 'organisation'] as const

/** What a facet says of a row, and how many rows it was asked to count. */
interface Gate {
  isOpen(row: number): boolean
  count(row: number): void
  counts(): ReadonlyMap<string, number>
}

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
  const one = (facet: (typeof columnFacets)[number]) =>
    gateOf(facet === 'state' || facet === 'alarm' ? moving[facet] : book.columns[facet], filter[facet])
  const many = (facet: (typeof labelFacets)[number]) => gateOfMany(book.labels[facet], filter[facet])
  const byFacet = {
    state: one('state'),
    alarm: one('alarm'),
    family: one('family'),
    type: one('type'),
    plot: one('plot'),
    building: one('building'),
    tag: many('tag'),
    group: many('group'),
    organisation: many('organisation'),
  }
  const gates = Object.values(byFacet)
  for (let row = 0; row < book.count; row += 1) {
    if (matches?.[row] === 0 || book.retired[row] === 2) continue
    const isRetired = book.retired[row] === 1
    if (isRetired) retired += 1
    if (isRetired !== wantsRetired) continue
    let refusals = 0
    let refuser: Gate | undefined
    for (const gate of gates) {
      if (gate.isOpen(row)) continue
      refuser = gate
      refusals += 1
      if (refusals > 1) break
    }
    if (refusals > 1) continue
    if (refuser) refuser.count(row)
    else {
      rows[passed++] = row
      for (const gate of gates) gate.count(row)
    }
  }
  return {
    rows: rows.slice(0, passed),
    counts: {
      record: new Map([['retired', retired]]),
      state: byFacet.state.counts(),
      alarm: byFacet.alarm.counts(),
      family: byFacet.family.counts(),
      type: byFacet.type.counts(),
      plot: byFacet.plot.counts(),
      building: byFacet.building.counts(),
      tag: byFacet.tag.counts(),
      group: byFacet.group.counts(),
      organisation: byFacet.organisation.counts(),
    },
  }
}

/** Only values with devices. */
const countsOf = (ids: readonly string[], found: Uint32Array, from: number): Map<string, number> =>
  new Map(ids.flatMap((id, at) => (found[at + from] ? [[id, found[at + from] ?? 0] as const] : [])))

/** One value a row. Values are counted from one: zero stands for a device that has none. */
function gateOf({ ids, of }: FacetColumn, chosen: ReadonlySet<string>): Gate {
  const isOpen = Uint8Array.from([chosen.size === 0, ...ids.map((id) => chosen.size === 0 || chosen.has(id))], Number)
  const found = new Uint32Array(ids.length + 1)
  return {
    isOpen: (row) => isOpen[(of[row] ?? -1) + 1] !== 0,
    count(row) {
      const value = (of[row] ?? -1) + 1
      found[value] = (found[value] ?? 0) + 1
    },
    counts: () => countsOf(ids, found, 1),
  }
}

/** Any number of values a row, which passes with one of those that are chosen. */
function gateOfMany({ ids, starts, of }: ManyColumn, chosen: ReadonlySet<string>): Gate {
  const isChosen = Uint8Array.from(ids, (id) => Number(chosen.has(id)))
  const found = new Uint32Array(ids.length)
  return {
    isOpen(row) {
      if (chosen.size === 0) return true
      const end = starts[row + 1] ?? 0
      for (let at = starts[row] ?? 0; at < end; at += 1) if (isChosen[of[at] ?? -1] === 1) return true
      return false
    },
    count(row) {
      const end = starts[row + 1] ?? 0
      for (let at = starts[row] ?? 0; at < end; at += 1) {
        const value = of[at] ?? 0
        found[value] = (found[value] ?? 0) + 1
      }
    },
    counts: () => countsOf(ids, found, 0),
  }
}
