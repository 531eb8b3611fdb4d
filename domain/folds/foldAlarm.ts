import { AlarmId } from '../contract/primitives'
import type { Alarm } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, defined, type Folded } from './Folded'

interface Occurrence {
  sourceAtMs: number
  value?: number | undefined
  limit?: number | undefined
  count?: number | undefined
}

const isReturned = (alarm: Alarm): boolean => alarm.state === 'returned' || alarm.state === 'returnedUnacknowledged'

/** An alarm that the operator must take again: an acknowledgement of the time before holds no longer. */
function unacknowledge(alarm: Alarm): Alarm {
  const { acknowledged: _, ...rest } = alarm
  return { ...rest, state: 'unacknowledged', alsoAcknowledged: [] }
}

/**
 * The condition came (again). Occurrences and returns are ordered by the device's time, not by when a seat heard of them: of two seats
 * that were apart, one saw the alarm return, the other saw it come again.
 */
function occur(alarm: Alarm, { sourceAtMs, value, limit, count = 1 }: Occurrence): Alarm {
  const counted = {
    ...alarm,
    occurrences: alarm.occurrences + count,
    raisedAtMs: Math.min(alarm.raisedAtMs, sourceAtMs),
  }
  if (sourceAtMs < alarm.lastOccurredAtMs) return counted
  const latest = { ...counted, lastOccurredAtMs: sourceAtMs, ...defined({ value, limit }) }
  if (!isReturned(alarm) || sourceAtMs <= (alarm.returnedAtMs ?? 0)) return latest
  const { returnedAtMs: _, ...standing } = latest
  return unacknowledge(standing)
}

function returnAt(alarm: Alarm, sourceAtMs: number): Alarm {
  if (sourceAtMs >= alarm.lastOccurredAtMs) {
    return { ...alarm, state: alarm.acknowledged ? 'returned' : 'returnedUnacknowledged', returnedAtMs: sourceAtMs }
  }
  // It returned before its last occurrence. Whoever acknowledged before that occurrence has not taken it.
  return alarm.acknowledged && alarm.acknowledged.atMs < alarm.lastOccurredAtMs ? unacknowledge(alarm) : alarm
}

/**
 * The alarm machine.
 *
 * ```
 *            acknowledged                      returned
 * unacknowledged ──────► acknowledged ──────────────► returned (over)
 *    │   ▲                                              ▲   │
 *    │   │ reoccurred                      acknowledged │   │ reoccurred
 *    ▼   │                                              │   ▼
 * returnedUnacknowledged ───────────────────────────────┘  unacknowledged
 * ```
 * A reoccurrence of an alarm that stands changes nothing but its count and value; one after a return must be acknowledged anew.
 *
 * @source ISA-18.2 alarm state model, without shelving and suppression
 */
export function foldAlarm(state: Alarm | undefined, entry: KnownEntry): Folded<Alarm> {
  if (entry.kind === 'alarm.raised') return { ...foldRaised(state, entry) }
  if (!state) return { state, voidReason: 'notCreated' }
  switch (entry.kind) {
    case 'alarm.reoccurred':
      return { state: occur(state, entry.payload) }
    case 'alarm.returned':
      if (isReturned(state) && entry.payload.sourceAtMs <= (state.returnedAtMs ?? 0))
        return { state, voidReason: 'alreadySo' }
      return { state: returnAt(state, entry.payload.sourceAtMs) }
    case 'alarm.acknowledged':
      if (state.acknowledged)
        return { state: { ...state, alsoAcknowledged: [...state.alsoAcknowledged, deedOf(entry)] } }
      return {
        state: { ...state, acknowledged: deedOf(entry), state: isReturned(state) ? 'returned' : 'acknowledged' },
      }
    case 'alarm.linked': {
      const { incidentId } = entry.payload
      if (state.incidentId === incidentId) return { state, voidReason: 'alreadySo' }
      // Two seats opened an incident from one alarm: the smaller id holds at every seat.
      if (state.incidentId !== undefined && state.incidentId < incidentId)
        return { state, voidReason: 'linkedElsewhere' }
      return { state: { ...state, incidentId } }
    }
    case 'alarm.unlinked': {
      if (state.incidentId !== entry.payload.incidentId) return { state, voidReason: 'notLinked' }
      const { incidentId: _, ...unlinked } = state
      return { state: unlinked }
    }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}

function foldRaised(state: Alarm | undefined, entry: Extract<KnownEntry, { kind: 'alarm.raised' }>): Folded<Alarm> {
  const { sourceAtMs, arrivedAtMs, value, limit, property, ...what } = entry.payload
  if (state) {
    // Two seats raised it from the same occurrence, or the second from a later one: nothing that came may be lost.
    return sourceAtMs === state.raisedAtMs
      ? { state, voidReason: 'alreadyCreated' }
      : { state: occur(state, entry.payload) }
  }
  return {
    state: {
      id: AlarmId.parse(entry.subject.id),
      ...what,
      state: 'unacknowledged',
      raisedAtMs: sourceAtMs,
      arrivedAtMs,
      lastOccurredAtMs: sourceAtMs,
      occurrences: 1,
      ...defined({ value, limit, property }),
      alsoAcknowledged: [],
    },
  }
}
