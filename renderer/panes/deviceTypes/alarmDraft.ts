import type { AlarmCondition, AlarmDefinition, DeviceType, NamedValue, Property } from '../../../domain/contract'

/** Most alarms of a type, as the contract has it, and most first steps of an alarm. */
export const mostAlarms = 32
export const mostSteps = 8

export const conditionKinds = [
  'above',
  'below',
  'equals',
  'oneOf',
  'rate',
  'deviation',
  'stale',
  'expression',
  'event',
  'offline',
] as const satisfies readonly AlarmCondition['kind'][]

/** Points whose values a kind of condition can watch. */
export function watchable(type: DeviceType, kind: AlarmCondition['kind']): readonly Property[] {
  const isNamed = kind === 'equals' || kind === 'oneOf'
  return kind === 'stale' ? type.properties : type.properties.filter(({ type: of }) => (of === 'number') === !isNamed)
}

/** What a point with states can be; a switch that names none is 0 or 1. */
export const valuesOf = (property: Property | undefined): readonly NamedValue[] =>
  property?.values ?? [0, 1].map((value) => ({ value, name: { zh: String(value), en: String(value) } }))

/** A condition of another kind; it keeps the point and the limit where they still mean something. */
export function withConditionKind(
  type: DeviceType,
  kind: AlarmCondition['kind'],
  before: AlarmCondition,
): AlarmCondition {
  const points = watchable(type, kind)
  const watched = 'property' in before ? points.find(({ id }) => id === before.property) : undefined
  const point = watched ?? points[0]
  const property = point?.id ?? ''
  const limit = 'limit' in before ? before.limit : 0
  const deadband = 'deadband' in before ? before.deadband : 0
  const [first] = valuesOf(point)
  switch (kind) {
    case 'above':
    case 'below':
      return { kind, property, limit, deadband }
    case 'equals':
      return { kind, property, value: first?.value ?? 1 }
    case 'oneOf':
      return { kind, property, values: [first?.value ?? 1] }
    case 'rate':
      return { kind, property, direction: 'rise', limit: limit > 0 ? limit : 1, deadband, windowMs: 60_000 }
    case 'deviation':
      return { kind, property, from: { value: 0 }, limit: limit > 0 ? limit : 1, deadband }
    case 'stale':
      return { kind, property, afterMs: 600_000 }
    case 'expression':
      return { kind, expression: '' }
    case 'event':
      return { kind, event: type.events[0]?.id ?? '' }
    case 'offline':
      return { kind }
  }
}

/** A minor one of equipment that watches the first number, or else that the device is there. */
export function newAlarm(type: DeviceType): AlarmDefinition {
  const kind = watchable(type, 'above').length > 0 ? 'above' : 'offline'
  return {
    id: '',
    name: { zh: '', en: '' },
    priority: 'minor',
    isLifeSafety: false,
    condition: withConditionKind(type, kind, { kind: 'offline' }),
    onDelayMs: 0,
    offDelayMs: 0,
    incidentType: 'equipment',
    response: [],
  }
}
