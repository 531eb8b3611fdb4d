import type { AlarmCondition } from '../contract'

/** Kinds of comparison as bytes, for columns. `never`: an alarm that is switched off. */
export const comparatorCodes = { above: 0, below: 1, equals: 2, oneOf: 3, never: 4 } as const

/**
 * What is compared, as bytes: the value itself, its rate of change (unit a minute), its distance from a set value or from another point, how long nothing was
 * heard of it, or what an expression says (1 or 0).
 */
export const measureCodes = {
  value: 0,
  rise: 1,
  fall: 2,
  change: 3,
  fromValue: 4,
  fromPoint: 5,
  silence: 6,
  expression: 7,
} as const
export type MeasureCode = (typeof measureCodes)[keyof typeof measureCodes]

/** A condition over a measure, as numbers: what the alarm engine keeps in its columns. */
export interface Comparator {
  readonly measure: MeasureCode
  readonly code: number
  /** Beyond this it begins to hold (`equals`: at this). */
  readonly limit: number
  /** Back at this it ceases to hold: the limit moved inwards by the deadband. */
  readonly releaseLimit: number
  /** Numbers of `oneOf`. */
  readonly set?: ReadonlySet<number>
}

const { above, below, equals, oneOf } = comparatorCodes
const ofRate = { rise: measureCodes.rise, fall: measureCodes.fall, either: measureCodes.change } as const

/** A condition as numbers; `undefined` for the conditions that no sample decides. */
export function compileCondition(condition: AlarmCondition): Comparator | undefined {
  switch (condition.kind) {
    case 'above':
      return beyond(measureCodes.value, condition)
    case 'below': {
      const { limit, deadband } = condition
      return { measure: measureCodes.value, code: below, limit, releaseLimit: limit + deadband }
    }
    case 'equals':
      return { measure: measureCodes.value, code: equals, limit: condition.value, releaseLimit: condition.value }
    case 'oneOf':
      return { measure: measureCodes.value, code: oneOf, limit: 0, releaseLimit: 0, set: new Set(condition.values) }
    case 'rate':
      return beyond(ofRate[condition.direction], condition)
    case 'deviation':
      return beyond('value' in condition.from ? measureCodes.fromValue : measureCodes.fromPoint, condition)
    case 'stale':
      return { measure: measureCodes.silence, code: above, limit: condition.afterMs, releaseLimit: condition.afterMs }
    case 'expression':
      return { measure: measureCodes.expression, code: equals, limit: 1, releaseLimit: 1 }
    case 'event':
    case 'offline':
      return undefined
  }
}

const beyond = (measure: MeasureCode, { limit, deadband }: { limit: number; deadband: number }): Comparator => ({
  measure,
  code: above,
  limit,
  releaseLimit: limit - deadband,
})

/**
 * Comparison with hysteresis: a limit is passed by going beyond it, and left by coming back by the deadband.
 * Takes plain numbers because it runs for every sample of a watched point.
 *
 * @param isHeld what it said the last time
 */
export function comparatorHolds(
  code: number,
  value: number,
  limit: number,
  releaseLimit: number,
  isHeld: boolean,
  set?: ReadonlySet<number>,
): boolean {
  switch (code) {
    case above:
      return isHeld ? value > releaseLimit : value > limit
    case below:
      return isHeld ? value < releaseLimit : value < limit
    case equals:
      return value === limit
    case oneOf:
      return set?.has(value) ?? false
    default:
      return false
  }
}
