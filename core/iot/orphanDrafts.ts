import type { Actor, Alarm } from '../../domain/contract'
import { isStanding } from '../../domain/alarm/holds'
import type { Draft } from '../journal/Journal'

const actor: Actor = { kind: 'system', id: 'alarmDesign' }

/**
 * Ends an alarm that nothing can end any more: its device was retired, or its type has it no more, while nobody drove. One that latches waits for its reset.
 *
 * @param alarm as the journal has it
 * @param nowMs our clock, UTC ms
 */
export function orphanDrafts(alarm: Alarm | undefined, nowMs: number): Draft[] {
  if (!alarm) return []
  const { id, suppressed, latched, lastOccurredAtMs } = alarm
  const drafts: Draft[] = []
  const about = { subjectId: id, actor }
  if (isStanding(alarm) && !latched) {
    const sourceAtMs = Math.max(nowMs, lastOccurredAtMs)
    drafts.push({ ...about, kind: 'alarm.returned', id: `${id}-orphaned-${lastOccurredAtMs}`, payload: { sourceAtMs } })
  }
  if (suppressed) {
    const { sinceMs } = suppressed
    drafts.push({ ...about, kind: 'alarm.unsuppressed', id: `${id}-unsuppressed-${sinceMs}`, payload: { sinceMs } })
  }
  return drafts
}
