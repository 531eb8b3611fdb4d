import type { RegistryProblem } from '../../../domain/contract'

/** Columns that a file may have; more is no table of devices. */
export const mostColumns = 120

/** A file that is no table at all. */
export class Unreadable extends Error {
  constructor(readonly problem: RegistryProblem) {
    super(problem.detail)
  }
}
