import { stateOf } from '../alarm/holds'
import type { Alarm, Deed } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'

type Of<K extends KnownEntry['kind']> = Extract<KnownEntry, { kind: K }>

/** The state follows from the other fields: written once they are as they shall be. */
export const restated = (alarm: Alarm): Alarm => ({ ...alarm, state: stateOf(alarm) })

/** Asks for an acknowledgement from now on, as one that just came. */
export function tellAgain(alarm: Alarm, atMs: number): Alarm {
  const { acknowledged: _acknowledged, escalation: _escalation, ...rest } = alarm
  return restated({ ...rest, alsoAcknowledged: [], toldAgainAtMs: atMs })
}

/**
 * Two seats apart that shelved it differently: the sooner end holds, as nobody has decided on the longer one knowing of the other. A change of a shelf that
 * has ended is void: the alarm is back, and who wanted it away shall know.
 */
export function foldShelved(alarm: Alarm, entry: Of<'alarm.shelved'>): Folded<Alarm> {
  const { seenUntilMs, untilMs, reason, comment } = entry.payload
  if (alarm.isLifeSafety) return { state: alarm, voidReason: 'lifeSafety' }
  if (alarm.state === 'returned' || untilMs <= entry.hlc.ms) return { state: alarm, voidReason: 'isOver' }
  if (!alarm.shelved && seenUntilMs !== undefined) return { state: alarm, voidReason: 'isOver' }
  if (alarm.shelved && seenUntilMs !== alarm.shelved.untilMs && untilMs >= alarm.shelved.untilMs)
    return { state: alarm, voidReason: 'alreadySo' }
  const { escalation: _, ...quiet } = alarm
  return { state: restated({ ...quiet, shelved: { ...deedOf(entry), untilMs, reason, ...defined({ comment }) } }) }
}

export function foldUnshelved(alarm: Alarm, { payload, hlc }: Of<'alarm.unshelved'>): Folded<Alarm> {
  const { shelved, ...rest } = alarm
  // Its end was moved meanwhile, at another seat: the time of that shelf has not come.
  if (!shelved || (payload.cause === 'time' && payload.untilMs !== shelved.untilMs))
    return { state: alarm, voidReason: 'alreadySo' }
  return { state: letGo(rest, shelved, hlc.ms) }
}

export function foldTakenOutOfService(alarm: Alarm, entry: Of<'alarm.takenOutOfService'>): Folded<Alarm> {
  const { outOfServiceId: id, by, second, reason, untilMs } = entry.payload
  const isByTwo = second !== undefined && (second.kind !== by.kind || second.id !== by.id)
  if (alarm.isLifeSafety && !isByTwo) return { state: alarm, voidReason: 'lifeSafety' }
  if (alarm.state === 'returned') return { state: alarm, voidReason: 'isOver' }
  if (alarm.outOfService?.id === id) return { state: alarm, voidReason: 'alreadySo' }
  const { escalation: _, ...quiet } = alarm
  const outOfService = { id, by, atMs: entry.hlc.ms, reason, ...defined({ untilMs }) }
  return { state: restated({ ...quiet, outOfService }) }
}

export function foldReturnedToService(alarm: Alarm, { payload, hlc }: Of<'alarm.returnedToService'>): Folded<Alarm> {
  const { outOfService, ...rest } = alarm
  if (outOfService?.id !== payload.outOfServiceId) return { state: alarm, voidReason: 'alreadySo' }
  return { state: letGo(rest, outOfService, hlc.ms) }
}

/** Suppressed by design: of life safety nothing is, whatever a definition says. */
export function foldSuppressed(alarm: Alarm, { payload }: Of<'alarm.suppressed'>): Folded<Alarm> {
  if (alarm.isLifeSafety) return { state: alarm, voidReason: 'lifeSafety' }
  if (alarm.state === 'returned') return { state: alarm, voidReason: 'isOver' }
  if (alarm.suppressed) return { state: alarm, voidReason: 'alreadySo' }
  const { escalation: _, ...quiet } = alarm
  return { state: restated({ ...quiet, suppressed: payload }) }
}

export function foldUnsuppressed(alarm: Alarm, entry: Of<'alarm.unsuppressed'>): Folded<Alarm> {
  const { suppressed, ...rest } = alarm
  if (suppressed?.sinceMs !== entry.payload.sinceMs) return { state: alarm, voidReason: 'alreadySo' }
  return { state: letGo(rest, deedOf(entry), entry.hlc.ms) }
}

/**
 * An alarm comes back into the list: it is told again if it still stands, whoever acknowledged it before. If it has returned it is over: who put it aside
 * has taken what came meanwhile.
 *
 * @source ISA-18.2 state model: from shelved and out of service to unacknowledged or normal
 */
function letGo(alarm: Alarm, hold: Deed, atMs: number): Alarm {
  if (alarm.shelved || alarm.suppressed || alarm.outOfService) return restated(alarm)
  if (alarm.returnedAtMs === undefined) return tellAgain(alarm, atMs)
  return restated({ ...alarm, acknowledged: alarm.acknowledged ?? { by: hold.by, atMs: hold.atMs } })
}
