import { z } from 'zod'
import { BuildingId, DeviceId, DeviceTypeId, EpochMs } from '../primitives'
import { AlarmPriority } from '../thingModel'
import { Deed } from './actor'

/** What can be passed on: each sample, each entry of an alarm, what a rule hands over, and reminders for people, which a gateway of short messages and voice calls brings to their phones. */
export const ForwardKind = z.enum(['sample', 'alarm', 'rule', 'reminder'])
export type ForwardKind = z.infer<typeof ForwardKind>

/** What a route takes; a list that is absent takes everything. */
export const ForwardFilter = z.object({
  kinds: z.array(ForwardKind).min(1),
  systemKeys: z.array(z.string().max(80)).max(100).optional(),
  typeIds: z.array(DeviceTypeId).max(500).optional(),
  buildingIds: z.array(BuildingId).max(500).optional(),
  deviceIds: z.array(DeviceId).max(5_000).optional(),
  properties: z.array(z.string().max(64)).max(200).optional(),
  priorities: z.array(AlarmPriority).max(5).optional(),
})
export type ForwardFilter = z.infer<typeof ForwardFilter>

/** Fields of an item that a route may carry, beside its id, which always goes along. */
export const ForwardField = z.enum([
  'kind',
  'atMs',
  'deviceId',
  'name',
  'systemKey',
  'typeId',
  'buildingId',
  'property',
  'unit',
  'value',
  'quality',
  'alarmId',
  'change',
  'priority',
  'text',
  'person',
  'phone',
  'way',
])
export type ForwardField = z.infer<typeof ForwardField>

const host = z.string().regex(/^[A-Za-z0-9.-]{1,253}$|^\[[0-9a-fA-F:.]{2,45}\]$/)
const port = z.number().int().min(1).max(65_535)
const username = z.string().max(200).optional()
/** Letters, digits and underscores: stands in SQL and in paths as it is. */
const plainName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/)

/** Where a route leads. Passwords and tokens are not here: they are sealed beside the route. */
export const ForwardTarget = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('mqtt'),
    url: z
      .string()
      .max(300)
      .regex(/^(mqtts?|wss?):\/\/[^\s/@]+(\/\S*)?$/),
    /** `{systemKey}`, `{typeId}`, `{deviceId}`, `{property}` and `{kind}` are filled in. */
    topic: z
      .string()
      .min(1)
      .max(200)
      .refine((topic) => !['#', '+', '\0'].some((each) => topic.includes(each))),
    qos: z.union([z.literal(1), z.literal(2)]),
    username,
  }),
  z.object({
    kind: z.literal('http'),
    url: z
      .string()
      .max(500)
      .regex(/^https?:\/\/[^\s@]+$/),
    method: z.enum(['POST', 'PUT']),
    /** Without a name a secret goes as bearer token, with one as basic password. */
    username,
  }),
  z.object({
    kind: z.literal('kafka'),
    brokers: z
      .array(z.string().regex(/^[A-Za-z0-9.-]{1,253}:[0-9]{1,5}$/))
      .min(1)
      .max(10),
    topic: z.string().regex(/^[A-Za-z0-9._-]{1,249}$/),
    isTls: z.boolean(),
    username,
  }),
  z.object({
    kind: z.literal('file'),
    format: z.enum(['csv', 'parquet']),
    /** A file is closed, and gets its name, at whichever comes first. */
    rotateRows: z.number().int().min(100).max(1_000_000),
    rotateMinutes: z.number().int().min(1).max(1_440),
    /** The oldest files beyond are deleted. */
    keepFiles: z.number().int().min(1).max(10_000),
  }),
  z.object({
    kind: z.literal('database'),
    host,
    port,
    database: plainName,
    table: plainName,
    isTls: z.boolean(),
    username: z.string().min(1).max(63),
  }),
])
export type ForwardTarget = z.infer<typeof ForwardTarget>

/** A route as people write it. */
export const ForwardRouteText = z.object({
  name: z.string().min(1).max(80),
  isEnabled: z.boolean(),
  filter: ForwardFilter,
  fields: z.array(ForwardField).min(1),
  target: ForwardTarget,
  /** Most that waits on disk while the target is away, MB; the oldest beyond are let go and counted. */
  mostQueueMb: z.number().int().min(1).max(10_240),
})
export type ForwardRouteText = z.infer<typeof ForwardRouteText>

/** A route of data out of the house. The later change holds. */
export const ForwardRoute = ForwardRouteText.extend({
  id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  /** Sealed with the installation's secret; never leaves a core. */
  sealedSecret: z.string().max(4_000).optional(),
  isRemoved: z.boolean(),
  saved: Deed,
})
export type ForwardRoute = z.infer<typeof ForwardRoute>

/** Why a target did not take something. */
export const ForwardFault = z.enum([
  'unreachable',
  'refused',
  'notAllowed',
  'rejected',
  'noSecret',
  'noDriver',
  'failed',
])
export type ForwardFault = z.infer<typeof ForwardFault>

/** How a route does. `elsewhere`: another seat drives and passes on. */
export const ForwardState = z.object({
  id: z.string(),
  state: z.enum(['paused', 'running', 'retrying', 'elsewhere']),
  /** Items that wait, and what they take on disk. */
  backlog: z.number().int(),
  backlogBytes: z.number().int(),
  /** When the oldest that waits was taken in. */
  oldestAtMs: EpochMs.optional(),
  /** Items delivered a second, over the last 10 s. */
  ratePerS: z.number(),
  sent: z.number().int(),
  /** Items that the target refuses for good; they lie aside until somebody looks at them. */
  aside: z.number().int(),
  /** Items let go since the queue was full. */
  dropped: z.number().int(),
  lastSentAtMs: EpochMs.optional(),
  lastError: z.object({ fault: ForwardFault, text: z.string().max(300), atMs: EpochMs }).optional(),
  nextTryAtMs: EpochMs.optional(),
})
export type ForwardState = z.infer<typeof ForwardState>
