import { isOpenTask } from '../../../domain/dispatch/isOpenTask'
import type { IncidentParts } from './useIncidentParts'

/** What was clicked and can still be undone. */
export interface HeldOrder {
  /** How many people it sends; 0 while the desk does not know of their tasks yet. */
  count: number
  sendAtMs: number
}

/**
 * The order of an incident whose undo window runs, if there is one. Plan run and tasks come by feeds of their own, so either may be ahead: the people of a held run
 * are all whom it sent, whatever their tasks say already.
 */
export function heldOrder({ run, tasks }: Pick<IncidentParts, 'run' | 'tasks'>, nowMs: number): HeldOrder | undefined {
  const held = tasks.filter(({ state }) => state === 'held')
  const isRunHeld = run?.state === 'held'
  const sendAtMs = isRunHeld ? run.sendAtMs : held[0]?.sendAtMs
  if (sendAtMs === undefined || sendAtMs <= nowMs) return undefined
  const people = isRunHeld ? tasks.filter((task) => task.planRunId === run.id && isOpenTask(task)) : held
  return { count: people.length, sendAtMs }
}
