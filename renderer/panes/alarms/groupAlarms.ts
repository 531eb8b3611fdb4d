import type { Alarm } from '../../../domain/contract'
import { compareImportance, compareNewest, isUnacknowledged } from '../../alarms/rank'
import type { Facets } from './facets'

export type Grouping = 'cause' | 'system' | 'plot' | 'none'
export type Sorting = 'importance' | 'newest'

/** Alarms shown under one header. What the header says is worked out where it is drawn. */
export interface AlarmGroup {
  key: string
  /** `together`: one place, one moment. `incident`: taken into one. `system`, `plot`: by where they belong. `commloss`: links. */
  kind: 'together' | 'incident' | 'system' | 'plot' | 'commloss' | 'all'
  /** Id of the incident, system or plot; empty where none is known. */
  of: string
  alarms: Alarm[]
  /** For `together`: the earliest, taken as the cause of the rest. */
  cause: Alarm | undefined
  unacknowledged: number
}

/** Alarms of one place that follow each other this closely are taken as one event with one cause. */
export const togetherMs = 60_000

const add = (groups: Map<string, AlarmGroup>, kind: AlarmGroup['kind'], of: string, alarm: Alarm, cause?: Alarm) => {
  const key = `${kind} ${of} ${cause?.id ?? ''}`
  const group = groups.get(key)
  if (group) group.alarms.push(alarm)
  else groups.set(key, { key, kind, of, alarms: [alarm], cause, unacknowledged: 0 })
}

/** Runs of alarms of one place in which each follows the one before within `togetherMs`; only runs of two and more. */
function runsTogether(alarms: readonly Alarm[], placeOf: (alarm: Alarm) => string | undefined): Alarm[][] {
  const open = new Map<string, Alarm[]>()
  const runs: Alarm[][] = []
  for (const alarm of alarms.toSorted((a, b) => a.raisedAtMs - b.raisedAtMs)) {
    const place = placeOf(alarm)
    if (place === undefined) continue
    const run = open.get(place)
    const last = run?.at(-1)
    if (run && last && alarm.raisedAtMs - last.raisedAtMs <= togetherMs) run.push(alarm)
    else {
      const started = [alarm]
      open.set(place, started)
      runs.push(started)
    }
  }
  return runs.filter((run) => run.length > 1)
}

/**
 * Sorts alarms into groups. By cause: what one incident has taken in; what came together in one building; links apart; the rest by system. Groups of a
 * common cause stand first, links last; in a group and among groups the order is `sorting`.
 */
export function groupAlarms(
  alarms: readonly Alarm[],
  grouping: Grouping,
  sorting: Sorting,
  of: { facets(alarm: Alarm): Facets; building(alarm: Alarm): string | undefined },
): AlarmGroup[] {
  const groups = new Map<string, AlarmGroup>()
  if (grouping === 'cause') {
    const isLoose = ({ incidentId, priority }: Alarm) => incidentId === undefined && priority !== 'commloss'
    const causes = new Map<Alarm, Alarm>()
    for (const run of runsTogether(alarms.filter(isLoose), of.building))
      for (const alarm of run) if (run[0]) causes.set(alarm, run[0])
    for (const alarm of alarms) {
      const cause = causes.get(alarm)
      if (alarm.incidentId !== undefined) add(groups, 'incident', alarm.incidentId, alarm)
      else if (alarm.priority === 'commloss') add(groups, 'commloss', '', alarm)
      else if (cause) add(groups, 'together', of.building(alarm) ?? '', alarm, cause)
      else add(groups, 'system', of.facets(alarm).system ?? '', alarm)
    }
  } else
    for (const alarm of alarms) {
      if (grouping === 'none') add(groups, 'all', '', alarm)
      else add(groups, grouping, of.facets(alarm)[grouping] ?? '', alarm)
    }

  const compare = sorting === 'importance' ? compareImportance : compareNewest
  const sorted = [...groups.values()]
  for (const group of sorted) {
    group.alarms.sort(compare)
    group.unacknowledged = group.alarms.filter(isUnacknowledged).length
  }
  const place = ({ kind }: AlarmGroup) => (kind === 'together' || kind === 'incident' ? 0 : kind === 'commloss' ? 2 : 1)
  return sorted.sort((a, b) => {
    const [first, second] = [a.alarms[0], b.alarms[0]]
    return place(a) - place(b) || (first && second ? compare(first, second) : 0)
  })
}

/** A line of the list: the header of a group or an alarm under it. */
export type Row =
  { kind: 'group'; group: AlarmGroup; isCollapsed: boolean } | { kind: 'alarm'; alarm: Alarm; group: AlarmGroup }

/**
 * The lines of the list. A folded group shows its header only, but never hides life safety that nobody has taken (I5). A single group needs no header.
 */
export function rowsOf(groups: readonly AlarmGroup[], isCollapsed: (group: AlarmGroup) => boolean): Row[] {
  return groups.flatMap((group): Row[] => {
    const isFolded = isCollapsed(group)
    const header: Row[] = group.kind === 'all' ? [] : [{ kind: 'group', group, isCollapsed: isFolded }]
    const shown = isFolded
      ? group.alarms.filter((alarm) => alarm.isLifeSafety && isUnacknowledged(alarm))
      : group.alarms
    return [...header, ...shown.map((alarm): Row => ({ kind: 'alarm', alarm, group }))]
  })
}
