import { z } from 'zod'
import { Deed } from './actor'
import { Owner } from './alarm'
import { Place } from '../district'
import { IncidentGrade } from '../plan'
import {
  AlarmId,
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
  SeatMark,
  TaskId,
} from '../primitives'
import { CommandClass, CommandInput, IncidentType } from '../thingModel'

export const Incident = z.object({
  id: IncidentId,
  /** Number people say: SJ-20261122-1427. */
  number: z.string(),
  /** Of the seat that opened it: its own orders go by figures alone. */
  seatMark: SeatMark.optional(),
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
  /** Who handles it. */
  owner: Owner.optional(),
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

/** What of an order can be late: that its handler accepts it, that it is done. */
export const TaskLimit = z.enum(['accept', 'done'])
export type TaskLimit = z.infer<typeof TaskLimit>

/** 工单: what one person is to do for an incident. */
export const Task = z.object({
  id: TaskId,
  incidentId: IncidentId,
  /** Number within its incident, from 1: the second order of SJ-20261122-1427 is SJ-20261122-1427-2. Absent of those made before orders were counted. */
  ordinal: z.number().int().min(1).optional(),
  /** Of the seat that gave it. */
  seatMark: SeatMark.optional(),
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
  /** By when it is to be accepted and to be done; absent of those made before there were limits. */
  acceptByAtMs: EpochMs.optional(),
  doneByAtMs: EpochMs.optional(),
  /** The order of another handler that this one took over. */
  fromTaskId: TaskId.optional(),
  /** How often the desk urged its handler, and the last time. */
  urged: z
    .object({
      count: z.number().int().min(1),
      last: Deed,
      text: z.string().optional(),
      messageId: MessageId.optional(),
    })
    .optional(),
  /** How often its handler was reminded that it is late, and the last time. */
  reminded: z
    .object({
      count: z.number().int().min(1),
      limit: TaskLimit,
      nth: z.number().int().min(0),
      atMs: EpochMs,
      messageId: MessageId.optional(),
    })
    .optional(),
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

/** What a message of an order says, for words in the language of whoever reads it. */
export const MessageWords = z.discriminatedUnion('code', [
  /** The desk urges; `added` in its own words. */
  z.object({ code: z.literal('urge'), added: z.string().max(200).optional() }),
  /** A limit is past, for so many whole minutes. */
  z.object({ code: z.literal('late'), limit: TaskLimit, minutes: z.number().int().min(0) }),
])
export type MessageWords = z.infer<typeof MessageWords>

export const Message = z.object({
  id: MessageId,
  incidentId: IncidentId.optional(),
  planRunId: PlanRunId.optional(),
  stepId: z.string().optional(),
  /** The order that it is about. */
  taskId: TaskId.optional(),
  personId: PersonId,
  /** In Chinese, or as somebody typed it. */
  text: z.string(),
  words: MessageWords.optional(),
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
      input: CommandInput,
      commandClass: CommandClass,
    }),
  ),
  messages: z.array(z.object({ stepId: z.string(), personId: PersonId, text: z.string() })),
  materials: z.array(z.object({ materialId: MaterialId, distanceM: z.number() })),
  /** Head of the alarm when this was computed; goes back with the click as its basis. */
  basis: z.number().int(),
})
export type DispatchProposal = z.infer<typeof DispatchProposal>
