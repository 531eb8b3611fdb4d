import type { Conflict, ConflictKind } from '../../../domain/contract'

/**
 * What can still do harm while nobody looks goes first: people sent two ways, doors and plant told twice, an alarm that one seat had closed; then
 * decisions that hold no longer; then what the folds have united already and a person only confirms.
 */
const gravity: Readonly<Record<ConflictKind, number>> = {
  personTwice: 0,
  commandTwice: 1,
  alarmReturnedAndRaised: 2,
  taskTwice: 3,
  doneAndRecalled: 4,
  decisionVoid: 5,
  graded: 6,
  incidentTwice: 7,
  planTwice: 8,
  disabledAccountUsed: 9,
  typeTwice: 10,
  deviceTwice: 11,
  graphicTwice: 12,
}

/** Open ones, gravest first and then the newest; settled ones, last settled first. */
export function rankConflicts(conflicts: Iterable<Conflict>): { open: Conflict[]; settled: Conflict[] } {
  const all = [...conflicts]
  return {
    open: all
      .filter(({ settled }) => settled === undefined)
      .sort((a, b) => gravity[a.kind] - gravity[b.kind] || b.found.atMs - a.found.atMs || (a.id < b.id ? -1 : 1)),
    settled: all
      .filter(({ settled }) => settled !== undefined)
      .sort((a, b) => (b.settled?.atMs ?? 0) - (a.settled?.atMs ?? 0)),
  }
}
