import { z } from 'zod'
import { call, collection, done, feed, none } from '../call'
import { ErrorCode } from '../errors'
import {
  Alarm,
  AlarmCause,
  AlarmSetting,
  AlarmSettingValues,
  AlarmVerdict,
  HoldReason,
  OutOfService,
} from '../state/alarm'
import { AlarmKpis } from '../state/alarmKpis'
import { AccountId, AlarmId, DeviceId, EpochMs, IdempotencyKey } from '../primitives'
import { AlarmPriority } from '../thingModel'

const ids = z.array(AlarmId).min(1).max(1000)
const comment = z.string().min(1).max(500)

/** What became of each of many: done, or why not. One that is refused keeps no other from being done. */
const BulkAnswer = z.object({ done: z.array(AlarmId), refused: z.array(z.object({ id: AlarmId, code: ErrorCode })) })
export type BulkAnswer = z.infer<typeof BulkAnswer>

export const alarmCalls = {
  /**
   * Alarms that are not over: standing, or returned and not acknowledged, or put aside (`shelved`, `outOfService`: for the lists of those, out of all
   * others), or returned within the last 30 s. Never batched.
   */
  'alarm.changed': feed('view', 'exact', none, collection(Alarm)),
  /** How many alarms came to their end within the last `withinMs`: returned and acknowledged. Told when the number changes, at most once a second. */
  'alarm.closed': feed(
    'view',
    'latest',
    none,
    z.object({ count: z.number().int().min(0), withinMs: z.number().int().min(1) }),
  ),
  /** What is out of service, and what waits for its second person; ended ones of the last 12 h. */
  'outOfService.changed': feed('view', 'exact', none, collection(OutOfService)),
  'alarm.history': call(
    'view',
    z.object({
      deviceId: DeviceId.optional(),
      definitionId: z.string().optional(),
      priority: AlarmPriority.optional(),
      /** Key of the on-site system, or the family before its dot. */
      system: z.string().max(80).optional(),
      fromMs: EpochMs.optional(),
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
    z.object({
      acknowledged: z.array(AlarmId),
      /** One that is refused keeps no other from being acknowledged: `notFound`, `storageDegraded`. */
      refused: z.array(z.object({ id: AlarmId, code: ErrorCode })),
    }),
  ),
  /** "I handle these", for 15 min from one's own last deed on it. From another only by naming him in `fromOwner`; else refused with `ownedByAnother`. */
  'alarm.take': call(
    'alarm.acknowledge',
    z.object({ key: IdempotencyKey, ids, fromOwner: AccountId.optional() }),
    BulkAnswer,
  ),
  'alarm.release': call('alarm.acknowledge', z.object({ key: IdempotencyKey, ids }), BulkAnswer),
  /**
   * Puts aside for `minutes` from now; more than 8 h needs `alarm.shelveLong`. A second call moves the end. Refused for each with `lifeSafety`,
   * `illegalState` (over), `notFound`.
   */
  'alarm.shelve': call(
    'alarm.shelve',
    z.object({
      key: IdempotencyKey,
      ids,
      minutes: z
        .number()
        .int()
        .min(1)
        .max(24 * 60),
      reason: HoldReason,
      comment: comment.optional(),
    }),
    BulkAnswer,
  ),
  'alarm.unshelve': call('alarm.shelve', z.object({ key: IdempotencyKey, ids }), BulkAnswer),
  /** Where a life-safety alarm is among them the answer is `asked`, and another person has to confirm within 30 min. */
  'alarm.takeOutOfService': call(
    'alarm.outOfService',
    z.object({
      key: IdempotencyKey,
      deviceId: DeviceId,
      /** Absent: every alarm of the device. */
      definitionId: z.string().min(1).max(64).optional(),
      reason: HoldReason,
      comment: comment.optional(),
      /** Absent: until somebody returns it. */
      untilMs: EpochMs.optional(),
    }),
    z.object({ id: z.string(), state: z.enum(['asked', 'holds']) }),
  ),
  /** The second person: a witness, so whoever may shelve. `needsSecondPerson` when it is the same one, `tooLate` after 30 min. */
  'alarm.confirmOutOfService': call('alarm.shelve', z.object({ key: IdempotencyKey, id: z.string() }), done),
  /** Ends it, or withdraws what was asked. What still stands is told again. */
  'alarm.returnToService': call('alarm.outOfService', z.object({ key: IdempotencyKey, id: z.string() }), done),
  'alarm.comment': call('alarm.acknowledge', z.object({ key: IdempotencyKey, ids, text: comment }), BulkAnswer),
  /** What it turned out to be; the last verdict counts. Anything but `real` needs a cause. */
  'alarm.judge': call(
    'alarm.acknowledge',
    z.object({
      key: IdempotencyKey,
      ids,
      verdict: AlarmVerdict,
      cause: AlarmCause.optional(),
      note: comment.optional(),
    }),
    BulkAnswer,
  ),
  /** Ends an alarm that latches and whose condition is gone. Refused for each with `illegalState` (it still holds, or is none that latches), `notFound`. */
  'alarm.reset': call('alarm.acknowledge', z.object({ key: IdempotencyKey, ids }), BulkAnswer),
  /** What alarms of devices have of their own. */
  'alarmSetting.changed': feed('view', 'exact', none, collection(AlarmSetting)),
  /**
   * Sets what one alarm of a device has of its own; `{}` takes all of it back. The whole anew: what is absent is as the type has it.
   *
   * @throws Refused `notFound` no such device or alarm; `worldMoved` it was changed since `seenAtMs`; `badRequest` what the condition does not have, or a
   * limit out of the property's range; `lifeSafety` an alarm of life safety would come later, less often, or not at all
   */
  'alarmSetting.save': call(
    'alarm.configure',
    z.object({
      key: IdempotencyKey,
      deviceId: DeviceId,
      definitionId: z.string().min(1).max(64),
      values: AlarmSettingValues,
      reason: z.string().min(1).max(500),
      /** When what the person saw was saved; absent when there was nothing. */
      seenAtMs: EpochMs.optional(),
    }),
    done,
  ),
  /** What alarms of a device had of their own, newest first. */
  'alarmSetting.history': call(
    'view',
    z.object({ deviceId: DeviceId, definitionId: z.string().min(1).max(64) }),
    z.object({ changes: z.array(AlarmSetting).max(100) }),
  ),
  /** Figures of the alarm system over a time, at most 31 days. */
  'alarm.kpis': call('view', z.object({ fromMs: EpochMs, toMs: EpochMs }), AlarmKpis),
} as const
