import type { DisplayRole } from './schema'

/** What must not be out of sight, first the gravest. */
const gravity: readonly DisplayRole[] = ['alarms', 'dispatch', 'all', 'map', 'wall', 'engineering']

/** Place of a role among all, 0 the gravest. */
export const gravityOf = (role: DisplayRole): number => gravity.indexOf(role)

/** For sorting: the graver first, of equals the one with the smaller number. */
export const graver = (a: { role: DisplayRole; number: number }, b: { role: DisplayRole; number: number }): number =>
  gravityOf(a.role) - gravityOf(b.role) || a.number - b.number
