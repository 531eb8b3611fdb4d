import { z } from 'zod'
import { Actor, Deed } from './actor'
import { AccountId, AlarmId, DeviceId, EpochMs, IncidentId, LocalText } from '../primitives'
import { AlarmPriority } from '../thingModel'

/**
 * ISA-18.2 states. `shelved`, `suppressed` (by design) and `outOfService` hold an alarm out of sight and silent, whatever its condition does meanwhile: whether
 * it stands says `returnedAtMs` alone. Held in several ways it is `outOfService` before `suppressed` before `shelved`.
 */
export const AlarmStateName = z.enum([
  'unacknowledged',
  'acknowledged',
  'returnedUnacknowledged',
  'returned',
  'shelved',
  'suppressed',
  'outOfService',
])
export type AlarmStateName = z.infer<typeof AlarmStateName>

/** Why an alarm is put aside. */
export const HoldReason = z.enum(['works', 'maintenance', 'fault', 'nuisance', 'test', 'weather', 'other'])
export type HoldReason = z.infer<typeof HoldReason>

/** What an alarm turned out to be. */
export const AlarmVerdict = z.enum(['real', 'false', 'test', 'nuisance'])
export type AlarmVerdict = z.infer<typeof AlarmVerdict>

/** What had caused it, where it was not real. */
export const AlarmCause = z.enum([
  'steam',
  'dust',
  'cooking',
  'smoking',
  'works',
  'fault',
  'insect',
  'weather',
  'misuse',
  'drill',
  'other',
])
export type AlarmCause = z.infer<typeof AlarmCause>

/** Who handles an alarm or incident: a lease, so that nothing stays with somebody who went home. Past `untilMs` nobody owns it. */
export const Owner = z.object({ accountId: AccountId, name: z.string(), sinceMs: EpochMs, untilMs: EpochMs })
export type Owner = z.infer<typeof Owner>

/** Put aside by a person until a time; then it comes back by itself, and rings if it still stands. */
export const Shelf = Deed.extend({ untilMs: EpochMs, reason: HoldReason, comment: z.string().optional() })
export type Shelf = z.infer<typeof Shelf>

export const AlarmComment = Deed.extend({ text: z.string() })
export type AlarmComment = z.infer<typeof AlarmComment>

/** One episode of one condition of one device: from raised until it is both returned and acknowledged, and no longer put aside. */
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
  /** When it was told anew (it came again after a return, or its shelf ended while it stood): it rings as one that arrived then. */
  toldAgainAtMs: EpochMs.optional(),
  /** Nobody has acknowledged it in time. Level 1, 2, 3: louder, and to more people. */
  escalation: z.object({ level: z.number().int().min(1).max(3), sinceMs: EpochMs }).optional(),
  owner: Owner.optional(),
  shelved: Shelf.optional(),
  /** Says nothing by design, since then; `reason` is of its definition. */
  suppressed: z.object({ sinceMs: EpochMs, reason: LocalText }).optional(),
  /** Its condition is gone since then, but it latches: it stands until somebody resets it. */
  latched: z.object({ sinceMs: EpochMs }).optional(),
  /** The first of its group on its device: what the others follow from. */
  isFirstOut: z.literal(true).optional(),
  /** Told again so long after an acknowledgement while it stands, ms. */
  reAlarmMs: z.number().int().optional(),
  /** `id`: the `OutOfService` it is under. `untilMs` absent: until somebody returns it. */
  outOfService: Deed.extend({ id: z.string(), reason: HoldReason, untilMs: EpochMs.optional() }).optional(),
  /** Oldest first, the last ten; all of them are in the story. */
  comments: z.array(AlarmComment).optional(),
  judged: Deed.extend({ verdict: AlarmVerdict, cause: AlarmCause.optional(), note: z.string().optional() }).optional(),
  incidentId: IncidentId.optional(),
  /** Shown before it is saved, because the disk does not take it: nobody can decide on it yet. Told to windows only, never stored; no fold sets it. */
  isUnsaved: z.literal(true).optional(),
})
export type Alarm = z.infer<typeof Alarm>

/**
 * A device, or one alarm of it, that is to raise nothing: works, replacement. Of life safety one person asks and another confirms: until then it is
 * `asked` and the alarms ring as ever.
 */
export const OutOfService = z.object({
  /** The device, and the definition where it is only one alarm: there is one at a time. */
  id: z.string(),
  deviceId: DeviceId,
  definitionId: z.string().optional(),
  isLifeSafety: z.boolean(),
  state: z.enum(['asked', 'holds', 'ended']),
  asked: Deed,
  reason: HoldReason,
  comment: z.string().optional(),
  untilMs: EpochMs.optional(),
  /** The second person, for life safety. */
  confirmed: Deed.optional(),
  ended: z.object({ by: Actor, atMs: EpochMs, cause: z.enum(['person', 'time']) }).optional(),
})
export type OutOfService = z.infer<typeof OutOfService>

/** What a device's alarm has of its own, otherwise than its type says. Absent: as the type has it. */
export const AlarmSettingValues = z.object({
  isEnabled: z.literal(false).optional(),
  priority: AlarmPriority.optional(),
  /** Of `above`, `below`, `rate` and `deviation`, in the property's unit (`rate`: a minute). */
  limit: z.number().optional(),
  deadband: z.number().min(0).optional(),
  onDelayMs: z.number().int().min(0).max(3_600_000).optional(),
  offDelayMs: z.number().int().min(0).max(3_600_000).optional(),
})
export type AlarmSettingValues = z.infer<typeof AlarmSettingValues>

/** A change to the alarms of one device: what holds now, who said so and why. The journal has all that held before. */
export const AlarmSetting = z.object({
  /** As of `outOfServiceIdOf`: the device and the definition. */
  id: z.string(),
  deviceId: DeviceId,
  definitionId: z.string(),
  /** Empty: back to what the type says. */
  values: AlarmSettingValues,
  reason: z.string().min(1).max(500),
  saved: Deed,
})
export type AlarmSetting = z.infer<typeof AlarmSetting>
