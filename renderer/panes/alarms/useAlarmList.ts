import { useMemo, useState } from 'react'
import type { Alarm, AlarmId } from '../../../domain/contract'
import { floodLimit } from '../../alarms/flood'
import { isUnacknowledged } from '../../alarms/rank'
import { useCollection, useRegistry } from '../../feed'
import { countFacets, facetsOf, noFilter, passes, toggle, type Facet, type Filter } from './facets'
import { groupAlarms, rowsOf, type Grouping, type Sorting } from './groupAlarms'

/** The list as it stands on screen, and what the person changes about it. */
export function useAlarmList(isFlood: boolean) {
  const registry = useRegistry()
  const { items, position, status } = useCollection('alarm.changed')
  const [filter, setFilter] = useState<Filter>(noFilter)
  const [chosenGrouping, setGrouping] = useState<Grouping>('cause')
  const [sorting, setSorting] = useState<Sorting>('importance')
  /** Groups that the person has folded, or opened where they are folded by themselves. */
  const [flipped, setFlipped] = useState<ReadonlySet<string>>(new Set())
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  // In a flood single alarms say less than their common cause.
  const grouping = isFlood ? 'cause' : chosenGrouping

  const counts = useMemo(() => countFacets(items.values(), registry), [items, registry])
  const shown = useMemo(
    () => [...items.values()].filter((alarm) => passes(filter, facetsOf(alarm, registry), alarm)),
    [items, filter, registry],
  )
  const rows = useMemo(() => {
    const groups = groupAlarms(shown, grouping, sorting, {
      facets: (alarm: Alarm) => facetsOf(alarm, registry),
      building: (alarm: Alarm) => registry.whereabouts(registry.deviceIndex(alarm.deviceId) ?? -1).building?.id,
    })
    return rowsOf(groups, (group) => (isFlood && group.alarms.length > floodLimit) !== flipped.has(group.key))
  }, [shown, grouping, sorting, flipped, isFlood, registry])
  // What is taken at once is what stands ticked before the person's eyes: nothing that the filter or a fold hides (guide/field-lessons 15).
  const tickedAlarms = useMemo(
    () =>
      rows.flatMap((row) =>
        row.kind === 'alarm' && ticked.has(row.alarm.id) && isUnacknowledged(row.alarm) ? [row.alarm] : [],
      ),
    [rows, ticked],
  )

  const flip = (set: ReadonlySet<string>, value: string) => {
    const next = new Set(set)
    if (!next.delete(value)) next.add(value)
    return next
  }
  return {
    status,
    position,
    counts,
    rows,
    all: items.size,
    shownCount: shown.length,
    unacknowledged: shown.filter(isUnacknowledged).length,
    filter,
    toggleFacet: (facet: Facet, value: string) => setFilter((known) => toggle(known, facet, value)),
    clearFilter: () => setFilter(noFilter),
    grouping,
    setGrouping,
    sorting,
    setSorting,
    toggleGroup: (key: string) => setFlipped((known) => flip(known, key)),
    ticked,
    tickedAlarms,
    toggleTick: (id: AlarmId) => setTicked((known) => flip(known, id)),
    tickAll: () =>
      setTicked(
        new Set(rows.flatMap((row) => (row.kind === 'alarm' && isUnacknowledged(row.alarm) ? [row.alarm.id] : []))),
      ),
    clearTicks: () => setTicked(new Set()),
  }
}

export type AlarmListState = ReturnType<typeof useAlarmList>
