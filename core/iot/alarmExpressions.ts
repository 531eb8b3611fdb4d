import type { DeviceType } from '../../domain/contract'
import { compileAlarmExpression } from '../../domain/alarm/expressionCondition'
import type { Expression } from '../../domain/expression/compileExpression'

/** Expressions of alarms, compiled once for each version of a type; `undefined`: one that does not compile, which is judged never. */
export type ConditionOf = (type: DeviceType, expression: string) => Expression | undefined

export function createAlarmConditions(): ConditionOf {
  const compiled = new WeakMap<DeviceType, Map<string, Expression | undefined>>()
  return (type, expression) => {
    const ofType = compiled.get(type) ?? new Map<string, Expression | undefined>()
    compiled.set(type, ofType)
    if (!ofType.has(expression)) {
      const result = compileAlarmExpression(type, expression)
      ofType.set(expression, result.isOk ? result.expression : undefined)
    }
    return ofType.get(expression)
  }
}
