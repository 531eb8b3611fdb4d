import type { AlarmStateName, Incident } from '../../domain/contract/state'
import { foldEntry, type Subject } from '../../domain/folds/fold'
import type { States } from '../../domain/folds/states'
import { compareEntries } from '../../domain/journal/compareEntries'
import type { Entry } from '../../domain/journal/entry'
import { type Breach, named } from './Breach'

/**
 * ISA-18.2: a second telling beside the fold. The same state may come again (another occurrence, another acknowledgement). What is put aside comes back to be taken
 * anew, or is over; nobody shelves an alarm that is.
 */
const alarmWays: Record<AlarmStateName, readonly AlarmStateName[]> = {
  unacknowledged: ['acknowledged', 'returnedUnacknowledged', 'shelved', 'suppressed', 'outOfService'],
  acknowledged: ['returned', 'unacknowledged', 'shelved', 'suppressed', 'outOfService'],
  returnedUnacknowledged: ['returned', 'unacknowledged', 'shelved', 'suppressed', 'outOfService'],
  returned: ['unacknowledged'],
  shelved: ['unacknowledged', 'returned', 'suppressed', 'outOfService'],
  suppressed: ['unacknowledged', 'returned', 'shelved', 'outOfService'],
  outOfService: ['unacknowledged', 'returned', 'shelved', 'suppressed'],
}
const incidentWays: Record<Incident['state'], readonly Incident['state'][]> = {
  open: ['closed', 'withdrawn', 'merged'],
  closed: [],
  withdrawn: [],
  merged: [],
}

/** I4: alarms and incidents make only legal transitions, and only a person acknowledges. */
export function findIllegalStep(entries: readonly Entry[]): Breach | undefined {
  const byHand = entries.find(({ kind, actor }) => kind === 'alarm.acknowledged' && actor.kind !== 'account')
  if (byHand) return { invariant: 'I4', text: `${named(byHand)} was acknowledged by ${byHand.actor.kind}` }
  return (
    stepsOf('alarm', entries, (from, to) => alarmWays[from].includes(to)) ??
    stepsOf('incident', entries, (from, to) => incidentWays[from].includes(to))
  )
}

function stepsOf<K extends 'alarm' | 'incident'>(
  kind: K,
  entries: readonly Entry[],
  isLegal: (from: States[K]['state'], to: States[K]['state']) => boolean,
): Breach | undefined {
  const subjects = new Map<string, Subject<States[K]>>()
  const seen = new Set<string>()
  for (const entry of entries.filter(({ subject }) => subject.kind === kind).toSorted(compareEntries)) {
    if (seen.has(entry.id)) continue
    seen.add(entry.id)
    const before = subjects.get(entry.subject.id)
    const { subject } = foldEntry(kind, before, entry)
    if (!subject) continue
    const [from, to] = [before?.state.state, subject.state.state]
    if (from !== undefined && from !== to && !isLegal(from, to))
      return { invariant: 'I4', text: `${named(entry)} led from ${from} to ${to}` }
    subjects.set(entry.subject.id, subject)
  }
  return undefined
}
