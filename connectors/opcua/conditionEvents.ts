import type { EventFilter, Variant } from 'node-opcua-client'
import type { MappedCondition } from './SiteMap'

/** What we ask of a notification; the values come in this order. */
const fields = [
  'EventId',
  'SourceNode',
  'ConditionName',
  'Time',
  'Severity',
  'Message',
  'ActiveState.Id',
  'Retain',
] as const

/** @param make `constructEventFilter` of the client, which is loaded late */
export const conditionFilter = (make: (fields: string[]) => EventFilter): EventFilter => make([...fields])

/** A condition that became active or inactive. */
export interface ConditionEvent {
  condition: MappedCondition
  event: string
  messageId: string
  atMs: number
  output: Readonly<Record<string, number | string>>
}

/** @returns `undefined` for what is no change of a mapped condition: refresh marks, other events of the server */
export function readConditionEvent(
  values: readonly Variant[],
  conditions: ReadonlyMap<string, readonly MappedCondition[]>,
): ConditionEvent | undefined {
  const [eventId, source, name, time, severity, message, isActive] = values.map(({ value }): unknown => value)
  if (typeof isActive !== 'boolean' || !(time instanceof Date)) return undefined
  const condition = conditions
    .get(String(source))
    ?.find(({ mapping }) => mapping.conditionName === undefined || mapping.conditionName === name)
  const event = isActive ? condition?.mapping.event : condition?.mapping.clearEvent
  if (!condition || event === undefined) return undefined
  return {
    condition,
    event,
    messageId: Buffer.isBuffer(eventId) ? eventId.toString('hex') : `${String(source)} ${time.getTime()}`,
    atMs: time.getTime(),
    output: {
      ...(typeof severity === 'number' && { severity }),
      ...(hasText(message) && { message: message.text.slice(0, 500) }),
    },
  }
}

const hasText = (value: unknown): value is { text: string } =>
  typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
