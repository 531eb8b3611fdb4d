import type { DeviceBook, StillFacet } from './deviceBook'

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

export interface Moving {
  /** Name of a row's state. */
  stateOf(row: number): string
  hasAlarm(row: number): boolean
}

const stillFacets: readonly StillFacet[] = ['family', 'type', 'plot', 'building']

/**
 * One pass over all devices. A device that only one facet turns away is still counted at that facet: its figures say what choosing another value would bring.
 *
 * @param matches one byte a row, of the text search; all rows without
 */
export function filterDevices(
  book: DeviceBook,
  filter: DeviceFilter,
  matches: Uint8Array | undefined,
  { stateOf, hasAlarm }: Moving,
): FilteredDevices {
  const rows = new Int32Array(book.count)
  let passed = 0
  const still = stillFacets.map((facet) => {
    const { ids, of } = book.columns[facet]
    const chosen = filter[facet]
    return {
      of,
      isOpen: ids.map((id) => chosen.size === 0 || chosen.has(id)),
      isAny: chosen.size === 0,
      found: new Uint32Array(ids.length),
    }
  })
  const states = new Map<string, number>()
  let alarmed = 0
  let retired = 0
  const wantsRetired = filter.record.has('retired')
  for (let row = 0; row < book.count; row += 1) {
    if (matches?.[row] === 0) continue
    const isRetired = book.retired[row] === 1
    if (isRetired) retired += 1
    if (isRetired !== wantsRetired) continue
    const state = stateOf(row)
    const isAlarmed = hasAlarm(row)
    // Place of the only facet that turns it away: -1 none, -2 several.
    let turnedAway = -1
    const refuse = (by: number) => (turnedAway = turnedAway === -1 ? by : -2)
    if (filter.state.size > 0 && !filter.state.has(state)) refuse(10)
    if (filter.alarm.size > 0 && !isAlarmed) refuse(11)
    for (let at = 0; at < still.length && turnedAway !== -2; at += 1) {
      const facet = still[at]
      if (facet && !(facet.isOpen[facet.of[row] ?? -1] ?? facet.isAny)) refuse(at)
    }
    if (turnedAway === -2) continue
    if (turnedAway === -1) rows[passed++] = row
    if (turnedAway === -1 || turnedAway === 10) states.set(state, (states.get(state) ?? 0) + 1)
    if (isAlarmed && (turnedAway === -1 || turnedAway === 11)) alarmed += 1
    for (let at = 0; at < still.length; at += 1) {
      const facet = still[at]
      const value = facet?.of[row] ?? -1
      if (facet && value >= 0 && (turnedAway === -1 || turnedAway === at))
        facet.found[value] = (facet.found[value] ?? 0) + 1
    }
  }
  const countsOf = (facet: StillFacet): Map<string, number> => {
    const found = still[stillFacets.indexOf(facet)]?.found
    return new Map(book.columns[facet].ids.flatMap((id, at) => (found?.[at] ? [[id, found[at]] as const] : [])))
  }
  return {
    rows: rows.slice(0, passed),
    counts: {
      state: states,
      alarm: new Map([['standing', alarmed]]),
      record: new Map([['retired', retired]]),
      family: countsOf('family'),
      type: countsOf('type'),
      plot: countsOf('plot'),
      building: countsOf('building'),
    },
  }
}
