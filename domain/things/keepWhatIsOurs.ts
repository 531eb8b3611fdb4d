import type {
  AlarmCondition,
  AlarmDefinition,
  DeviceType,
  LocalText,
  NamedValue,
  OutputField,
  Property,
} from '../contract'
import { compileAlarmExpression } from '../alarm/expressionCondition'

/**
 * A type that was read anew, with what its form cannot say taken over from the type as it is: periods, classes, time limits, English names, marks, panel, papers, and the alarms that
 * still have what raises them. Its version is the next. Without a known type it is the first one, and tells of communication loss only.
 */
export function keepWhatIsOurs(
  read: DeviceType,
  known?: DeviceType,
): { type: DeviceType; lostAlarms: AlarmDefinition[] } {
  if (!known) return { type: { ...read, alarms: [offline] }, lostAlarms: [] }
  const alarms = known.alarms.filter(({ condition }) => canStand(read, condition))
  const type: DeviceType = {
    ...known,
    ...read,
    version: known.version + 1,
    name: known.name,
    properties: joined(read.properties, known.properties, (now, before) => ({
      ...now,
      ...oursOf(before),
      reportPeriodMs: before.reportPeriodMs,
    })),
    events: joined(read.events, known.events, (now, before) => ({
      ...now,
      ...markOf(before),
      ...(now.fields ? { fields: fieldsLike(now.fields, before.fields) } : {}),
    })),
    services: joined(read.services, known.services, (now, before) => ({
      ...now,
      ...markOf(before),
      commandClass: before.commandClass,
      timeoutMs: before.timeoutMs,
      // One that names a point which is gone refuses from now on: safe, and told.
      ...(before.interlocks ? { interlocks: before.interlocks } : {}),
      input: joined(now.input, before.input, (field) => field),
      ...(now.output ? { output: fieldsLike(now.output, before.output) } : {}),
    })),
    alarms,
  }
  return { type, lostAlarms: known.alarms.filter((alarm) => !alarms.includes(alarm)) }
}

/** A device that says nothing is told about, whatever its maker thinks of alarms. */
const offline: AlarmDefinition = {
  id: 'offline',
  name: { zh: '通信中断', en: 'Communication lost' },
  priority: 'commloss',
  isLifeSafety: false,
  condition: { kind: 'offline' },
  onDelayMs: 0,
  offDelayMs: 0,
  incidentType: 'equipment',
  response: [],
}

/** Whether a type has what an alarm watches. */
export function canStand(type: Pick<DeviceType, 'properties' | 'events'>, condition: AlarmCondition): boolean {
  if (condition.kind === 'offline') return true
  if (condition.kind === 'event')
    return [condition.event, condition.clearEvent].every(
      (id) => id === undefined || type.events.some((event) => event.id === id),
    )
  if (condition.kind === 'expression') return compileAlarmExpression(type, condition.expression).isOk
  const property = type.properties.find(({ id }) => id === condition.property)
  if (condition.kind === 'stale') return property !== undefined
  if (condition.kind === 'deviation' && 'property' in condition.from) {
    const { property: other } = condition.from
    if (type.properties.find(({ id }) => id === other)?.type !== 'number') return false
  }
  if (condition.kind !== 'equals' && condition.kind !== 'oneOf') return property?.type === 'number'
  const numbers = condition.kind === 'equals' ? [condition.value] : condition.values
  return (
    property !== undefined &&
    numbers.every((number) => property.values?.some(({ value }) => value === number) ?? property.type === 'bool')
  )
}

interface Named {
  id: string
  name: LocalText
  values?: NamedValue[] | undefined
}

/** Each member joined with the one of before, its names with theirs; what is new stays as it was read. */
function joined<Member extends Named>(
  now: readonly Member[],
  before: readonly Member[],
  join: (now: Member, before: Member) => Member,
): Member[] {
  return now.map((member) => {
    const known = before.find(({ id }) => id === member.id)
    if (!known) return member
    const values = member.values?.map((each) => {
      const knownValue = known.values?.find(({ value }) => value === each.value)
      return knownValue ? { ...knownValue, name: nameLike(each.name, knownValue.name) } : each
    })
    const named = { ...join(member, known), name: nameLike(member.name, known.name) }
    return values ? { ...named, values } : named
  })
}

const fieldsLike = (now: readonly OutputField[], before: readonly OutputField[] = []): OutputField[] =>
  joined(now, before, (field) => field)

/** The English name holds as long as the Chinese one does. */
const nameLike = (now: LocalText, before: LocalText): LocalText => (now.zh === before.zh ? before : now)

const markOf = ({ isOurs }: { isOurs?: boolean | undefined }) => (isOurs === undefined ? {} : { isOurs })

const oursOf = ({ deadband, isCounter, isMain, isOurs }: Property) => ({
  ...markOf({ isOurs }),
  ...(deadband === undefined ? {} : { deadband }),
  ...(isCounter === undefined ? {} : { isCounter }),
  ...(isMain === undefined ? {} : { isMain }),
})
