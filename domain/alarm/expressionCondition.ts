import type { DeviceType } from '../contract'
import type { Expression } from '../expression/compileExpression'
import { type CompiledExpression, compileExpression } from '../expression/compileExpression'
import type { ExpressionVariable } from '../expression/environment'

/** What an alarm's expression may name: the properties of its own device. Of an enum that is its number. */
export function compileAlarmExpression(
  { properties }: Pick<DeviceType, 'properties'>,
  expression: string,
): CompiledExpression {
  const environment = new Map<string, ExpressionVariable>()
  for (const { id, type, unit } of properties) environment.set(id, { type: type === 'bool' ? 'bool' : 'number', unit })
  return compileExpression(expression, environment)
}

/**
 * @param valueOf latest good value of a property; `undefined` or `NaN` when there is none
 * @returns `undefined` when it depends on what is not known
 */
export function expressionHolds(
  { variables, guards, evaluate }: Pick<Expression, 'variables' | 'guards' | 'evaluate'>,
  { properties }: Pick<DeviceType, 'properties'>,
  valueOf: (property: string) => number | undefined,
): boolean | undefined {
  // Nearly always one plain comparison says no.
  for (const { name, holds } of guards) {
    const value = valueOf(name)
    if (value !== undefined && !Number.isNaN(value) && !holds(value)) return false
  }
  const values: Record<string, number | boolean | undefined> = {}
  for (const name of variables) {
    const value = valueOf(name)
    if (value === undefined || Number.isNaN(value)) continue
    values[name] = properties.find(({ id }) => id === name)?.type === 'bool' ? value !== 0 : value
  }
  return evaluate(values)
}
