import type { Alarm } from '../../../domain/contract'
import { isUnacknowledged } from '../../alarms/rank'
import type { AlarmGroup } from './groups'

/** A line of the list: the header of a group or an alarm under it. */
export type Row =
  { kind: 'group'; group: AlarmGroup; isCollapsed: boolean } | { kind: 'alarm'; alarm: Alarm; group: AlarmGroup }

interface Part {
  group: AlarmGroup
  isCollapsed: boolean
  hasHeader: boolean
  alarms: readonly Alarm[]
  /** Line at which the part begins. */
  from: number
}

/** What a folded group still shows: life safety that nobody has taken (I5). Groups are never changed in place, so it is worked out once for each. */
const openInFold = new WeakMap<AlarmGroup, readonly Alarm[]>()
function neverFolded(group: AlarmGroup): readonly Alarm[] {
  const known = openInFold.get(group)
  if (known) return known
  const open = group.alarms.filter((alarm) => alarm.isLifeSafety && isUnacknowledged(alarm))
  openInFold.set(group, open)
  return open
}

/** The lines of a list of groups, found by number without laying out all of them: a hundred thousand lines cost as much as their groups. */
export class RowIndex {
  readonly count: number
  /** Alarms with a line of their own, and those that a fold stands for. */
  readonly shown: number
  readonly folded: number
  readonly #parts: readonly Part[]

  /** @param isCollapsed groups that show their header only; a single unnamed group (`all`) has none */
  constructor(groups: readonly AlarmGroup[], isCollapsed: (group: AlarmGroup) => boolean) {
    let from = 0
    let [shown, folded] = [0, 0]
    this.#parts = groups.map((group) => {
      const isFolded = isCollapsed(group)
      const part: Part = {
        group,
        isCollapsed: isFolded,
        hasHeader: group.kind !== 'all',
        alarms: isFolded ? neverFolded(group) : group.alarms,
        from,
      }
      from += part.alarms.length + (part.hasHeader ? 1 : 0)
      shown += part.alarms.length
      folded += group.alarms.length - part.alarms.length
      return part
    })
    this.count = from
    this.shown = shown
    this.folded = folded
  }

  at(index: number): Row | undefined {
    if (index < 0 || index >= this.count) return undefined
    let [low, high] = [0, this.#parts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((this.#parts[middle]?.from ?? 0) <= index) low = middle
      else high = middle - 1
    }
    const part = this.#parts[low]
    if (!part) return undefined
    const { group, isCollapsed, hasHeader, from } = part
    const inside = index - from - (hasHeader ? 1 : 0)
    if (inside < 0) return { kind: 'group', group, isCollapsed }
    const alarm = part.alarms[inside]
    return alarm && { kind: 'alarm', alarm, group }
  }

  /** Line of an alarm; -1 when a fold or the filter hides it. */
  indexOf(alarmId: string | undefined): number {
    if (alarmId === undefined) return -1
    for (const { alarms, from, hasHeader } of this.#parts) {
      const at = alarms.findIndex(({ id }) => id === alarmId)
      if (at !== -1) return from + at + (hasHeader ? 1 : 0)
    }
    return -1
  }

  /** Alarms with a line of their own, from one line to another, both included, in either direction. */
  between(a: number, b: number): Alarm[] {
    const [first, last] = [Math.min(a, b), Math.max(a, b)]
    return this.#parts.flatMap(({ alarms, from, hasHeader }) => {
      const begin = from + (hasHeader ? 1 : 0)
      return alarms.slice(Math.max(0, first - begin), Math.max(0, last + 1 - begin))
    })
  }

  /** All alarms with a line of their own. */
  all(): Alarm[] {
    return this.#parts.flatMap(({ alarms }) => alarms)
  }
}
