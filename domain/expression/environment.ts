/** What an expression may name: its kind, and the unit its numbers are told in. */
export interface ExpressionVariable {
  readonly type: 'number' | 'bool' | 'text'
  readonly unit?: string | undefined
}

/** The variables of an expression by name; names are identifiers of CEL. */
export type ExpressionEnvironment = ReadonlyMap<string, ExpressionVariable>

/** What stands for the names when it is evaluated. A name that is absent, or NaN, has no known value. */
export type ExpressionValues = Readonly<Record<string, number | boolean | string | undefined>>

/**
 * What is wrong, and from where to where in the source (characters).
 *
 * - `badExpression` it does not parse, names what there is not, or compares what cannot be compared
 * - `notABool` its result is neither true nor false
 * - `unitsDiffer` pressure compared with temperature, or a unit that is not known
 * - `tooLarge` more than 2,000 characters, 300 parts or a depth of 24
 * - `notAllowedFunction` something of CEL that could take long, or that is not needed here
 */
export interface ExpressionProblem {
  readonly code: 'badExpression' | 'notABool' | 'unitsDiffer' | 'tooLarge' | 'notAllowedFunction'
  /** For the engineer, in English. */
  readonly message: string
  readonly start: number
  readonly end: number
}
