import { isStanding } from '../alarm/holds'
import type { Alarm } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { restated } from './foldAlarmHold'
import type { Folded } from './Folded'

type Of<K extends KnownEntry['kind']> = Extract<KnownEntry, { kind: K }>

/** The condition of an alarm that latches is gone: it stands on. One that came again later at its source holds still. */
export function foldLatched(alarm: Alarm, { payload: { sourceAtMs } }: Of<'alarm.latched'>): Folded<Alarm> {
  if (!isStanding(alarm) || sourceAtMs <= (alarm.latched?.sinceMs ?? -1))
    return { state: alarm, voidReason: 'alreadySo' }
  if (sourceAtMs < alarm.lastOccurredAtMs) return { state: alarm }
  return { state: { ...alarm, latched: { sinceMs: sourceAtMs } } }
}

/** @source ISA-18.2 "latching alarm": it returns when the operator resets it */
export function foldReset(alarm: Alarm, { payload: { sinceMs } }: Of<'alarm.reset'>): Folded<Alarm> {
  const { latched, ...rest } = alarm
  // Reset knowing of another end: it came again meanwhile.
  if (latched?.sinceMs !== sinceMs) return { state: alarm, voidReason: 'alreadySo' }
  return { state: restated({ ...rest, returnedAtMs: sinceMs }) }
}
