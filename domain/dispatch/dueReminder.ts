import type { Task, TaskLimit } from '../contract'
import { overdue } from './overdue'

/** Between two reminders of one limit: time to ring back or to say why, and short beside the shortest limits of the work. */
export const REMIND_EVERY_MS = 10 * 60_000
/** Reminders of one limit: what an hour of them has not moved is for a person at the desk, who sees it on top of the list. */
export const MOST_REMINDERS = 6

/** One reminder; its number says which, so that all seats mean the same one. */
export interface Reminder {
  limit: TaskLimit
  /** From 0; the first is due with the limit itself. */
  nth: number
  dueAtMs: number
}

/** The limit whose reminders come after the other's. */
const rank: Record<TaskLimit, number> = { accept: 0, done: 1 }

/** Whether a reminder comes after the last one that was sent; one that does not was sent already, or says less. */
export function isNewReminder(
  last: Pick<Reminder, 'limit' | 'nth'> | undefined,
  next: Pick<Reminder, 'limit' | 'nth'>,
): boolean {
  if (!last) return true
  return last.limit === next.limit ? next.nth > last.nth : rank[next.limit] > rank[last.limit]
}

/**
 * The reminder that an order's handler must get now. After a stand-still only the latest of those that were missed is meant.
 *
 * @source White paper 4.1.1.7 (2): the handler of a delayed work order is reminded
 */
export function dueReminder(task: Task, nowMs: number): Reminder | undefined {
  const late = overdue(task, nowMs)
  if (!late) return undefined
  const nth = Math.min(MOST_REMINDERS - 1, Math.floor((nowMs - late.sinceMs) / REMIND_EVERY_MS))
  const reminder = { limit: late.limit, nth, dueAtMs: late.sinceMs + nth * REMIND_EVERY_MS }
  return isNewReminder(task.reminded, reminder) ? reminder : undefined
}
