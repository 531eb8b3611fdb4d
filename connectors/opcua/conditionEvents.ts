import type { EventFilter, NodeId, Variant } from 'node-opcua-client'

/** What we ask of a notification; the values come in this order. */
const fields = [
  'EventType',
  'EventId',
  'SourceNode',
  'ConditionName',
  'Time',
  'Severity',
  'Message',
  'EnabledState.Id',
  'ActiveState.Id',
  'ActiveState.TransitionTime',
] as const

/** @param make `constructEventFilter` of the client, which is loaded late */
export const conditionFilter = (make: (fields: string[]) => EventFilter): EventFilter => make([...fields])

/** A condition as a notification tells of it. */
export interface ConditionNews {
  readonly kind: 'condition'
  /** Node that it is about, as `NodeId.toString`. */
  readonly source: string
  readonly name: string
  readonly isActive: boolean
  /** When it became so, UTC ms by the server's clock; absent where the server does not keep it. */
  readonly sinceMs: number | undefined
  /** When this was told first, UTC ms by the server's clock: of a change, when it changed. */
  readonly atMs: number
  readonly messageId: string
  readonly output: Readonly<Record<string, number | string>>
}

/** Marks around what a server tells again, and its word that it must be asked to. */
export interface RefreshMark {
  readonly kind: 'refreshStart' | 'refreshEnd' | 'refreshRequired'
  readonly atMs: number
}

/** Event types of namespace 0: RefreshStart, RefreshEnd, RefreshRequired, EventQueueOverflow. */
const marks = new Map<unknown, RefreshMark['kind']>([
  [2787, 'refreshStart'],
  [2788, 'refreshEnd'],
  [2789, 'refreshRequired'],
  // The server threw notifications away: as good as its asking.
  [3035, 'refreshRequired'],
])

/** @returns `undefined` for what is neither a condition that is active or not, nor a mark: other events of the server */
export function readEvent(values: readonly Variant[]): ConditionNews | RefreshMark | undefined {
  const [type, eventId, source, name, time, severity, message, isEnabled, isActive, since] = values.map(
    ({ value }): unknown => value,
  )
  const mark = isNodeId(type) && type.namespace === 0 ? marks.get(type.value) : undefined
  const atMs = time instanceof Date ? time.getTime() : undefined
  if (atMs === undefined) return undefined
  if (mark) return { kind: mark, atMs }
  // Of a condition that was switched off the server tells nothing more.
  const isOff = isEnabled === false
  if (typeof isActive !== 'boolean' && !isOff) return undefined
  return {
    kind: 'condition',
    source: String(source),
    name: typeof name === 'string' ? name : '',
    isActive: isActive === true && !isOff,
    sinceMs: since instanceof Date && !isOff ? since.getTime() : undefined,
    atMs,
    messageId: Buffer.isBuffer(eventId) ? eventId.toString('hex') : `${String(source)} ${atMs}`,
    output: {
      ...(typeof severity === 'number' && { severity }),
      ...(hasText(message) && { message: message.text.slice(0, 500) }),
    },
  }
}

const isNodeId = (value: unknown): value is NodeId =>
  typeof value === 'object' && value !== null && 'namespace' in value && 'value' in value

const hasText = (value: unknown): value is { text: string } =>
  typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
