import type { Task, TaskLimit } from '../contract'
import { isOpenTask } from './isOpenTask'

/** A limit that is past, and since when (UTC ms). */
export interface Overdue {
  limit: TaskLimit
  sinceMs: number
}

/** What of an order is due next; `undefined` when it is over, has not left the house, or was made without limits. */
export function nextLimit(task: Task): { limit: TaskLimit; dueAtMs: number } | undefined {
  if (!isOpenTask(task) || task.state === 'held') return undefined
  const isAccepted = task.state === 'accepted' || task.state === 'arrived'
  if (!isAccepted && task.acceptByAtMs !== undefined) return { limit: 'accept', dueAtMs: task.acceptByAtMs }
  return task.doneByAtMs === undefined ? undefined : { limit: 'done', dueAtMs: task.doneByAtMs }
}

/** Which limit of an order is past at a moment: that it should be done outweighs that nobody accepted it. */
export function overdue(task: Task, nowMs: number): Overdue | undefined {
  const next = nextLimit(task)
  if (!next || next.dueAtMs > nowMs) return undefined
  return task.doneByAtMs !== undefined && task.doneByAtMs <= nowMs
    ? { limit: 'done', sinceMs: task.doneByAtMs }
    : { limit: next.limit, sinceMs: next.dueAtMs }
}

/** How late an order was done, ms; 0 when it was done in time, is not done or had no limit. */
export const doneLateMs = ({ doneAtMs, doneByAtMs }: Task): number =>
  doneAtMs === undefined || doneByAtMs === undefined ? 0 : Math.max(0, doneAtMs - doneByAtMs)
