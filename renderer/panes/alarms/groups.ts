import type { Alarm } from '../../../domain/contract'
import { compareImportance, compareNewest } from '../../alarms/rank'

export type Grouping = 'cause' | 'system' | 'plot' | 'none'
export type Sorting = 'importance' | 'newest'
export type Compare = (a: Alarm, b: Alarm) => number

export const compareBy: Record<Sorting, Compare> = { importance: compareImportance, newest: compareNewest }

/** Which group an alarm belongs to. */
export interface GroupName {
  key: string
  /** `failure`: follows from an alarm that says that something has failed for others. `together`: one place, one moment. `incident`: taken into one. `system`, `plot`: by where they belong. `commloss`: links. */
  kind: 'failure' | 'together' | 'incident' | 'system' | 'plot' | 'commloss' | 'all'
  /** Id of the alarm of the failure, the incident, building, system or plot; empty where none is known. */
  of: string
  /** For `failure` the alarm that says it; for `together` what tells the runs of a building apart. */
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

const place = ({ kind }: GroupName) =>
  kind === 'failure' || kind === 'together' || kind === 'incident' ? 0 : kind === 'commloss' ? 2 : 1

/** Groups of a common cause stand first, links last; among the others the order of their first alarms. */
export function compareGroups(compare: Compare) {
  return (a: AlarmGroup, b: AlarmGroup): number => {
    const [first, second] = [a.alarms[0], b.alarms[0]]
    return place(a) - place(b) || (first && second ? compare(first, second) : 0)
  }
}
