import type { Alarm, AlarmPriority, AlarmStateName } from '../../../domain/contract'
import { systemFamily } from '../../alarms/describe'
import { isUnacknowledged, type Counter } from '../../alarms/rank'
import type { Registry } from '../../feed'

/** What the filter column sorts alarms by. `undefined` for what the registry does not know. */
export interface Facets {
  priority: AlarmPriority
  state: AlarmStateName
  system: string | undefined
  plot: string | undefined
}
export type Facet = keyof Facets

/** What is unticked; all else is shown, so that a new system or plot is never hidden by an old filter. */
export type Filter = Record<Facet, ReadonlySet<string>>

export const noFilter: Filter = { priority: new Set(), state: new Set(), system: new Set(), plot: new Set() }
export const isFiltered = (filter: Filter): boolean => Object.values(filter).some((hidden) => hidden.size > 0)

export function facetsOf(alarm: Alarm, registry: Registry): Facets {
  const index = registry.deviceIndex(alarm.deviceId)
  return {
    priority: alarm.priority,
    state: alarm.state,
    system: systemFamily(alarm.deviceId, registry),
    plot: index === undefined ? undefined : registry.whereabouts(index).plot?.id,
  }
}

/** Life safety is never filtered out of sight (I5). */
export function passes(filter: Filter, facets: Facets, alarm: Pick<Alarm, 'isLifeSafety' | 'state'>): boolean {
  if (alarm.isLifeSafety && isUnacknowledged(alarm)) return true
  return (
    !filter.priority.has(facets.priority) &&
    !filter.state.has(facets.state) &&
    !filter.system.has(facets.system ?? '') &&
    !filter.plot.has(facets.plot ?? '')
  )
}

export const toggle = (filter: Filter, facet: Facet, value: string): Filter => {
  const hidden = new Set(filter[facet])
  if (!hidden.delete(value)) hidden.add(value)
  return { ...filter, [facet]: hidden }
}

/** Counters by value of each facet, over all alarms whatever the filter hides: so one sees what is behind a box before ticking it. */
export function countFacets(alarms: Iterable<Alarm>, registry: Registry): Record<Facet, ReadonlyMap<string, Counter>> {
  const counters = {
    priority: new Map<string, Counter>(),
    state: new Map<string, Counter>(),
    system: new Map<string, Counter>(),
    plot: new Map<string, Counter>(),
  }
  const add = (counts: Map<string, Counter>, value: string | undefined, alarm: Alarm) => {
    const counter = counts.get(value ?? '') ?? { unacknowledged: 0, all: 0 }
    counter.all += 1
    if (isUnacknowledged(alarm)) counter.unacknowledged += 1
    counts.set(value ?? '', counter)
  }
  for (const alarm of alarms) {
    const facets = facetsOf(alarm, registry)
    add(counters.priority, facets.priority, alarm)
    add(counters.state, facets.state, alarm)
    add(counters.system, facets.system, alarm)
    add(counters.plot, facets.plot, alarm)
  }
  return counters
}
