import type { AlarmCondition } from '../contract'

/** Kinds of comparison as bytes, for columns. */
export const comparatorCodes = { above: 0, below: 1, equals: 2 } as const

/** A condition over a value, as numbers: what the alarm engine keeps in its columns. */
export interface Comparator {
  readonly code: number
  /** Beyond this it begins to hold (`equals`: at this). */
  readonly limit: number
  /** Back at this it ceases to hold: the limit moved inwards by the deadband. */
  readonly releaseLimit: number
}

/** A condition over a property as numbers; `undefined` for the conditions that no value decides. */
export function compileCondition(condition: AlarmCondition): Comparator | undefined {
  switch (condition.kind) {
    case 'above':
      return { code: comparatorCodes.above, limit: condition.limit, releaseLimit: condition.limit - condition.deadband }
    case 'below':
      return { code: comparatorCodes.below, limit: condition.limit, releaseLimit: condition.limit + condition.deadband }
    case 'equals':
      return { code: comparatorCodes.equals, limit: condition.value, releaseLimit: condition.value }
    case 'event':
    case 'offline':
      return undefined
  }
}

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
): boolean {
  if (code === comparatorCodes.above) return isHeld ? value > releaseLimit : value > limit
  if (code === comparatorCodes.below) return isHeld ? value < releaseLimit : value < limit
  return value === limit
}
