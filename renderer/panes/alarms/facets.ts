import type { Alarm, AlarmPriority, AlarmStateName } from '../../../domain/contract'
import { systemFamily } from '../../alarms/describe'
import { isUnacknowledged } from '../../alarms/rank'
import type { Registry } from '../../feed'

/** What the filter column sorts alarms by. `undefined` for what the registry does not know. */
export interface Facets {
  priority: AlarmPriority
  state: AlarmStateName
  system: string | undefined
  plot: string | undefined
  /** Account that handles it; `undefined` while nobody does. */
  owner: string | undefined
}
export type Facet = keyof Facets
export const facetNames = ['priority', 'state', 'system', 'plot', 'owner'] as const satisfies readonly Facet[]

/** What is unticked; all else is shown, so that a new system or plot is never hidden by an old filter. */
export type Filter = Record<Facet, ReadonlySet<string>>

export const noFilter: Filter = {
  priority: new Set(),
  state: new Set(),
  system: new Set(),
  plot: new Set(),
  owner: new Set(),
}
export const isFiltered = (filter: Filter): boolean => Object.values(filter).some((hidden) => hidden.size > 0)

export function facetsOf(alarm: Alarm, registry: Registry): Facets {
  const index = registry.deviceIndex(alarm.deviceId)
  return {
    priority: alarm.priority,
    state: alarm.state,
    system: systemFamily(alarm.deviceId, registry),
    plot: index === undefined ? undefined : registry.whereabouts(index).plot?.id,
    owner: alarm.owner?.accountId,
  }
}

/** Life safety is never filtered out of sight (I5). */
export function passes(filter: Filter, facets: Facets, alarm: Pick<Alarm, 'isLifeSafety' | 'state'>): boolean {
  if (alarm.isLifeSafety && isUnacknowledged(alarm)) return true
  return facetNames.every((facet) => !filter[facet].has(facets[facet] ?? ''))
}

export const toggle = (filter: Filter, facet: Facet, value: string): Filter => {
  const hidden = new Set(filter[facet])
  if (!hidden.delete(value)) hidden.add(value)
  return { ...filter, [facet]: hidden }
}
