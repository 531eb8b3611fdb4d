import type { Alarm } from '../contract/state'
import type { EntryPayload } from '../journal/entryKinds'

type Clearing = {
  [K in 'alarm.acknowledged' | 'alarm.reset']: { readonly kind: K; readonly payload: EntryPayload<K> }
}['alarm.acknowledged' | 'alarm.reset']

/**
 * What the end of an incident does to an alarm of it whose condition is gone: it is taken, and reset where it latches, so that it is over with the work. One that stands stays in the
 * list, whatever was reported: what is still so is not done. What is put aside is left to who put it there.
 *
 * @source White paper 4.1.1.7 (1): the alarm is cleared after the work order, closing the loop
 */
export function clearingOf({ state, latched }: Pick<Alarm, 'state' | 'latched'>): Clearing[] {
  const taken: Clearing = { kind: 'alarm.acknowledged', payload: {} }
  if (state === 'returnedUnacknowledged') return [taken]
  if (!latched || (state !== 'unacknowledged' && state !== 'acknowledged')) return []
  const reset: Clearing = { kind: 'alarm.reset', payload: { sinceMs: latched.sinceMs } }
  return state === 'unacknowledged' ? [taken, reset] : [reset]
}
