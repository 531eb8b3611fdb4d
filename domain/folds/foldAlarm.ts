import { isHeld, isStanding, toldAtMs } from '../alarm/holds'
import { renewByDeed } from '../alarm/ownership'
import { AlarmId } from '../contract/primitives'
import type { Alarm } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import {
  foldReturnedToService,
  foldShelved,
  foldSuppressed,
  foldTakenOutOfService,
  foldUnshelved,
  foldUnsuppressed,
  restated,
  tellAgain,
} from './foldAlarmHold'
import { foldLatched, foldReset } from './foldAlarmLatch'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'
import { foldOwner } from './foldOwner'

/** Comments kept in the state; the story has all. */
const commentsShown = 10

interface Occurrence {
  sourceAtMs: number
  value?: number | undefined
  limit?: number | undefined
  count?: number | undefined
}

/**
 * The condition came (again). Occurrences and returns are ordered by the device's time, not by when a seat heard of them: of two seats
 * that were apart, one saw the alarm return, the other saw it come again.
 *
 * @param atMs when this was written, for the ringing
 */
function occur(alarm: Alarm, { sourceAtMs, value, limit, count = 1 }: Occurrence, atMs: number): Alarm {
  const counted = {
    ...alarm,
    occurrences: alarm.occurrences + count,
    raisedAtMs: Math.min(alarm.raisedAtMs, sourceAtMs),
  }
  if (sourceAtMs < alarm.lastOccurredAtMs) return counted
  const latest = { ...counted, lastOccurredAtMs: sourceAtMs, ...defined({ value, limit }) }
  if (latest.latched && sourceAtMs > latest.latched.sinceMs) {
    const { latched: _, ...again } = latest
    return isHeld(alarm) ? again : tellAgain(again, atMs)
  }
  if (isStanding(alarm) || sourceAtMs <= (alarm.returnedAtMs ?? 0)) return latest
  const { returnedAtMs: _, ...standing } = latest
  // Put aside it counts and is silent.
  return isHeld(alarm) ? standing : tellAgain(standing, atMs)
}

function returnAt(alarm: Alarm, sourceAtMs: number, atMs: number): Alarm {
  if (sourceAtMs >= alarm.lastOccurredAtMs) {
    // Where it latches at one seat and not at another, it has returned: there is nothing left to reset.
    const { latched: _, ...gone } = alarm
    return restated({ ...gone, returnedAtMs: sourceAtMs })
  }
  // It returned before its last occurrence. Whoever acknowledged before that occurrence has not taken it.
  const isTaken = !alarm.acknowledged || alarm.acknowledged.atMs >= alarm.lastOccurredAtMs
  return isTaken || isHeld(alarm) ? alarm : tellAgain(alarm, atMs)
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
 *
 * any but returned ──► shelved, suppressed, out of service ──► unacknowledged where it stands, returned where not
 * acknowledged ──told again──► unacknowledged      one that latches: returned only by a reset
 * ```
 * A reoccurrence of an alarm that stands changes nothing but its count and value; one after a return must be acknowledged anew. While an alarm is put
 * aside its condition comes and goes without a sound.
 *
 * @source ISA-18.2 alarm state model
 */
export function foldAlarm(state: Alarm | undefined, entry: KnownEntry): Folded<Alarm> {
  if (entry.kind === 'alarm.raised') return foldRaised(state, entry)
  if (!state) return { state, voidReason: 'notCreated' }
  const folded = foldOn(state, entry)
  if (folded.voidReason !== undefined || !folded.state) return folded
  return { state: renewByDeed(folded.state, entry, entry.kind === 'alarm.acknowledged') }
}

function foldOn(state: Alarm, entry: KnownEntry): Folded<Alarm> {
  switch (entry.kind) {
    case 'alarm.reoccurred':
      return { state: occur(state, entry.payload, entry.hlc.ms) }
    case 'alarm.returned':
      if (!isStanding(state) && entry.payload.sourceAtMs <= (state.returnedAtMs ?? 0))
        return { state, voidReason: 'alreadySo' }
      return { state: returnAt(state, entry.payload.sourceAtMs, entry.hlc.ms) }
    case 'alarm.latched':
      return foldLatched(state, entry)
    case 'alarm.reset':
      return foldReset(state, entry)
    case 'alarm.toldAgain':
      return foldToldAgain(state, entry)
    case 'alarm.acknowledged':
      return { state: acknowledge(state, entry) }
    case 'alarm.taken':
    case 'alarm.released': {
      if (state.state === 'returned') return { state, voidReason: 'isOver' }
      const { owner, voidReason } = foldOwner(state.owner, entry)
      const { owner: _, ...rest } = state
      return voidReason ? { state, voidReason } : { state: { ...rest, ...defined({ owner }) } }
    }
    case 'alarm.shelved':
      return foldShelved(state, entry)
    case 'alarm.unshelved':
      return foldUnshelved(state, entry)
    case 'alarm.suppressed':
      return foldSuppressed(state, entry)
    case 'alarm.unsuppressed':
      return foldUnsuppressed(state, entry)
    case 'alarm.takenOutOfService':
      return foldTakenOutOfService(state, entry)
    case 'alarm.returnedToService':
      return foldReturnedToService(state, entry)
    // What people know is not over when the alarm is.
    case 'alarm.commented':
      return { state: withComment(state, entry, entry.payload.text) }
    case 'alarm.judged':
      return { state: { ...state, judged: { ...deedOf(entry), ...entry.payload } } }
    case 'alarm.escalated':
      return escalate(state, entry)
    case 'alarm.linked':
    case 'alarm.unlinked':
      return foldLink(state, entry)
    default:
      return { state, voidReason: 'unknownKind' }
  }
}

function acknowledge(state: Alarm, entry: Extract<KnownEntry, { kind: 'alarm.acknowledged' }>): Alarm {
  const { comment } = entry.payload
  const { escalation: _, ...answered } = state
  const taken: Alarm = state.acknowledged
    ? { ...answered, alsoAcknowledged: [...state.alsoAcknowledged, deedOf(entry)] }
    : restated({ ...answered, acknowledged: deedOf(entry) })
  return comment === undefined || comment === '' ? taken : withComment(taken, entry, comment)
}

function withComment(state: Alarm, entry: KnownEntry, text: string): Alarm {
  return { ...state, comments: [...(state.comments ?? []), { ...deedOf(entry), text }].slice(-commentsShown) }
}

/** Of the telling that is meant, and only upwards: who acknowledges meanwhile has answered. */
function escalate(state: Alarm, { payload, hlc }: Extract<KnownEntry, { kind: 'alarm.escalated' }>): Folded<Alarm> {
  const isAnswered = state.acknowledged !== undefined || isHeld(state) || payload.toldAtMs !== toldAtMs(state)
  if (isAnswered || payload.level <= (state.escalation?.level ?? 0)) return { state, voidReason: 'alreadySo' }
  return { state: { ...state, escalation: { level: payload.level, sinceMs: hlc.ms } } }
}

/** Of the acknowledgement that is meant: who has acknowledged anew since has answered. */
function foldToldAgain(
  state: Alarm,
  { payload, hlc }: Extract<KnownEntry, { kind: 'alarm.toldAgain' }>,
): Folded<Alarm> {
  if (state.state !== 'acknowledged' || state.acknowledged?.atMs !== payload.acknowledgedAtMs)
    return { state, voidReason: 'alreadySo' }
  return { state: tellAgain(state, hlc.ms) }
}

function foldLink(
  state: Alarm,
  { kind, payload: { incidentId } }: Extract<KnownEntry, { kind: 'alarm.linked' | 'alarm.unlinked' }>,
): Folded<Alarm> {
  if (kind === 'alarm.linked') {
    if (state.incidentId === incidentId) return { state, voidReason: 'alreadySo' }
    // Two seats opened an incident from one alarm: the smaller id holds at every seat.
    if (state.incidentId !== undefined && state.incidentId < incidentId) return { state, voidReason: 'linkedElsewhere' }
    return { state: { ...state, incidentId } }
  }
  if (state.incidentId !== incidentId) return { state, voidReason: 'notLinked' }
  const { incidentId: _, ...unlinked } = state
  return { state: unlinked }
}

function foldRaised(state: Alarm | undefined, entry: Extract<KnownEntry, { kind: 'alarm.raised' }>): Folded<Alarm> {
  const { sourceAtMs, arrivedAtMs, value, limit, property, isFirstOut, reAlarmMs, ...what } = entry.payload
  if (state) {
    // Two seats raised it from the same occurrence, or the second from a later one: nothing that came may be lost.
    return sourceAtMs === state.raisedAtMs
      ? { state, voidReason: 'alreadyCreated' }
      : { state: occur(state, entry.payload, entry.hlc.ms) }
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
      ...defined({ value, limit, property, isFirstOut, reAlarmMs }),
      alsoAcknowledged: [],
    },
  }
}
