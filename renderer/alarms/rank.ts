import type { Alarm, AlarmPriority } from '../../domain/contract'

/** Highest first. Communication loss is no priority of its own: it says that we cannot see, and stands last. */
export const priorityOrder = [
  'urgent',
  'important',
  'minor',
  'notice',
  'commloss',
] as const satisfies readonly AlarmPriority[]

const rankOf: Record<AlarmPriority, number> = { urgent: 0, important: 1, minor: 2, notice: 3, commloss: 4 }

export const isUnacknowledged = ({ state }: Pick<Alarm, 'state'>): boolean =>
  state === 'unacknowledged' || state === 'returnedUnacknowledged'

export const isStanding = ({ state }: Pick<Alarm, 'state'>): boolean =>
  state === 'unacknowledged' || state === 'acknowledged'

/** Put aside by a person or by design: in the list of those, out of all others, and silent. */
export const isAside = ({ state }: Pick<Alarm, 'state'>): boolean =>
  state === 'shelved' || state === 'suppressed' || state === 'outOfService'

/** Needs no hand any more: returned and taken, or put aside. */
export const isSettled = (alarm: Pick<Alarm, 'state'>): boolean => alarm.state === 'returned' || isAside(alarm)

/**
 * Orders alarms by how much they matter: life safety before all, then priority, then what nobody has taken, then the newest.
 * Alarms of the same moment keep an order of their own (by id), so that lists do not flicker.
 *
 * @source design/visual.md §4, "Choice of the alarm in the strip"
 */
export function compareImportance(a: Alarm, b: Alarm): number {
  return (
    Number(b.isLifeSafety) - Number(a.isLifeSafety) ||
    rankOf[a.priority] - rankOf[b.priority] ||
    Number(isUnacknowledged(b)) - Number(isUnacknowledged(a)) ||
    b.raisedAtMs - a.raisedAtMs ||
    (a.id < b.id ? -1 : 1)
  )
}

export const compareNewest = (a: Alarm, b: Alarm): number => b.raisedAtMs - a.raisedAtMs || (a.id < b.id ? -1 : 1)

/** The one alarm of the strip; `undefined` when none stands and none waits for a hand. One that has returned and was taken, or is put aside, matters no more. */
export function mostImportant(alarms: Iterable<Alarm>): Alarm | undefined {
  let best: Alarm | undefined
  for (const alarm of alarms) {
    if (isSettled(alarm)) continue
    if (!best || compareImportance(alarm, best) < 0) best = alarm
  }
  return best
}

export interface Counter {
  unacknowledged: number
  /** All that the lists show: standing, or waiting for a hand, or returned a moment ago. */
  all: number
}

/** Counters by priority, without what is put aside. */
export function countByPriority(alarms: Iterable<Alarm>): Record<AlarmPriority, Counter> {
  const zero = (): Counter => ({ unacknowledged: 0, all: 0 })
  const counters = { urgent: zero(), important: zero(), minor: zero(), notice: zero(), commloss: zero() }
  for (const alarm of alarms) {
    if (isAside(alarm)) continue
    const counter = counters[alarm.priority]
    counter.all += 1
    if (isUnacknowledged(alarm)) counter.unacknowledged += 1
  }
  return counters
}

/** Worst priority that stands or waits for a hand, communication loss last. */
export function worstPriority(alarms: Iterable<Alarm>): AlarmPriority | undefined {
  let worst: AlarmPriority | undefined
  for (const alarm of alarms)
    if (!isSettled(alarm) && (worst === undefined || rankOf[alarm.priority] < rankOf[worst])) worst = alarm.priority
  return worst
}
