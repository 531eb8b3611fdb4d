import type { RuleProblem } from '../../../../domain/contract'

/** What every group of fields gets: the part it edits, what is wrong with it, and where a change goes. */
export interface PartProps<P> {
  part: P
  isDisabled: boolean
  problems: readonly RuleProblem[]
  /** `field` joins what is typed in one field into one step to take back. */
  onChange(part: P, field?: string): void
}

/** Problems of one field: its path ends with the name, or leads on below it. */
export const problemsAt = (problems: readonly RuleProblem[], field: string): readonly RuleProblem[] =>
  problems.filter(({ path }) => path.split('.').slice(2).join('.').startsWith(field))
