import type { IncidentGrade } from '../contract'

const MINUTE_MS = 60_000

/**
 * Within what an order is accepted and done, where no step of a plan says it. The white paper asks for reminders of delayed orders (4.1.1.7 (2)) and gives no figures; these are ours: a
 * minute to accept is what micro fire stations drill for, twenty minutes are the longest that the plans of the graver incidents give to a step on site.
 */
const byGrade: Record<IncidentGrade, { acceptWithinMs: number; doneWithinMs: number }> = {
  general: { acceptWithinMs: 5 * MINUTE_MS, doneWithinMs: 60 * MINUTE_MS },
  larger: { acceptWithinMs: 3 * MINUTE_MS, doneWithinMs: 45 * MINUTE_MS },
  major: { acceptWithinMs: 2 * MINUTE_MS, doneWithinMs: 30 * MINUTE_MS },
  critical: { acceptWithinMs: MINUTE_MS, doneWithinMs: 20 * MINUTE_MS },
  publicEmergency: { acceptWithinMs: MINUTE_MS, doneWithinMs: 20 * MINUTE_MS },
}

/** UTC ms. */
export interface TaskLimits {
  acceptByAtMs: number
  doneByAtMs: number
}

/**
 * By when an order is to be accepted and to be done. Both are recorded with it: another grade, or another version of the plan, does not move what a person was told.
 *
 * @param startAtMs when it leaves the house, UTC ms
 * @param stepLimitMs what the step of its plan gives, from its turn to done
 */
export function taskLimits(grade: IncidentGrade, startAtMs: number, stepLimitMs?: number): TaskLimits {
  const { acceptWithinMs, doneWithinMs } = byGrade[grade]
  const withinMs = stepLimitMs ?? doneWithinMs
  return { acceptByAtMs: startAtMs + Math.min(acceptWithinMs, withinMs), doneByAtMs: startAtMs + withinMs }
}

/**
 * By when another handler accepts and does what was somebody else's: he has the whole time to accept, and the time that was given for the work, while that lets him begin at all.
 *
 * @param doneByAtMs of the order that he takes over
 */
export function takenOverLimits(grade: IncidentGrade, startAtMs: number, doneByAtMs = 0): TaskLimits {
  const fresh = taskLimits(grade, startAtMs)
  return doneByAtMs > fresh.acceptByAtMs ? { ...fresh, doneByAtMs } : fresh
}
