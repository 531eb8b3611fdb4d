import type { RuleCondition, RuleInput, RulePart } from '../contract'
import type { ExpressionEnvironment, ExpressionValues } from '../expression/environment'
import type { Expression } from '../expression/compileExpression'
import { isDayOf, isInWindow, minuteOfDay } from './calendar'
import { targetsAt, type RuleMoment } from './RuleMoment'
import { pointOf } from './ruleDevices'
import type { RuleDevice, RuleWorld } from './RuleWorld'

/** A condition that depends on nothing but the moment, ready to be judged. */
export type MomentCondition = { readonly at: number; readonly isNot: boolean } & (
  | { readonly kind: 'expression'; readonly expression: Expression }
  | {
      readonly kind: 'time'
      readonly from: number
      readonly to: number
      readonly days: Extract<RuleCondition, { kind: 'time' }>['days']
    }
  | {
      readonly kind: 'around'
      readonly of: Extract<RuleCondition, { kind: 'around' }>
      readonly expression?: Expression | undefined
    }
)

/** What conditions of a rule look at, besides the moment. */
export interface ConditionParts {
  readonly inputs: ReadonlyMap<string, RuleInput>
  readonly environment: ExpressionEnvironment
}

type Truth = boolean | undefined

/** @returns `undefined` when it depends on a value that is not known */
export function holdsAt(
  conditions: readonly MomentCondition[],
  parts: ConditionParts,
  moment: RuleMoment,
  world: RuleWorld,
): Truth {
  let all: Truth = true
  for (const condition of conditions) {
    const holds = turned(judge(condition, parts, moment, world), condition.isNot)
    if (holds === false) return false
    if (holds === undefined) all = undefined
  }
  return all
}

/** The same, told part by part. */
export function explainAt(
  conditions: readonly MomentCondition[],
  parts: ConditionParts,
  moment: RuleMoment,
  world: RuleWorld,
): RulePart[] {
  return conditions.flatMap((condition): RulePart[] => {
    const holds = word(turned(judge(condition, parts, moment, world), condition.isNot))
    const { at, kind } = condition
    switch (kind) {
      case 'expression': {
        const { expression } = condition
        const sides = expression.explain(valuesOf(expression.variables, parts, moment, world))
        return sides.map((side) => ({
          condition: at,
          kind,
          source: side.source,
          // Of a condition turned around the sides are told as they are written.
          holds: sides.length === 1 ? holds : word(side.holds),
          values: side.values.map(({ name, value, unit }) => ({
            name,
            ...(value !== undefined && { value }),
            ...(unit !== undefined && { unit }),
          })),
        }))
      }
      case 'time': {
        const { minute, weekday, isWorkday } = world.calendar.at(moment.atMs)
        const values = [
          { name: 'hour', value: Math.floor(minute / 60) },
          { name: 'minute', value: minute % 60 },
          { name: 'weekday', value: weekday },
          { name: 'isWorkday', value: isWorkday },
        ]
        return [{ condition: at, kind, holds, values }]
      }
      case 'around': {
        const found = foundAround(condition, moment, world)
        return [{ condition: at, kind, holds, values: [{ name: 'count', value: found.count }] }]
      }
    }
  })
}

function judge(condition: MomentCondition, parts: ConditionParts, moment: RuleMoment, world: RuleWorld): Truth {
  switch (condition.kind) {
    case 'expression': {
      const { guards, variables } = condition.expression
      // Nearly always one plain comparison says no.
      for (const { name, holds } of guards) {
        const value = numberOf(name, parts, moment, world)
        if (value !== undefined && !Number.isNaN(value) && !holds(value)) return false
      }
      return condition.expression.evaluate(valuesOf(variables, parts, moment, world))
    }
    case 'time': {
      const local = world.calendar.at(moment.atMs)
      return isInWindow(local.minute, condition.from, condition.to) && isDayOf(condition.days ?? {}, local)
    }
    case 'around': {
      const { count, unknown } = foundAround(condition, moment, world)
      if (count >= condition.of.atLeast) return true
      return count + unknown >= condition.of.atLeast ? undefined : false
    }
  }
}

function foundAround(
  { of, expression }: Extract<MomentCondition, { kind: 'around' }>,
  moment: RuleMoment,
  world: RuleWorld,
): { count: number; unknown: number } {
  let count = 0
  let unknown = 0
  for (const device of targetsAt(of.devices, moment, world)) {
    // What set it off is not around itself.
    if (device.id === moment.device?.id && of.devices.scope !== 'self') continue
    if (of.alarms && !world.isStanding(device.id, of.alarms)) continue
    const holds = expression ? expression.evaluate(valuesAround(expression.variables, device, moment, world)) : true
    if (holds === true) count += 1
    else if (holds === undefined) unknown += 1
  }
  return { count, unknown }
}

function valuesOf(
  names: readonly string[],
  parts: ConditionParts,
  moment: RuleMoment,
  world: RuleWorld,
): ExpressionValues {
  const values: Record<string, number | boolean | string> = {}
  for (const name of names) {
    const value = numberOf(name, parts, moment, world)
    if (value !== undefined) values[name] = parts.environment.get(name)?.type === 'bool' ? value !== 0 : value
  }
  return values
}

function valuesAround(
  names: readonly string[],
  device: RuleDevice,
  moment: RuleMoment,
  world: RuleWorld,
): ExpressionValues {
  const { atMs, cause } = moment
  const values: Record<string, number | boolean | string> = {}
  for (const name of names) {
    const value = named(name, { atMs, cause, device }, world)
    const isBool = name === 'isWorkday' || device.type.properties.find(({ id }) => id === name)?.type === 'bool'
    if (value !== undefined) values[name] = isBool ? value !== 0 : value
  }
  return values
}

/** The number that goes by a name at a moment; `undefined` when it is not known. */
export function numberOf(
  name: string,
  { inputs }: Pick<ConditionParts, 'inputs'>,
  moment: RuleMoment,
  world: RuleWorld,
): number | undefined {
  const input = inputs.get(name)
  return input ? inputValue(input, moment, world) : named(name, moment, world)
}

/** A name's number: bools are 0 and 1, as in the live state. */
function named(name: string, moment: RuleMoment, world: RuleWorld): number | undefined {
  switch (name) {
    case 'value':
      return moment.value
    case 'hour':
      return Math.floor(world.calendar.at(moment.atMs).minute / 60)
    case 'minute':
      return world.calendar.at(moment.atMs).minute % 60
    case 'weekday':
      return world.calendar.at(moment.atMs).weekday
    case 'month':
      return Number(world.calendar.at(moment.atMs).date.slice(5, 7))
    case 'isWorkday':
      return Number(world.calendar.at(moment.atMs).isWorkday)
    case 'placeFloor':
      return moment.place?.floor
  }
  if (name === moment.property) return moment.value
  const point = moment.device && pointOf(moment.device, name)
  if (point !== undefined) return world.value(point)
  const told = moment.told?.[name]
  return typeof told === 'number' ? told : undefined
}

function inputValue(input: RuleInput, moment: RuleMoment, world: RuleWorld): number | undefined {
  const values: number[] = []
  for (const device of targetsAt(input.from, moment, world)) {
    const point = pointOf(device, input.property)
    const value = point === undefined ? undefined : world.value(point)
    if (value === undefined) continue
    if (input.take === 'nearest') return value
    values.push(value)
  }
  if (input.take === 'count') return values.length
  if (values.length === 0) return undefined
  const sum = values.reduce((total, value) => total + value, 0)
  switch (input.take) {
    case 'nearest':
      return undefined
    case 'min':
      return Math.min(...values)
    case 'max':
      return Math.max(...values)
    case 'sum':
      return sum
    case 'avg':
      return sum / values.length
  }
}

const turned = (truth: Truth, isNot: boolean): Truth => (truth === undefined ? undefined : truth !== isNot)
export const word = (truth: Truth): RulePart['holds'] => (truth === undefined ? 'unknown' : truth ? 'yes' : 'no')

/** Window of a time condition in minutes of the day. */
export const windowOf = ({ from, to }: { from: string; to: string }) => ({
  from: minuteOfDay(from),
  to: minuteOfDay(to),
})
