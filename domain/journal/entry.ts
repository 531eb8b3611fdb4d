import { z } from 'zod'
import { EpochMs, SeatId } from '../contract/primitives'
import { Actor } from '../contract/state'

/** Kinds of thing that have a story of their own. */
export const SubjectKind = z.enum([
  'alarm',
  'incident',
  'planRun',
  'task',
  'command',
  'commandBatch',
  'commandSchedule',
  'codec',
  'passThrough',
  'graphic',
  'graphicSymbol',
  'message',
  'account',
  'session',
  'configuration',
  'person',
  'seat',
  'conflict',
  'gap',
  'lease',
  'setting',
  'soundTest',
  'correction',
  'forwardRoute',
  'rule',
  'ruleFiring',
  'show',
  'look',
  'outOfService',
  'device',
  'deviceType',
  'maker',
  'organisation',
  'deviceGroup',
  'thirdPartySystem',
  'grant',
  'registryImport',
  'alarmSetting',
  'deviceKey',
  'accessRule',
  'activation',
  'certificate',
  'intruder',
])
export type SubjectKind = z.infer<typeof SubjectKind>

export const SubjectRef = z.object({ kind: SubjectKind, id: z.string().min(1).max(130) })
export type SubjectRef = z.infer<typeof SubjectRef>

/** Hybrid logical clock: physical milliseconds of the origin, pulled forward by what it has seen, and a counter within the millisecond. */
export const Hlc = z.object({ ms: EpochMs, counter: z.number().int().min(0).max(0xffff) })
export type Hlc = z.infer<typeof Hlc>

/**
 * One operational fact. Never updated, never deleted; corrections are entries.
 *
 * @source design/journal.md, "Entry"
 */
export const Entry = z.object({
  /** ULID made at the origin, or an id derived from the fact itself where the same fact may be told twice. */
  id: z.string().min(1).max(160),
  origin: SeatId,
  /** Gap-free number at the origin, from 1. */
  seq: z.number().int().min(1),
  hlc: Hlc,
  actor: Actor,
  onBehalfOf: Actor.optional(),
  subject: SubjectRef,
  /** What happened, past tense: `alarm.raised`. */
  kind: z.string().min(1).max(60),
  v: z.number().int().min(1),
  payload: z.record(z.string(), z.unknown()),
  /** Position of the journal that the person saw when deciding. */
  basis: z.number().int().min(0).optional(),
  /** Hash of this origin's previous entry, hex; 64 zeros for the first. */
  prev: z.string().length(64),
  /** SHA-256 over the canonical form of all fields above. */
  hash: z.string().length(64),
})
export type Entry = z.infer<typeof Entry>

/** An entry as it lies in one seat's journal: `position` is the order in which this seat stored it. */
export const StoredEntry = Entry.extend({
  position: z.number().int().min(1),
  /** Set when the fold of its subject could make no sense of it: kept, shown, without effect. */
  voidReason: z.string().optional(),
})
export type StoredEntry = z.infer<typeof StoredEntry>
