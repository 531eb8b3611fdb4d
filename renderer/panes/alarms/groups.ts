import type { Alarm } from '../../../domain/contract'
import { compareImportance, compareNewest } from '../../alarms/rank'

export type Grouping = 'cause' | 'system' | 'plot' | 'none'
export type Sorting = 'importance' | 'newest'
export type Compare = (a: Alarm, b: Alarm) => number

export const compareBy: Record<Sorting, Compare> = { importance: compareImportance, newest: compareNewest }

/** Which group an alarm belongs to. */
export interface GroupName {
  key: string
  /** `together`: one place, one moment. `incident`: taken into one. `system`, `plot`: by where they belong. `commloss`: links. */
  kind: 'together' | 'incident' | 'system' | 'plot' | 'commloss' | 'all'
  /** Id of the incident, building, system or plot; empty where none is known. */
  of: string
  /** For `together`: the earliest, taken as the cause of the rest. */
  causeId?: string
}

/** Alarms shown under one header; never changed in place. What the header says is worked out where it is drawn. */
export interface AlarmGroup extends GroupName {
  alarms: readonly Alarm[]
  cause: Alarm | undefined
  unacknowledged: number
}

export const groupName = (kind: GroupName['kind'], of = '', causeId?: string): GroupName => ({
  key: `${kind} ${of} ${causeId ?? ''}`,
  kind,
  of,
  ...(causeId !== undefined && { causeId }),
})

/** Alarms of one place that follow each other this closely are taken as one event with one cause. */
export const togetherMs = 60_000

export const compareRaised: Compare = (a, b) => a.raisedAtMs - b.raisedAtMs || (a.id < b.id ? -1 : 1)

/** Runs in the alarms of one place, oldest first, in which each follows the one before within `togetherMs`; only runs of two and more. */
export function runsTogether(alarms: readonly Alarm[]): Alarm[][] {
  const runs: Alarm[][] = []
  for (const alarm of alarms) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && alarm.raisedAtMs - last.raisedAtMs <= togetherMs) run.push(alarm)
    else runs.push([alarm])
  }
  return runs.filter((run) => run.length > 1)
}

const place = ({ kind }: GroupName) => (kind === 'together' || kind === 'incident' ? 0 : kind === 'commloss' ? 2 : 1)

/** Groups of a common cause stand first, links last; among the others the order of their first alarms. */
export function compareGroups(compare: Compare) {
  return (a: AlarmGroup, b: AlarmGroup): number => {
    const [first, second] = [a.alarms[0], b.alarms[0]]
    return place(a) - place(b) || (first && second ? compare(first, second) : 0)
  }
}
