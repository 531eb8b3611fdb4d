import type { AlarmPriority } from '../contract/thingModel'

/**
 * How long after it was told an alarm that nobody acknowledged goes to level 1, 2, 3, ms. Chosen: an urgent one is on the wall before a person who left the desk
 * for a moment is back, and with the shift leader before a fire doubles; a notice waits for whoever looks.
 */
export const escalationAfterMs: Readonly<Record<AlarmPriority, readonly number[]>> = {
  urgent: [60_000, 120_000, 300_000],
  important: [180_000, 600_000],
  minor: [],
  notice: [],
  commloss: [],
}

/** The level after so long without an answer; 0 for none yet. */
export const escalationLevel = (priority: AlarmPriority, unansweredMs: number): number =>
  escalationAfterMs[priority].filter((afterMs) => unansweredMs >= afterMs).length

/** How long without an answer until the level after this one, ms; `undefined` when there is none. */
export const nextLevelAfterMs = (priority: AlarmPriority, level: number): number | undefined =>
  escalationAfterMs[priority][level]
