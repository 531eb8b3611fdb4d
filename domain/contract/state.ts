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
  PlotId,
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
  /** Shown before it is saved, because the disk does not take it: nobody can decide on it yet. Told to windows only, never stored; no fold sets it. */
  isUnsaved: z.literal(true).optional(),
})
export type Alarm = z.infer<typeof Alarm>

export const Incident = z.object({
  id: IncidentId,
  /** Number people say: SJ-20261122-1427. */
  number: z.string(),
  type: IncidentType,
  grade: IncidentGrade,
  /** `merged`: another seat opened an incident from the same alarm; `aliasOf` is the one that holds. */
  state: z.enum(['open', 'closed', 'withdrawn', 'merged']),
  aliasOf: IncidentId.optional(),
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
  /** Sent without what it usually needs, and why: told to all, looked at afterwards. */
  breakGlass: z.string().optional(),
  /** Lease under which it was issued: only its holder sends it. Absent where no lease is in play. */
  fence: z.number().int().optional(),
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
  protocol: z.enum(['mqtt', 'opcua']),
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

/** Another seat of the installation, as this seat sees it. */
export const PeerState = z.object({
  /** Known once it has said hello. */
  seatId: SeatId.optional(),
  name: z.string().max(120),
  kind: z.enum(['service', 'console']),
  /** `refused`: it answers, and will not or must not be talked to; the reason says why. */
  state: z.enum(['connecting', 'up', 'down', 'refused']),
  sinceMs: EpochMs,
  reason: z.string().max(500).optional(),
  /** Entries that it has and this seat does not. */
  behind: z.number().int().min(0),
  /** Its clock minus ours, ms; more than 60 s is flagged (P11). */
  clockSkewMs: z.number().optional(),
})
export type PeerState = z.infer<typeof PeerState>

/** What a seat alone drives of the site: systems by key or by family (`safety.fire`), plots by id; an empty list means all of them. */
export const EmergencyScope = z.object({ systems: z.array(z.string().max(80)), plots: z.array(PlotId) })
export type EmergencyScope = z.infer<typeof EmergencyScope>

/** The right to drive the site's links, as the journal has it. */
export const Lease = z.object({
  id: z.string().min(1).max(120),
  /** Who took it last. */
  holderId: SeatId,
  /** Grows with every taking. */
  fence: z.number().int().min(1),
  isReleased: z.boolean(),
  scope: EmergencyScope.optional(),
  taken: Deed,
})
export type Lease = z.infer<typeof Lease>

export const SeatRole = z.enum(['leader', 'following', 'suspecting', 'alone', 'merging'])
export type SeatRole = z.infer<typeof SeatRole>

/** What the frame of every window shows of the core it talks to. */
export const SeatState = z.object({
  seatId: SeatId,
  role: SeatRole,
  roleSinceMs: EpochMs,
  /** Address of the service that this seat follows. */
  serviceUrl: z.string().optional(),
  /** True while this seat's connectors, rules and deadlines act on the site; one seat at a time drives a link. */
  isDriving: z.boolean(),
  /** The seat that drives, where it is not this one. */
  driverName: z.string().optional(),
  /** What is driven while the service is away; absent when that is everything. */
  scope: EmergencyScope.optional(),
  /** A minority of the consoles: commands of class 2 and 3 need break-glass. */
  isMinority: z.boolean(),
  peers: z.array(PeerState),
  districtName: z.object({ zh: z.string(), en: z.string() }).optional(),
  timeZone: z.string(),
  isDemo: z.boolean(),
  links: z.array(LinkState),
  samplesPerS: z.number(),
  journalPosition: z.number().int(),
  /** Entries saved here that the leader does not have yet. */
  pendingEntries: z.number().int(),
  /** Subjects of those entries as `kind id`, the newest first, at most 200: they are drawn as pending. */
  pendingSubjects: z.array(z.string()).max(200),
  /** First number of this seat's own entries that the leader does not have; absent when it has all. */
  pendingFromSeq: z.number().int().min(1).optional(),
  /** While merging: entries exchanged so far, of how many. */
  merge: z.object({ done: z.number().int(), total: z.number().int() }).optional(),
  /** What the last merge came to. */
  lastMerge: z
    .object({ atMs: EpochMs, entries: z.number().int(), conflicts: z.number().int(), tookMs: z.number() })
    .optional(),
  /** Conflicts that nobody settled yet. */
  openConflicts: z.number().int(),
  /** Gaps in what the site told that are not filled yet. */
  openGaps: z.number().int(),
  refusedMessages: z.number().int(),
  devices: z.object({
    total: z.number().int(),
    online: z.number().int(),
    abnormal: z.number().int(),
    offline: z.number().int(),
    unknown: z.number().int(),
  }),
  storage: z.object({
    /** `low`: little room is left; `shedding`: history is thrown away to keep entries going; `reserve`: entries live on the reserve. */
    state: z.enum(['good', 'low', 'shedding', 'reserve', 'degraded']),
    databaseBytes: z.number(),
    freeBytes: z.number().optional(),
    reason: z.string().optional(),
  }),
  /** `none`: no backup is set up, or none was made yet. */
  backup: z.object({
    state: z.enum(['none', 'running', 'good', 'failed']),
    lastGoodAtMs: EpochMs.optional(),
    reason: z.string().max(500).optional(),
  }),
  nowMs: EpochMs,
})
export type SeatState = z.infer<typeof SeatState>

/** A stretch in which the site may have told something that this seat did not hear. Never silent: recorded, shown, and filled where the device can. */
export const Gap = z.object({
  id: z.string().min(1).max(160),
  linkId: z.string(),
  /** Absent: the whole link. */
  deviceId: DeviceId.optional(),
  fromMs: EpochMs,
  /** Absent while it lasts. */
  toMs: EpochMs.optional(),
  /** Messages missing by the device's own numbers, where it counts them. */
  missing: z.number().int().min(1).optional(),
  /** `sequence`: a number was jumped over; `session`: the broker had forgotten us; `link`: the link was down; `restart`: this seat was not running; `takeover`: between two drivers. */
  cause: z.enum(['sequence', 'session', 'link', 'restart', 'takeover']),
  state: z.enum(['open', 'filling', 'filled', 'unfillable']),
  found: Deed,
  /** Samples and events that came later. */
  filled: z.number().int().min(0),
  endedAtMs: EpochMs.optional(),
  /** Why it stays: see `GapReason`. */
  reason: z.string().max(500).optional(),
})
export type Gap = z.infer<typeof Gap>

/**
 * Two seats that were apart decided differently. Never settled in silence: the fold holds a defined state, and a person says what it shall be.
 *
 * - `personTwice` one person has open tasks at two places
 * - `incidentTwice` one alarm, two incidents: the one with the smaller id holds, the other is its alias
 * - `planTwice` a plan was started twice for one incident: the first run holds
 * - `taskTwice` a step's task was given to different people: both keep working
 * - `graded` graded differently: the higher grade holds
 * - `alarmReturnedAndRaised` one seat saw it return and closed it, the other saw it come again
 * - `commandTwice` both sent a command to one device
 * - `doneAndRecalled` somebody did what the other seat had called off
 * - `decisionVoid` what was decided here holds no longer
 * - `disabledAccountUsed` an account disabled at one seat was used at the other
 */
export const ConflictKind = z.enum([
  'personTwice',
  'incidentTwice',
  'planTwice',
  'taskTwice',
  'graded',
  'alarmReturnedAndRaised',
  'commandTwice',
  'doneAndRecalled',
  'decisionVoid',
  'disabledAccountUsed',
])
export type ConflictKind = z.infer<typeof ConflictKind>

/** What one of the two seats did. */
export const ConflictSide = z.object({
  seatId: SeatId,
  entryId: z.string().min(1).max(160),
  /** `task T-…`: the subject that was written to. */
  subject: z.string().max(140),
  by: Actor,
  atMs: EpochMs,
  place: Place.optional(),
})
export type ConflictSide = z.infer<typeof ConflictSide>

export const Conflict = z.object({
  id: z.string().min(1).max(160),
  kind: ConflictKind,
  found: Deed,
  sides: z.array(ConflictSide).min(1).max(8),
  incidentId: IncidentId.optional(),
  personId: PersonId.optional(),
  alarmId: AlarmId.optional(),
  deviceId: DeviceId.optional(),
  /** Why a decision is void: a code of `voidReason`. */
  reason: z.string().max(80).optional(),
  settled: Deed.extend({ note: z.string().max(500) }).optional(),
})
export type Conflict = z.infer<typeof Conflict>

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
