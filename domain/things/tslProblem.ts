/** Why a thing model in the makers' form (TSL) is not taken. Sentences for people are the surface's. */
export type TslProblemCode =
  | 'tooLarge'
  | 'notJson'
  | 'tooDeep'
  | 'notAnObject'
  | 'notAList'
  | 'missing'
  | 'wrongType'
  | 'badIdentifier'
  | 'duplicateId'
  | 'tooMany'
  | 'tooLong'
  | 'badNumber'
  | 'badRange'
  | 'badEnum'
  | 'unknownWord'

/** @example { path: 'properties[3].dataType.specs.min', code: 'badNumber', details: { found: 'low' } } */
export interface TslProblem {
  /** JSON path from the top of the document; empty for the document itself. */
  path: string
  code: TslProblemCode
  /** What was found, what is allowed; as short as a line. */
  details?: Readonly<Record<string, string | number>>
}

/** What of a TSL this product does not use: points hold numbers, and what is asked of a device is numbers too. It is given back as it came. */
export interface KeptAside {
  path: string
  reason: 'dataType' | 'writeOnly' | 'input' | 'modules'
}

export type Report = (path: string, code: TslProblemCode, details?: TslProblem['details']) => void
