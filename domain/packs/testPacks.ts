import { expect } from 'vitest'
import { comparatorHolds, compileCondition } from '../alarm/comparator'
import { compileAlarmExpression, expressionHolds } from '../alarm/expressionCondition'
import type { AlarmDefinition, CommandInput, DeviceType } from '../contract'
import { parameterFault } from '../things/parameterFault'
import { systemPacks } from '.'
import { systemLinkages } from './linkages'
import { stateKey } from './stateKey'

/** Test support: what a pack has, asked by requirement. */
export function typeOf(id: string): DeviceType {
  const type = systemPacks.find((each) => each.id === id)
  if (!type) throw new Error(`no type ${id}`)
  return type
}

/** Whether an alarm can come and go: by a value that the sensor may report, or by its events. */
export function canComeAndGo(type: DeviceType, { condition }: AlarmDefinition): boolean {
  if (condition.kind === 'offline') return true
  if (condition.kind === 'event') return type.events.some(({ id }) => id === condition.event)
  if (condition.kind === 'expression') return canBeEither(type, condition.expression)
  if (condition.kind === 'stale')
    return type.properties.some(
      ({ id, reportPeriodMs }) => id === condition.property && condition.afterMs >= 3 * reportPeriodMs,
    )
  if (!('property' in condition)) return false
  const property = type.properties.find(({ id }) => id === condition.property)
  const comparator = compileCondition(condition)
  if (!property || !comparator) return false
  const { code, limit, releaseLimit } = comparator
  const reported = property.values?.map(({ value }) => value) ?? [property.min ?? -Infinity, property.max ?? Infinity]
  return (
    reported.some((value) => comparatorHolds(code, value, limit, releaseLimit, false)) &&
    reported.some((value) => !comparatorHolds(code, value, limit, releaseLimit, true))
  )
}

/** Whether an expression is true for some and false for other values that the device may report: each point at an end of its range or in a state of its own. */
function canBeEither(type: DeviceType, expression: string): boolean {
  const compiled = compileAlarmExpression(type, expression)
  if (!compiled.isOk) return false
  const { variables } = compiled.expression
  const choices = type.properties
    .filter(({ id }) => [...variables].includes(id))
    .map(({ id, min, max, values }) => ({ id, all: values?.map(({ value }) => value) ?? [min ?? 0, max ?? 1] }))
  const told = choices.reduce<ReadonlyMap<string, number>[]>(
    (cases, { id, all }) => cases.flatMap((one) => all.map((value) => new Map(one).set(id, value))),
    [new Map()],
  )
  const answers = new Set(told.map((values) => expressionHolds(compiled.expression, type, (id) => values.get(id))))
  return answers.has(true) && answers.has(false)
}

export const expectAlarms = (typeId: string, ...ids: readonly string[]) => {
  const type = typeOf(typeId)
  for (const id of ids) {
    const alarm = type.alarms.find((each) => each.id === id)
    expect(alarm && canComeAndGo(type, alarm), `${typeId}.${id}`).toBe(true)
  }
}
export const expectPoints = (typeId: string, ...ids: readonly string[]) =>
  expect(typeOf(typeId).properties.map(({ id }) => id)).toEqual(expect.arrayContaining([...ids]))
export const expectServices = (typeId: string, ...ids: readonly string[]) =>
  expect(typeOf(typeId).services.map(({ id }) => id)).toEqual(expect.arrayContaining([...ids]))
/** That a service takes what is written and refuses what its parameters do not say. */
export function expectContent(typeId: string, serviceId: string, ...inputs: readonly CommandInput[]) {
  const asked = typeOf(typeId).services.find(({ id }) => id === serviceId)?.input ?? []
  const faultsOf = (input: CommandInput) => asked.flatMap((each) => parameterFault(each, input[each.id]) ?? [])
  expect(asked.map(({ type }) => type)).toContain('text')
  for (const input of inputs) {
    expect(Object.keys(input).toSorted()).toEqual(asked.map(({ id }) => id).toSorted())
    expect(faultsOf(input)).toEqual([])
  }
  expect(faultsOf({})).toHaveLength(asked.length)
}
export const expectStates = (typeId: string, ...keys: readonly string[]) =>
  expect(
    typeOf(typeId).properties.flatMap(({ values }) => (values ?? []).map(({ name }) => stateKey(name.en))),
  ).toEqual(expect.arrayContaining([...keys]))
export const rangeOf = (typeId: string, propertyId: string) => {
  const property = typeOf(typeId).properties.find(({ id }) => id === propertyId)
  return [property?.min, property?.max, property?.unit]
}

/** A linkage that something sets off, and that does this: a service, or what it does besides commands. */
export const expectLinkage = (id: string, ...does: readonly string[]) => {
  const linkage = systemLinkages.find((each) => each.id === id)
  expect(linkage?.trigger, id).toBeDefined()
  const done = linkage?.actions.map((action) => (action.kind === 'command' ? action.service : action.kind))
  expect(done, id).toEqual(expect.arrayContaining([...does]))
}
