import { z } from 'zod'
import {
  AccountId,
  AlarmId,
  BuildingId,
  CommandId,
  DeviceId,
  EpochMs,
  IdempotencyKey,
  IncidentId,
  LngLat,
  LocalText,
  PersonId,
  PlanId,
  PlanRunId,
  TaskId,
} from './primitives'
import { DistrictGeometry, Material, Person } from './district'
import { IncidentGrade, Plan } from './plan'
import {
  Account,
  Alarm,
  Command,
  Conflict,
  DispatchProposal,
  Gap,
  Incident,
  IndicatorValue,
  Message,
  PersonState,
  PlanRun,
  Refusal,
  Role,
  SeatState,
  Task,
} from './state'
import { DeviceType } from './thingModel'
import { StoredEntry } from '../journal/entry'
import type { Right } from './rights'

type Call<P extends z.ZodType, R extends z.ZodType> = { type: 'call'; params: P; result: R; right: Right | 'none' }
type Feed<F extends z.ZodType, E extends z.ZodType> = {
  type: 'feed'
  filter: F
  event: E
  right: Right | 'none'
  delivery: 'exact' | 'latest'
}
const call = <P extends z.ZodType, R extends z.ZodType>(right: Right | 'none', params: P, result: R): Call<P, R> => ({
  type: 'call',
  params,
  result,
  right,
})
const feed = <F extends z.ZodType, E extends z.ZodType>(
  right: Right | 'none',
  delivery: 'exact' | 'latest',
  filter: F,
  event: E,
): Feed<F, E> => ({ type: 'feed', filter, event, right, delivery })

const none = z.object({})
const done = z.object({})

/** A set of things kept level with the core: one snapshot first, then what changed. `position` is the journal's when this was true. */
const collection = <T extends z.ZodType>(item: T) =>
  z.object({
    isSnapshot: z.boolean(),
    position: z.number().int(),
    upserts: z.array(item),
    removes: z.array(z.string()),
  })

const bytes = z.instanceof(Uint8Array)
const uint32s = z.instanceof(Uint32Array)
const float64s = z.instanceof(Float64Array)

/** Who works at this seat (console) or on this connection (browser). */
export const Session = z.object({
  needsFirstAdministrator: z.boolean(),
  isDemo: z.boolean(),
  /** Only in the demo district: people one can sign in as, with the password said on screen. */
  demoAccounts: z.array(z.object({ name: z.string(), displayName: z.string(), role: Role, password: z.string() })),
  account: Account.optional(),
  rights: z.array(z.string()),
})
export type Session = z.infer<typeof Session>

/**
 * The registry's devices as columns, one row a device; row number = device index, used by the binary feeds.
 * Points are numbered device by device in the order of the type's properties: point index = `firstPoint[device] + property's place`.
 */
export const DeviceTable = z.object({
  revision: z.number().int(),
  ids: z.array(DeviceId),
  namesZh: z.array(z.string()),
  namesEn: z.array(z.string()),
  /** Index into `typeIds`. */
  types: uint32s,
  typeIds: z.array(z.string()),
  /** lng, lat pairs. */
  lngLats: float64s,
  /** Index into `buildingIds`, or -1. */
  buildings: z.instanceof(Int32Array),
  buildingIds: z.array(BuildingId),
  /** 0 = outdoors or unknown. */
  floors: z.instanceof(Int32Array),
  firstPoints: uint32s,
  pointCount: z.number().int(),
})
export type DeviceTable = z.infer<typeof DeviceTable>

/** Quality as a byte in binary feeds. Stale is judged by whoever shows it, from the time and the period. */
export const qualityCodes = { good: 0, uncertain: 1, bad: 2, never: 255 } as const
/** Device state as a byte in binary feeds. */
export const deviceStateCodes = { unknown: 0, online: 1, abnormal: 2, offline: 3, outOfService: 4 } as const
export type DeviceStateName = keyof typeof deviceStateCodes

/** A batch of samples as parallel columns. */
export const SampleBatch = z.object({ points: uint32s, values: float64s, timesMs: float64s, qualities: bytes })
export type SampleBatch = z.infer<typeof SampleBatch>

export const SearchHit = z.object({
  kind: z.enum(['device', 'building', 'person', 'incident', 'alarm']),
  id: z.string(),
  name: LocalText,
  detail: LocalText,
  lngLat: LngLat.optional(),
})
export type SearchHit = z.infer<typeof SearchHit>

/** History of one point, thinned to what a chart can show. A gap is a bucket without samples: NaN in all three columns. */
export const HistorySeries = z.object({
  fromMs: EpochMs,
  toMs: EpochMs,
  /** Raw samples, or buckets of this many ms. */
  resolution: z.union([z.literal('raw'), z.number()]),
  timesMs: float64s,
  minimum: float64s,
  maximum: float64s,
  average: float64s,
  qualities: bytes,
})
export type HistorySeries = z.infer<typeof HistorySeries>

/** Everything that crosses a channel, once: schemas, the right it needs, how a feed is delivered. Types, checks and the API page follow from it. */
export const contract = {
  'session.read': call('none', none, Session),
  'session.signIn': call(
    'none',
    z.object({ name: z.string().min(1).max(40), password: z.string().min(1).max(200) }),
    Session,
  ),
  'session.signOut': call('none', none, Session),
  'session.createFirstAdministrator': call(
    'none',
    z.object({
      name: z.string().min(1).max(40),
      displayName: z.string().min(1).max(80),
      password: z.string().min(1).max(200),
    }),
    Session,
  ),
  'session.changePassword': call(
    'none',
    z.object({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) }),
    Session,
  ),
  'session.changed': feed('none', 'exact', none, Session),

  'account.list': call('account.manage', none, z.object({ accounts: z.array(Account) })),
  'account.create': call(
    'account.manage',
    z.object({ name: z.string().min(1).max(40), displayName: z.string().min(1).max(80), role: Role }),
    z.object({ account: Account, oneTimePassword: z.string() }),
  ),
  'account.disable': call('account.manage', z.object({ id: AccountId, reason: z.string().min(1).max(500) }), done),

  'seat.changed': feed('none', 'latest', none, SeatState),
  /** Where seats that were apart decided differently: open ones, and those settled in the last 12 h. */
  'conflict.changed': feed('view', 'exact', none, collection(Conflict)),
  /** A person looked at it and says what was done about it. */
  'conflict.settle': call(
    'incident.manage',
    z.object({ id: Conflict.shape.id, note: z.string().min(1).max(500) }),
    done,
  ),
  /** Stretches in which something may be missing: open ones, and those that ended in the last 12 h. */
  'gap.changed': feed('view', 'exact', none, collection(Gap)),

  'registry.geometry': call('view', none, DistrictGeometry),
  'registry.deviceTypes': call('view', none, z.object({ deviceTypes: z.array(DeviceType) })),
  'registry.devices': call('view', none, DeviceTable),
  'registry.people': call('view', none, z.object({ people: z.array(Person) })),
  'registry.materials': call('view', none, z.object({ materials: z.array(Material) })),
  'registry.plans': call('view', none, z.object({ plans: z.array(Plan) })),
  'registry.search': call(
    'view',
    z.object({ text: z.string().min(1).max(100), limit: z.number().int().min(1).max(50) }),
    z.object({ hits: z.array(SearchHit) }),
  ),

  /** Latest values of the asked points at once, then what changed, at most `rateHz` times a second. Without `devices`: of all (goal benches, wall). */
  'samples.changed': feed(
    'view',
    'latest',
    z.object({ devices: z.array(DeviceId).max(20_000).optional(), rateHz: z.number().min(0.1).max(30) }),
    SampleBatch,
  ),
  /** State byte of every device first, then of those that changed. */
  'devices.stateChanged': feed(
    'view',
    'latest',
    z.object({ rateHz: z.number().min(0.1).max(30) }),
    z.object({ isSnapshot: z.boolean(), devices: uint32s, states: bytes }),
  ),
  'people.changed': feed('view', 'latest', none, collection(PersonState)),
  'history.read': call(
    'view',
    z.object({
      deviceId: DeviceId,
      property: z.string().max(64),
      fromMs: EpochMs,
      toMs: EpochMs,
      maxPoints: z.number().int().min(2).max(5_000),
    }),
    HistorySeries,
  ),

  /** Alarms that are not over: standing, or returned and not acknowledged, or returned within the last 30 s. Never batched. */
  'alarm.changed': feed('view', 'exact', none, collection(Alarm)),
  'alarm.history': call(
    'view',
    z.object({
      deviceId: DeviceId.optional(),
      definitionId: z.string().optional(),
      beforeMs: EpochMs.optional(),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({ alarms: z.array(Alarm) }),
  ),
  'alarm.acknowledge': call(
    'alarm.acknowledge',
    z.object({
      key: IdempotencyKey,
      ids: z.array(AlarmId).min(1).max(1000),
      comment: z.string().max(500).optional(),
      basis: z.number().int().min(0),
    }),
    z.object({ acknowledged: z.array(AlarmId) }),
  ),

  /** Open incidents and those closed in the last 12 h. */
  'incident.changed': feed('view', 'exact', none, collection(Incident)),
  'planRun.changed': feed('view', 'exact', none, collection(PlanRun)),
  'task.changed': feed('view', 'exact', none, collection(Task)),
  'command.changed': feed('view', 'exact', none, collection(Command)),
  'message.changed': feed('view', 'exact', none, collection(Message)),
  /** All entries of one incident and of what belongs to it, oldest first, then as they come; gap-free. */
  'story.appended': feed(
    'view',
    'exact',
    z.object({ incidentId: IncidentId }),
    z.object({ isSnapshot: z.boolean(), entries: z.array(StoredEntry) }),
  ),
  /** Entries after a position, then as they come; gap-free, resumable. */
  'journal.appended': feed(
    'audit.read',
    'exact',
    z.object({ afterPosition: z.number().int().min(0) }),
    z.object({ entries: z.array(StoredEntry) }),
  ),

  'dispatch.propose': call(
    'view',
    z.object({ alarmId: AlarmId, grade: IncidentGrade.optional(), planId: PlanId.optional() }),
    DispatchProposal,
  ),
  /** The one click: incident opened and graded, plan started, people tasked. Nothing leaves the house before `sendAtMs`. */
  'dispatch.start': call(
    'incident.dispatch',
    z.object({
      key: IdempotencyKey,
      alarmId: AlarmId,
      grade: IncidentGrade,
      planId: PlanId.optional(),
      personIds: z.array(PersonId).max(50),
      basis: z.number().int().min(0),
    }),
    z.object({ incidentId: IncidentId, planRunId: PlanRunId.optional(), sendAtMs: EpochMs }),
  ),
  'dispatch.undo': call('incident.dispatch', z.object({ incidentId: IncidentId }), done),

  'incident.open': call(
    'incident.manage',
    z.object({ key: IdempotencyKey, alarmId: AlarmId, grade: IncidentGrade }),
    z.object({ incidentId: IncidentId }),
  ),
  'incident.grade': call(
    'incident.manage',
    z.object({ incidentId: IncidentId, grade: IncidentGrade, basis: z.number().int().min(0) }),
    done,
  ),
  'incident.note': call(
    'incident.manage',
    z.object({ key: IdempotencyKey, incidentId: IncidentId, text: z.string().min(1).max(2000) }),
    done,
  ),
  'incident.report': call(
    'incident.manage',
    z.object({ incidentId: IncidentId, to: z.string().min(1).max(200) }),
    done,
  ),
  'incident.close': call(
    'incident.manage',
    z.object({ incidentId: IncidentId, result: z.string().min(1).max(2000), basis: z.number().int().min(0) }),
    done,
  ),
  /** The whole story for export: states, and every entry with its hash. */
  'incident.export': call(
    'view',
    z.object({ incidentId: IncidentId }),
    z.object({
      incident: Incident,
      alarms: z.array(Alarm),
      planRun: PlanRun.optional(),
      tasks: z.array(Task),
      commands: z.array(Command),
      messages: z.array(Message),
      entries: z.array(StoredEntry),
      exportedAtMs: EpochMs,
    }),
  ),
  'planStep.complete': call(
    'incident.manage',
    z.object({ planRunId: PlanRunId, stepId: z.string().max(32), note: z.string().max(500).optional() }),
    done,
  ),
  'planStep.skip': call(
    'incident.manage',
    z.object({ planRunId: PlanRunId, stepId: z.string().max(32), note: z.string().min(1).max(500) }),
    done,
  ),
  /** More people to a running incident; held 5 s like the first click. */
  'task.assign': call(
    'incident.dispatch',
    z.object({
      key: IdempotencyKey,
      incidentId: IncidentId,
      personIds: z.array(PersonId).min(1).max(50),
      instruction: z.string().min(1).max(500),
    }),
    z.object({ taskIds: z.array(TaskId), sendAtMs: EpochMs }),
  ),
  'task.recall': call('incident.dispatch', z.object({ taskId: TaskId, reason: z.string().min(1).max(500) }), done),
  'command.issue': call(
    'command.issue',
    z.object({
      key: IdempotencyKey,
      deviceId: DeviceId,
      service: z.string().max(64),
      input: z.record(z.string(), z.number()),
      reason: z.string().max(500).optional(),
      incidentId: IncidentId.optional(),
      /** One person alone, or a minority of the seats: sent all the same, with the reason, and told to all. */
      breakGlass: z.string().min(1).max(500).optional(),
    }),
    z.object({ commandId: CommandId }),
  ),

  'indicator.changed': feed('view', 'latest', none, z.object({ indicators: z.array(IndicatorValue) })),
  'refusal.list': call(
    'engineering.read',
    z.object({ limit: z.number().int().min(1).max(500) }),
    z.object({ total: z.number().int(), byReason: z.record(z.string(), z.number().int()), refusals: z.array(Refusal) }),
  ),
} as const

export type Contract = typeof contract
export type CallName = { [K in keyof Contract]: Contract[K] extends { type: 'call' } ? K : never }[keyof Contract]
export type FeedName = { [K in keyof Contract]: Contract[K] extends { type: 'feed' } ? K : never }[keyof Contract]
export type Params<N extends CallName> = Contract[N] extends { params: infer P extends z.ZodType } ? z.input<P> : never
/** Parameters as a handler gets them: checked, ids branded. */
export type CheckedParams<N extends CallName> = Contract[N] extends { params: infer P extends z.ZodType }
  ? z.output<P>
  : never
export type Result<N extends CallName> = Contract[N] extends { result: infer R extends z.ZodType } ? z.output<R> : never
export type FeedFilter<N extends FeedName> = Contract[N] extends { filter: infer F extends z.ZodType }
  ? z.input<F>
  : never
/** Filter as a feed's source gets it. */
export type CheckedFilter<N extends FeedName> = Contract[N] extends { filter: infer F extends z.ZodType }
  ? z.output<F>
  : never
export type FeedEvent<N extends FeedName> = Contract[N] extends { event: infer E extends z.ZodType }
  ? z.output<E>
  : never

/** What a window holds: the only way out of it. */
export interface Client {
  /** Asks once. @throws Refused with the code of `errors` */
  call<N extends CallName>(name: N, params: Params<N>): Promise<Result<N>>
  /**
   * Tells many times, until the returned function is called. After the link was lost the client subscribes again by itself and the listener
   * gets a new snapshot; `onEnded` hears of a refusal.
   */
  on<N extends FeedName>(
    name: N,
    filter: FeedFilter<N>,
    listener: (event: FeedEvent<N>) => void,
    onEnded?: (code: string) => void,
  ): () => void
}
