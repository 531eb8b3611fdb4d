import type { DeviceType, Property, RuleDraft, RuleInput } from '../contract'
import type { ExpressionEnvironment, ExpressionVariable } from '../expression/environment'
import type { RuleCatalogue } from './RuleWorld'
import { typesOf } from './ruleDevices'

/** Names that every rule knows: by the district's clock, and the floor on which it was set off. */
const timeVariables: readonly (readonly [string, ExpressionVariable])[] = [
  ['hour', { type: 'number' }],
  ['minute', { type: 'number' }],
  ['weekday', { type: 'number' }],
  ['month', { type: 'number' }],
  ['isWorkday', { type: 'bool' }],
  ['placeFloor', { type: 'number' }],
]
export const ownNames: ReadonlySet<string> = new Set([...timeVariables.map(([name]) => name), 'value'])

const variableOf = ({ type, unit }: Property): ExpressionVariable =>
  type === 'bool' ? { type: 'bool' } : { type: 'number', unit }

/** Properties that mean the same in every one of the types; one that is told in another unit elsewhere has no name. */
function shared(types: readonly DeviceType[]): Map<string, ExpressionVariable> {
  const found = new Map<string, ExpressionVariable>()
  const differing = new Set<string>()
  for (const property of types.flatMap(({ properties }) => properties)) {
    const variable = variableOf(property)
    const known = found.get(property.id)
    if (known && (known.type !== variable.type || known.unit !== variable.unit)) differing.add(property.id)
    found.set(property.id, variable)
  }
  for (const id of differing) found.delete(id)
  return found
}

/** What the conditions of a rule may name: properties of the device that set it off, its inputs, `value`, and the time. */
export function variablesOf(draft: RuleDraft, catalogue: RuleCatalogue): ExpressionEnvironment {
  const perTrigger = draft.triggers.map((trigger) => {
    const types = 'devices' in trigger ? typesOf(trigger.devices, catalogue) : []
    const names = shared(types)
    if (trigger.kind === 'event')
      for (const { events } of types)
        for (const field of events.find(({ id }) => id === trigger.event)?.fields ?? [])
          if (field.type !== 'text' && !names.has(field.id)) names.set(field.id, { type: 'number', unit: field.unit })
    const value = trigger.kind === 'sample' || trigger.kind === 'state' ? names.get(trigger.property) : undefined
    if (trigger.kind === 'alarm') names.set('value', { type: 'number' })
    else if (value) names.set('value', value)
    return names
  })
  const [first, ...rest] = perTrigger
  const environment = new Map<string, ExpressionVariable>()
  // What is not known of every trigger has no value when another one sets the rule off; it may be named all the same.
  for (const names of [...rest, first ?? new Map<string, ExpressionVariable>()])
    for (const [name, variable] of names) environment.set(name, variable)
  for (const [name, variable] of timeVariables) environment.set(name, variable)
  for (const input of draft.inputs) environment.set(input.name, inputVariable(input, draft, catalogue))
  return environment
}

function inputVariable(input: RuleInput, draft: RuleDraft, catalogue: RuleCatalogue): ExpressionVariable {
  if (input.take === 'count') return { type: 'number' }
  const property = inputProperty(input, draft, catalogue)
  return { type: 'number', unit: property?.unit }
}

/** The property that an input reads, as its first type has it. */
export function inputProperty(
  { from, property }: RuleInput,
  draft: RuleDraft,
  catalogue: RuleCatalogue,
): Property | undefined {
  return targetTypes(from, draft, catalogue)
    .flatMap(({ properties }) => properties)
    .find(({ id }) => id === property)
}

/** Types of the devices that targets may lead to. */
export function targetTypes(
  { scope, systemKeys, deviceIds }: RuleInput['from'],
  draft: RuleDraft,
  catalogue: RuleCatalogue,
): DeviceType[] {
  if (scope === 'self')
    return draft.triggers.flatMap((trigger) => ('devices' in trigger ? typesOf(trigger.devices, catalogue) : []))
  return typesOf(
    { ...(systemKeys && { systemKeys }), ...(scope === 'devices' && deviceIds && { deviceIds }) },
    catalogue,
  )
}

/** What may be named of a device around: its own properties, and the time. */
export function variablesAround(types: readonly DeviceType[]): ExpressionEnvironment {
  return new Map([...shared(types), ...timeVariables])
}
