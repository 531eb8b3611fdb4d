import type {
  AlarmCondition,
  AlarmDefinition,
  CommandClass,
  DeviceEvent,
  DevicePanelPlan,
  DeviceService,
  DeviceType,
  IncidentType,
  LocalText,
  Property,
  ServiceParameter,
} from '../contract'
import { DeviceTypeId } from '../contract'
import { markOurs } from './markOurs'
import { inWords } from './stateKey'

// Short forms in which the packs are written. They only fill in what is the same everywhere; each returns a piece of the contract.

type Pair = readonly [zh: string, en: string]
const text = ([zh, en]: Pair): LocalText => ({ zh, en })

type PropertyDraft = Omit<Property, 'reportPeriodMs'>

/**
 * A measured value. `range` is what the sensor can honestly report, in `unit`: anything outside is refused at the connector. A change smaller than what is shown of it
 * is not worth a report.
 */
export const number = (
  id: string,
  name: Pair,
  unit: string,
  range: readonly [min: number, max: number],
  decimals = 0,
): PropertyDraft => ({
  id,
  name: text(name),
  type: 'number',
  unit,
  min: range[0],
  max: range[1],
  decimals,
  deadband: 10 ** -decimals,
  access: 'read',
})

/** A value without a unit: a count of things, an index. */
export const count = (
  id: string,
  name: Pair,
  range: readonly [min: number, max: number],
  decimals = 0,
): PropertyDraft => ({
  id,
  name: text(name),
  type: 'number',
  min: range[0],
  max: range[1],
  decimals,
  access: 'read',
})

/** Numbered states from 0 up, each `key`, Chinese name; the English name is the key in words, so that the key can be found again. */
export const choice = (id: string, name: Pair, states: Readonly<Record<string, string>>): PropertyDraft => ({
  id,
  name: text(name),
  type: 'enum',
  access: 'read',
  values: Object.entries(states).map(([key, zh], value) => ({ value, name: { zh, en: inWords(key) } })),
})

export const main = (property: PropertyDraft): PropertyDraft => ({ ...property, isMain: true })

/** A reading that only grows: energy, water. */
export const counter = (property: PropertyDraft): PropertyDraft => ({ ...property, isCounter: true })

/** WGS-84 position of something that moves: the telemetry `position[deg]` of the catalogue as two columns. */
export const position = (): PropertyDraft[] => [
  number('lng', ['经度', 'Longitude'], '°', [-180, 180], 6),
  number('lat', ['纬度', 'Latitude'], '°', [-90, 90], 6),
]

export const battery = (): PropertyDraft => number('battery', ['电量', 'Battery'], '%', [0, 100], 0)
export const signal = (): PropertyDraft => number('signal', ['信号强度', 'Signal'], 'dBm', [-140, 0], 0)

/** What a command may be given. */
export const parameter = (
  id: string,
  name: Pair,
  unit: string | undefined,
  range: readonly [min: number, max: number],
): ServiceParameter => ({
  id,
  name: text(name),
  type: 'number',
  ...(unit === undefined ? {} : { unit }),
  min: range[0],
  max: range[1],
})

/** Text that a service is given. */
export const words = (id: string, name: Pair, maxLength: number): ServiceParameter => ({
  id,
  name: text(name),
  type: 'text',
  maxLength,
})

/** One of several that a service is given, numbered from 0. */
export const chosen = (id: string, name: Pair, values: readonly Pair[]): ServiceParameter => ({
  id,
  name: text(name),
  type: 'enum',
  values: values.map((each, value) => ({ value, name: text(each) })),
})

/** What is shown on a screen: its own words, or where its picture or video lies; what is urgent comes before all else. */
export const screenContent: readonly ServiceParameter[] = [
  chosen(
    'kind',
    ['内容类型', 'Kind'],
    [
      ['文字', 'Text'],
      ['图片', 'Picture'],
      ['视频', 'Video'],
    ],
  ),
  words('content', ['文字或图片、视频地址', 'Text, or address of picture or video'], 400),
  chosen(
    'priority',
    ['优先级', 'Priority'],
    [
      ['普通', 'Ordinary'],
      ['应急', 'Emergency'],
    ],
  ),
]

export const service = (
  id: string,
  name: Pair,
  commandClass: CommandClass,
  input: readonly ServiceParameter[] = [],
  timeoutS = 10,
): DeviceService => ({ id, name: text(name), commandClass, timeoutMs: timeoutS * 1000, input: [...input] })

type TextField = { readonly id: string; readonly name: Pair; readonly maxLength: number }

/** Something told once; what it bears, where that is known beforehand, is text, or written like what a service is given. */
export const event = (id: string, name: Pair, fields: readonly (TextField | ServiceParameter)[] = []): DeviceEvent => ({
  id,
  name: text(name),
  ...(fields.length === 0
    ? {}
    : {
        fields: fields.map((each) =>
          'type' in each ? each : { ...each, name: text(each.name), type: 'text' as const },
        ),
      }),
})

/** Conditions as the packs write them; a state is named by its key and resolved to its number when the type is made. */
type ConditionDraft = AlarmCondition | { kind: 'state'; key: string } | { kind: 'told'; isCleared: boolean }
export const above = (property: string, limit: number, deadband: number): ConditionDraft => ({
  kind: 'above',
  property,
  limit,
  deadband,
})
export const below = (property: string, limit: number, deadband: number): ConditionDraft => ({
  kind: 'below',
  property,
  limit,
  deadband,
})
/** Rises faster than `limit` a minute, over a window of `windowS`. */
export const risesFaster = (property: string, limit: number, deadband: number, windowS: number): ConditionDraft => ({
  kind: 'rate',
  property,
  direction: 'rise',
  limit,
  deadband,
  windowMs: windowS * 1000,
})
/** Farther than `limit` from what another point of the device says it should be. */
export const strays = (property: string, from: string, limit: number, deadband: number): ConditionDraft => ({
  kind: 'deviation',
  property,
  from: { property: from },
  limit,
  deadband,
})
/** Nothing good is heard of the point for so long, while its device is there. */
export const silentFor = (property: string, afterS: number): ConditionDraft => ({
  kind: 'stale',
  property,
  afterMs: afterS * 1000,
})
/** A CEL expression over several points of the device. */
export const holds = (expression: string): ConditionDraft => ({ kind: 'expression', expression })
export const inState = (key: string): ConditionDraft => ({ kind: 'state', key })
/** Told by an event of the alarm's own name, which is added to the type; stands until acknowledged. */
export const told = (): ConditionDraft => ({ kind: 'told', isCleared: false })
/** The same, and taken back by the event `<name>_cleared`. */
export const toldUntilCleared = (): ConditionDraft => ({ kind: 'told', isCleared: true })

type Urgency = 'urgent' | 'important' | 'minor' | 'notice'
interface AlarmOptions {
  isLifeSafety?: true
  type?: IncidentType
  onS?: number
  offS?: number
  response?: readonly Pair[]
  consequence?: Pair
  /** Says nothing while the device is in one of these states; of life safety there is none. */
  silentIn?: { readonly states: readonly string[]; readonly reason: Pair }
  /** How it is managed, and what it has to do with other alarms. */
  design?: Pick<
    AlarmDefinition,
    'alarmClass' | 'takesDown' | 'fallsWith' | 'isLatching' | 'firstOutGroup' | 'reAlarmMs'
  >
}
type AlarmDraft = Omit<AlarmDefinition, 'condition'> & {
  condition: ConditionDraft
  silentIn?: AlarmOptions['silentIn']
}

/** An alarm; delays are 5 s on and 10 s off unless told, 0 for events. Its incident type is the pack's default unless told. */
export const alarm = (
  id: string,
  name: Pair,
  priority: Urgency,
  condition: ConditionDraft,
  options: AlarmOptions = {},
): AlarmDraft => {
  const isTold = condition.kind === 'told'
  return {
    id,
    name: text(name),
    priority,
    isLifeSafety: options.isLifeSafety ?? false,
    condition,
    onDelayMs: (options.onS ?? (isTold ? 0 : 5)) * 1000,
    offDelayMs: (options.offS ?? (isTold ? 0 : 10)) * 1000,
    incidentType: options.type ?? 'equipment',
    response: (options.response ?? []).map(text),
    ...(options.consequence === undefined ? {} : { consequence: text(options.consequence) }),
    ...(options.silentIn && { silentIn: options.silentIn }),
    ...options.design,
  }
}

interface TypeDraft {
  id: string
  /** Raised with every change of what stands below: a district that has the type of before is offered the new one. First 1. */
  version?: number
  systemKey: string
  name: Pair
  symbol: string
  /** How often the device reports all its values, s. */
  periodS: number
  protocols?: readonly string[]
  /** Members and states that the white paper does not name, by id or key. */
  ours?: readonly string[]
  properties: readonly PropertyDraft[]
  /** Groups of the panel, by property id; a type with few points needs none. */
  panel?: readonly PanelGroup[]
  states?: Readonly<Record<string, string>>
  events?: readonly DeviceEvent[]
  services?: readonly DeviceService[]
  alarms?: readonly AlarmDraft[]
}

/**
 * Makes a device type: adds the enum `state`, the events its alarms are told by, and the communication alarm `offline` that every type has.
 *
 * @throws Error when an alarm names a state, or `ours` or a group a member, that the type does not have
 */
export function deviceType(draft: TypeDraft): DeviceType {
  const drafts = draft.states
    ? [...draft.properties, choice('state', ['状态', 'State'], draft.states)]
    : draft.properties
  const stateKeys = Object.keys(draft.states ?? {})
  const events = [...(draft.events ?? [])]
  const alarms = (draft.alarms ?? []).map(({ silentIn, ...rest }): AlarmDefinition => {
    const numberOf = (key: string): number => {
      const value = stateKeys.indexOf(key)
      if (value < 0) throw new Error(`${draft.id}.${rest.id}: no state "${key}"`)
      return value
    }
    const suppressedWhen = silentIn && [
      { reason: text(silentIn.reason), property: 'state', values: silentIn.states.map(numberOf) },
    ]
    const item = { ...rest, ...(suppressedWhen && { suppressedWhen }) }
    const { condition } = rest
    if (condition.kind === 'state')
      return { ...item, condition: { kind: 'equals', property: 'state', value: numberOf(condition.key) } }
    if (condition.kind !== 'told') return { ...item, condition }
    events.push({ id: item.id, name: item.name })
    if (!condition.isCleared) return { ...item, condition: { kind: 'event', event: item.id } }
    const clearEvent = `${item.id}_cleared`
    events.push({ id: clearEvent, name: { zh: `${item.name.zh} 解除`, en: `${item.name.en}: cleared` } })
    return { ...item, condition: { kind: 'event', event: item.id, clearEvent } }
  })
  const type: DeviceType = {
    id: DeviceTypeId.parse(draft.id),
    version: draft.version ?? 1,
    systemKey: draft.systemKey,
    name: text(draft.name),
    symbol: draft.symbol,
    ...(draft.protocols ? { protocols: [...draft.protocols] } : {}),
    properties: drafts.map((property) => ({ ...property, reportPeriodMs: draft.periodS * 1000 })),
    events,
    services: [...(draft.services ?? [])],
    alarms: [...alarms, offline],
    ...(draft.panel ? { panel: panelOf(draft.panel) } : {}),
  }
  for (const id of draft.panel?.flatMap(({ properties }) => properties) ?? []) {
    if (!type.properties.some((property) => property.id === id)) throw new Error(`${draft.id}: no property "${id}"`)
  }
  return markOurs(type, draft.ours ?? [])
}

type PanelGroup = { readonly name: Pair; readonly properties: readonly string[] }

const panelOf = (groups: readonly PanelGroup[]): DevicePanelPlan => ({
  groups: groups.map(({ name, properties }) => ({ name: text(name), properties: [...properties] })),
})

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
