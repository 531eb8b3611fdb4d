import { z } from 'zod'
import { DeviceTypeId, LocalText } from './primitives'
import { StoredTsl } from './tsl'

/** Kinds of value that a point can hold. The live state is a column of numbers: bool is 0 or 1, enum is its number. */
export const PropertyType = z.enum(['number', 'bool', 'enum'])
export type PropertyType = z.infer<typeof PropertyType>

/** Name of a member of a thing model: 64 characters at most, a letter first. */
export const Identifier = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/)

/** One number of an enum, or 0 or 1 of a bool, and what it is called. */
export const NamedValue = z.object({ value: z.number().int(), name: LocalText, isOurs: z.boolean().optional() })
export type NamedValue = z.infer<typeof NamedValue>

export const Property = z.object({
  id: Identifier,
  name: LocalText,
  type: PropertyType,
  /** Unit as shown (℃, %, kPa, µg/m³); absent for bool and enum. */
  unit: z.string().max(16).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Digits after the point on screen. */
  decimals: z.number().int().min(0).max(6).optional(),
  /** A change smaller than this is not worth a report of its own, in `unit`; the period's report comes anyway. */
  deadband: z.number().min(0).optional(),
  access: z.enum(['read', 'readWrite']),
  /** How often the device reports, ms. A value is stale after twice this, at least 5 s. */
  reportPeriodMs: z.number().int().min(100).max(86_400_000),
  /** Names of the numbers of an enum, and of 0 and 1 of a bool. */
  values: z.array(NamedValue).optional(),
  /** Its value only grows, and begins anew at 0 after a change of the meter: what counts is by how much it grew. */
  isCounter: z.boolean().optional(),
  /** True for the one or two properties that a map label or a list shows first. */
  isMain: z.boolean().optional(),
  /** Not named by the white paper: ours, from usual practice. */
  isOurs: z.boolean().optional(),
})
export type Property = z.infer<typeof Property>

/** Harm a command can do: 0 read · 1 local and reversible · 2 doors, barriers, traffic · 3 life-safety, energy, mass effect. */
export const CommandClass = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])
export type CommandClass = z.infer<typeof CommandClass>

/** Most characters of a text that a command bears: a page of a screen, an announcement. */
export const MAX_COMMAND_TEXT = 500

/** A text for a device: nothing in it bends a line of its display or of a log. */
export const CommandText = z
  .string()
  .max(MAX_COMMAND_TEXT)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u)

/** What a command bears for one parameter: a number (bool is 0 or 1, enum its number), or a text where the parameter is one. */
export const CommandValue = z.union([z.number(), CommandText])
export type CommandValue = z.infer<typeof CommandValue>

/** What a command bears, by parameter. */
export const CommandInput = z.record(z.string().max(64), CommandValue)
export type CommandInput = z.infer<typeof CommandInput>

/**
 * A number that a service is given and that is known only when a linkage or a rule acts: what goes by the name then (a property of the device that set it off, a number that its event bears, `value`,
 * `placeFloor`, an input of the rule), times `factor`, plus `offset`, kept within what the parameter may be.
 */
export const TakenValue = z.object({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/),
  factor: z.number().optional(),
  offset: z.number().optional(),
})
export type TakenValue = z.infer<typeof TakenValue>

export const ServiceParameter = z.object({
  id: Identifier,
  name: LocalText,
  type: z.enum([...PropertyType.options, 'text']),
  unit: z.string().max(16).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  values: z.array(NamedValue).optional(),
  /** Most characters of a text; 200 when absent. */
  maxLength: z.number().int().min(1).max(MAX_COMMAND_TEXT).optional(),
})
export type ServiceParameter = z.infer<typeof ServiceParameter>

/** A field of an event, or of a service's answer. */
export const OutputField = z.object({
  ...ServiceParameter.shape,
  /** Most characters of a text. */
  maxLength: z.number().int().min(1).max(10_240).optional(),
})
export type OutputField = z.infer<typeof OutputField>

/** A condition without which a service is not carried out: judged beside the connector, right before the command would leave. */
export const Interlock = z.object({
  id: Identifier,
  /**
   * CEL over the device's own properties by id, as `car_door == 1 && load < 80`, and over the numbers that the service is given, as `asked_height <= rated_height`: true lets the
   * command go.
   */
  allow: z.string().min(1).max(500),
  /** What people are told when it does not. */
  text: LocalText,
})
export type Interlock = z.infer<typeof Interlock>

/** Something a device can be asked to do; asked by message, answered by message. */
export const DeviceService = z.object({
  id: Identifier,
  name: LocalText,
  commandClass: CommandClass,
  timeoutMs: z.number().int().min(500).max(30_000),
  input: z.array(ServiceParameter),
  /** What the answer bears besides its code. */
  output: z.array(OutputField).max(64).optional(),
  /** Whether the asker waits for the answer (RRPC, as when absent) or is told later (PUB/SUB). */
  call: z.enum(['rrpc', 'pubSub']).optional(),
  interlocks: z.array(Interlock).max(8).optional(),
  isOurs: z.boolean().optional(),
})
export type DeviceService = z.infer<typeof DeviceService>

/** Something a device tells once, without a lasting value. */
export const DeviceEvent = z.object({
  id: Identifier,
  name: LocalText,
  /** How the device itself rates it; `info` when absent. Alarms have priorities of their own. */
  level: z.enum(['info', 'alert', 'error']).optional(),
  /** What it bears. */
  fields: z.array(OutputField).max(64).optional(),
  isOurs: z.boolean().optional(),
})
export type DeviceEvent = z.infer<typeof DeviceEvent>

export const AlarmPriority = z.enum(['urgent', 'important', 'minor', 'notice', 'commloss'])
export type AlarmPriority = z.infer<typeof AlarmPriority>

/** What kind of incident an alarm may grow into; plans are matched by it (white paper 5.1.7 (1), 5.3). */
export const IncidentType = z.enum([
  'fire',
  'crowd',
  'personalSafety',
  'traffic',
  'earthquake',
  'weather',
  'security',
  'liftEntrapment',
  'waterLeak',
  'equipment',
  'environment',
  'other',
])
export type IncidentType = z.infer<typeof IncidentType>

/** A window over which a rate of change is taken, ms. */
const RateWindowMs = z.number().int().min(1_000).max(3_600_000)

/** When an alarm stands. A limit with a deadband returns only when the value is back by the deadband. */
export const AlarmCondition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('above'), property: Identifier, limit: z.number(), deadband: z.number().min(0) }),
  z.object({ kind: z.literal('below'), property: Identifier, limit: z.number(), deadband: z.number().min(0) }),
  z.object({ kind: z.literal('equals'), property: Identifier, value: z.number().int() }),
  /** One of several numbers of a bool or enum. */
  z.object({ kind: z.literal('oneOf'), property: Identifier, values: z.array(z.number().int()).min(1).max(32) }),
  /** Changes faster than `limit`, in the property's unit a minute, over `windowMs`; `fall`: falls faster. */
  z.object({
    kind: z.literal('rate'),
    property: Identifier,
    direction: z.enum(['rise', 'fall', 'either']),
    limit: z.number().positive(),
    deadband: z.number().min(0),
    windowMs: RateWindowMs,
  }),
  /** Farther than `limit` from a set value, or from another property of the device (a set point, a twin sensor). */
  z.object({
    kind: z.literal('deviation'),
    property: Identifier,
    from: z.union([z.object({ property: Identifier }), z.object({ value: z.number() })]),
    limit: z.number().positive(),
    deadband: z.number().min(0),
  }),
  /** Nothing good has been heard of the property for `afterMs`, though its device is not offline. */
  z.object({ kind: z.literal('stale'), property: Identifier, afterMs: z.number().int().min(5_000).max(86_400_000) }),
  /** A CEL expression over the properties of the device, by their identifiers. It is judged once all that it names were heard. */
  z.object({ kind: z.literal('expression'), expression: z.string().min(1).max(1_000) }),
  /** Raised by an event; returned by `clearEvent`, or by acknowledging when there is none. */
  z.object({ kind: z.literal('event'), event: Identifier, clearEvent: Identifier.optional() }),
  /** Raised when the device is offline. */
  z.object({ kind: z.literal('offline') }),
])
export type AlarmCondition = z.infer<typeof AlarmCondition>

/** Alarms that are managed alike (ISA-18.2 §6.2.8): who looks after their definitions, and what they are reported under. */
export const AlarmClass = z.enum([
  'lifeSafety',
  'security',
  'environment',
  'process',
  'equipment',
  'communication',
  'maintenance',
])
export type AlarmClass = z.infer<typeof AlarmClass>

/** What runs through the district and can fail for many at once; `building`: one place, one moment. */
export const Medium = z.enum(['power', 'network', 'water', 'air'])
export type Medium = z.infer<typeof Medium>

/** When an alarm says nothing by design: the plant is off, the device is under maintenance by its own switch. */
export const AlarmSuppression = z.object({
  /** Why, as the list of the suppressed says it. */
  reason: LocalText,
  property: Identifier,
  /** Numbers of the property at which the alarm is suppressed. */
  values: z.array(z.number().int()).min(1).max(32),
})
export type AlarmSuppression = z.infer<typeof AlarmSuppression>

/** An alarm that devices of a type can raise (ISA-18.2 alarm attributes). */
export const AlarmDefinition = z.object({
  id: Identifier,
  name: LocalText,
  priority: AlarmPriority,
  /** Never shelved, suppressed or grouped out of sight (I5). */
  isLifeSafety: z.boolean(),
  condition: AlarmCondition,
  /** How long the condition must hold before the alarm is raised, ms. */
  onDelayMs: z.number().int().min(0).max(3_600_000),
  /** How long the condition must be gone before the alarm returns, ms. */
  offDelayMs: z.number().int().min(0).max(3_600_000),
  incidentType: IncidentType,
  /** What the dispatcher does first, step by step. */
  response: z.array(LocalText).max(8),
  /** What happens when nobody does anything. */
  consequence: LocalText.optional(),
  /** As follows from the rest of it when absent: `alarmClassOf`. */
  alarmClass: AlarmClass.optional(),
  /** Stands on after its condition is gone, until somebody resets it. */
  isLatching: z.boolean().optional(),
  /** Alarms of a device with the same group often come together: the first is marked. */
  firstOutGroup: Identifier.optional(),
  /** Told again when it still stands so long after it was acknowledged, ms. */
  reAlarmMs: z.number().int().min(60_000).max(86_400_000).optional(),
  /** Of an alarm of life safety there is none. */
  suppressedWhen: z.array(AlarmSuppression).max(4).optional(),
  /** What fails for those behind the device while this alarm stands: in a flood their alarms are folded under it. */
  takesDown: z.array(Medium).max(4).optional(),
  /** What it fails with: folded under a failure of one of these. As follows from its condition when absent. */
  fallsWith: z.array(Medium).max(4).optional(),
  isOurs: z.boolean().optional(),
})
export type AlarmDefinition = z.infer<typeof AlarmDefinition>

/** How a device's points are laid out on its panel: groups in order; points in no group follow. */
export const DevicePanelPlan = z.object({
  groups: z.array(z.object({ name: LocalText, properties: z.array(Identifier).min(1) })).max(12),
})
export type DevicePanelPlan = z.infer<typeof DevicePanelPlan>

/** A paper about a type: manual, data sheet, certificate. */
export const TypeDocument = z.object({
  name: LocalText,
  url: z
    .string()
    .max(400)
    .regex(/^https?:\/\//),
})

/** A thing model (物模型): what devices of one type measure, tell, raise and can be asked. */
export const DeviceType = z.object({
  id: DeviceTypeId,
  version: z.number().int().min(1),
  /** Key of the on-site system, as in `systems.csv`: `fire.hydrant_monitoring`. */
  systemKey: z.string().min(1).max(80),
  name: LocalText,
  maker: z.string().max(80).optional(),
  /** The maker's record in the registry, where there is one. */
  makerId: z.string().min(1).max(64).optional(),
  model: z.string().max(80).optional(),
  /** Protocols such devices usually speak, the most usual first: `mqtt`, `onvif`. */
  protocols: z
    .array(z.string().regex(/^[a-z0-9_]{1,24}$/))
    .max(8)
    .optional(),
  /** A picture of the device. */
  picture: z
    .string()
    .max(400)
    .regex(/^https?:\/\//)
    .optional(),
  documents: z.array(TypeDocument).max(16).optional(),
  /** File stem in `symbols/system/`. */
  symbol: z.string().min(1).max(40),
  properties: z.array(Property).max(64),
  events: z.array(DeviceEvent).max(32),
  services: z.array(DeviceService).max(32),
  alarms: z.array(AlarmDefinition).max(32),
  /** All points in one group when absent. */
  panel: DevicePanelPlan.optional(),
  /** The maker's own model (TSL) that this one was read from; what is not used here is given back from it. */
  tsl: StoredTsl.optional(),
})
export type DeviceType = z.infer<typeof DeviceType>
