import { z } from 'zod'
import {
  AccountId,
  AlarmId,
  CommandId,
  DeviceId,
  EpochMs,
  IncidentId,
  LngLat,
  LocalText,
  MaterialId,
  MessageId,
  PersonId,
  PlanId,
  PlanRunId,
  SeatId,
  TaskId,
} from './primitives'
import { Place } from './district'
import { IncidentGrade } from './plan'
import { AlarmPriority, CommandClass, IncidentType } from './thingModel'

// What a fold makes of the entries of one subject: the state that windows show.

/** Who caused an entry. */
export const Actor = z.object({
  kind: z.enum(['account', 'device', 'person', 'rule', 'plan', 'system']),
  id: z.string().min(1).max(80),
  name: z.string().max(120).optional(),
})
export type Actor = z.infer<typeof Actor>

/** Somebody or something did it, then. */
export const Deed = z.object({ by: Actor, atMs: EpochMs })
export type Deed = z.infer<typeof Deed>

/** ISA-18.2 states of the foundation; shelving and suppression come with alarm handling. */
export const AlarmStateName = z.enum(['unacknowledged', 'acknowledged', 'returnedUnacknowledged', 'returned'])
export type AlarmStateName = z.infer<typeof AlarmStateName>

/** One episode of one condition of one device: from raised until it is both returned and acknowledged. */
export const Alarm = z.object({
  id: AlarmId,
  deviceId: DeviceId,
  definitionId: z.string(),
  priority: AlarmPriority,
  isLifeSafety: z.boolean(),
  state: AlarmStateName,
  /** Source time of the first occurrence. */
  raisedAtMs: EpochMs,
  /** When the core knew. */
  arrivedAtMs: EpochMs,
  lastOccurredAtMs: EpochMs,
  occurrences: z.number().int().min(1),
  /** Value and limit at the last occurrence, in the property's unit. */
  value: z.number().optional(),
  limit: z.number().optional(),
  property: z.string().optional(),
  returnedAtMs: EpochMs.optional(),
  acknowledged: Deed.optional(),
  alsoAcknowledged: z.array(Deed),
  incidentId: IncidentId.optional(),
})
export type Alarm = z.infer<typeof Alarm>

export const Incident = z.object({
  id: IncidentId,
  /** Number people say: SJ-20261122-1427. */
  number: z.string(),
  type: IncidentType,
  grade: IncidentGrade,
  state: z.enum(['open', 'closed', 'withdrawn']),
  /** Place and alarm, in both languages. */
  title: LocalText,
  place: Place,
  opened: Deed,
  graded: Deed,
  alarmIds: z.array(AlarmId),
  planRunId: PlanRunId.optional(),
  /** White paper 6.2.4 (2): from grade larger on, leaders must have heard by then. */
  reportDueAtMs: EpochMs.optional(),
  reported: Deed.optional(),
  closed: Deed.extend({ result: z.string() }).optional(),
})
export type Incident = z.infer<typeof Incident>

export const StepState = z.object({
  stepId: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'skipped', 'failed']),
  startedAtMs: EpochMs.optional(),
  dueAtMs: EpochMs.optional(),
  done: Deed.optional(),
  note: z.string().optional(),
})
export type StepState = z.infer<typeof StepState>

export const PlanRun = z.object({
  id: PlanRunId,
  incidentId: IncidentId,
  planId: PlanId,
  planVersion: z.number().int(),
  /** `held`: still to be undone, nothing has left. */
  state: z.enum(['held', 'running', 'finished', 'withdrawn']),
  started: Deed,
  /** End of the undo window: from then on tasks, messages and commands leave. */
  sendAtMs: EpochMs,
  steps: z.array(StepState),
})
export type PlanRun = z.infer<typeof PlanRun>

export const TaskStateName = z.enum([
  'held',
  'assigned',
  'sent',
  'delivered',
  'accepted',
  'arrived',
  'done',
  'declined',
  'recalled',
  'withdrawn',
])
export type TaskStateName = z.infer<typeof TaskStateName>

export const Task = z.object({
  id: TaskId,
  incidentId: IncidentId,
  planRunId: PlanRunId.optional(),
  stepId: z.string().optional(),
  personId: PersonId,
  title: z.string(),
  instruction: z.string(),
  place: Place,
  state: TaskStateName,
  assigned: Deed,
  /** End of its undo window, for a task that was held. */
  sendAtMs: EpochMs.optional(),
  /** Route distance and walking time at assignment. */
  distanceM: z.number().optional(),
  walkS: z.number().optional(),
  sentAtMs: EpochMs.optional(),
  deliveredAtMs: EpochMs.optional(),
  acceptedAtMs: EpochMs.optional(),
  arrivedAtMs: EpochMs.optional(),
  doneAtMs: EpochMs.optional(),
  endedNote: z.string().optional(),
})
export type Task = z.infer<typeof Task>

/** A command takes effect at most once: without an answer in time it ends as unknown and is never sent again by itself (P4). */
export const Command = z.object({
  id: CommandId,
  deviceId: DeviceId,
  service: z.string(),
  input: z.record(z.string(), z.number()),
  commandClass: CommandClass,
  state: z.enum(['held', 'issued', 'sent', 'answered', 'failed', 'unknown', 'expired', 'withdrawn']),
  issued: Deed,
  incidentId: IncidentId.optional(),
  planRunId: PlanRunId.optional(),
  stepId: z.string().optional(),
  reason: z.string().optional(),
  sentAtMs: EpochMs.optional(),
  endedAtMs: EpochMs.optional(),
  /** What the device answered, or why it failed. */
  answer: z.string().optional(),
})
export type Command = z.infer<typeof Command>

export const Message = z.object({
  id: MessageId,
  incidentId: IncidentId.optional(),
  planRunId: PlanRunId.optional(),
  stepId: z.string().optional(),
  personId: PersonId,
  text: z.string(),
  state: z.enum(['held', 'queued', 'sent', 'delivered', 'read', 'withdrawn']),
  queued: Deed,
  sentAtMs: EpochMs.optional(),
  deliveredAtMs: EpochMs.optional(),
  readAtMs: EpochMs.optional(),
})
export type Message = z.infer<typeof Message>

/** Where a person is and whether he is free; position from the handset, duty from tasks. */
export const PersonState = z.object({
  id: PersonId,
  duty: z.enum(['free', 'tasked', 'offDuty', 'unreachable']),
  lngLat: LngLat.optional(),
  buildingId: z.string().optional(),
  floor: z.number().int().optional(),
  positionAtMs: EpochMs.optional(),
  batteryPercent: z.number().optional(),
  taskId: TaskId.optional(),
})
export type PersonState = z.infer<typeof PersonState>

export const Role = z.enum([
  'dispatcher',
  'shiftLeader',
  'engineer',
  'customerService',
  'manager',
  'systemAdministrator',
  'securityAdministrator',
  'auditAdministrator',
])
export type Role = z.infer<typeof Role>

/** An account as others may see it: never its password's hash. */
export const Account = z.object({
  id: AccountId,
  name: z.string().min(1).max(40),
  displayName: z.string().min(1).max(80),
  role: Role,
  isDisabled: z.boolean(),
  isDemo: z.boolean(),
  mustChangePassword: z.boolean(),
  passwordChangedAtMs: EpochMs,
})
export type Account = z.infer<typeof Account>

/** State of one connector's link. */
export const LinkState = z.object({
  id: z.string(),
  protocol: z.enum(['mqtt']),
  address: z.string(),
  state: z.enum(['connecting', 'up', 'down', 'quarantined']),
  sinceMs: EpochMs,
  /** Why it is down, for the engineer. */
  reason: z.string().optional(),
  messages: z.number().int(),
  refused: z.number().int(),
  lastMessageAtMs: EpochMs.optional(),
})
export type LinkState = z.infer<typeof LinkState>

/** What the frame of every window shows of the core it talks to. */
export const SeatState = z.object({
  seatId: SeatId,
  role: z.enum(['leader', 'following', 'suspecting', 'alone', 'merging']),
  roleSinceMs: EpochMs,
  /** Address of the service that this seat follows. */
  serviceUrl: z.string().optional(),
  districtName: z.object({ zh: z.string(), en: z.string() }).optional(),
  timeZone: z.string(),
  isDemo: z.boolean(),
  links: z.array(LinkState),
  samplesPerS: z.number(),
  journalPosition: z.number().int(),
  /** Entries saved here that the leader does not have yet. */
  pendingEntries: z.number().int(),
  refusedMessages: z.number().int(),
  devices: z.object({
    total: z.number().int(),
    online: z.number().int(),
    abnormal: z.number().int(),
    offline: z.number().int(),
    unknown: z.number().int(),
  }),
  storage: z.object({
    state: z.enum(['good', 'degraded']),
    databaseBytes: z.number(),
    freeBytes: z.number().optional(),
    reason: z.string().optional(),
  }),
  nowMs: EpochMs,
})
export type SeatState = z.infer<typeof SeatState>

/** Why a message from the site was turned away at the connector. */
export const RefusalReason = z.enum([
  'tooLarge',
  'malformedJson',
  'wrongShape',
  'wrongType',
  'notFinite',
  'outOfRange',
  'unknownDevice',
  'unknownType',
  'unknownProperty',
  'unknownEvent',
  'timeTooOld',
  'timeInFuture',
  'duplicate',
  'retained',
  'unknownTopic',
])
export type RefusalReason = z.infer<typeof RefusalReason>

export const Refusal = z.object({
  atMs: EpochMs,
  linkId: z.string(),
  topic: z.string(),
  deviceId: z.string().optional(),
  reason: RefusalReason,
  detail: z.string(),
  /** First bytes of the payload as printable text, at most 120 characters. */
  head: z.string(),
  bytes: z.number().int(),
})
export type Refusal = z.infer<typeof Refusal>

/** One figure of a monitor. `undefined` value means it could not be computed; the reason says why. */
export const IndicatorValue = z.object({
  id: z.string(),
  value: z.number().optional(),
  atMs: EpochMs,
  quality: z.enum(['good', 'uncertain', 'stale', 'bad']),
  reason: z.string().optional(),
  /** Highest priority of the standing alarms behind the figure. */
  alarm: AlarmPriority.optional(),
  /** Last values, oldest first, one a minute, at most 60. */
  trend: z.array(z.number().nullable()),
})
export type IndicatorValue = z.infer<typeof IndicatorValue>

/** A person who could be sent, nearest first. */
export const Candidate = z.object({
  personId: PersonId,
  distanceM: z.number(),
  walkS: z.number(),
  positionAgeMs: z.number(),
  duty: PersonState.shape.duty,
  matches: z.array(z.string()),
  isChosen: z.boolean(),
})
export type Candidate = z.infer<typeof Candidate>

/** What one click would do, shown before it is done. */
export const DispatchProposal = z.object({
  alarmId: AlarmId,
  incidentType: IncidentType,
  grade: IncidentGrade,
  planId: PlanId.optional(),
  place: Place,
  title: LocalText,
  candidates: z.array(Candidate),
  commands: z.array(
    z.object({
      stepId: z.string(),
      deviceId: DeviceId,
      service: z.string(),
      input: z.record(z.string(), z.number()),
      commandClass: CommandClass,
    }),
  ),
  messages: z.array(z.object({ stepId: z.string(), personId: PersonId, text: z.string() })),
  materials: z.array(z.object({ materialId: MaterialId, distanceM: z.number() })),
  /** Head of the alarm when this was computed; goes back with the click as its basis. */
  basis: z.number().int(),
})
export type DispatchProposal = z.infer<typeof DispatchProposal>
