import { z } from 'zod'
import { call, collection, done, feed, none } from '../call'
import { ErrorCode } from '../errors'
import { Command, CommandRefusal, CommandState, SeenValues } from '../state/command'
import { BatchOrder, CommandBatch, MAX_BATCH_DEVICES } from '../state/commandBatch'
import { CommandSchedule, CommandTarget, ScheduleOrder } from '../state/commandSchedule'
import { CommandId, DeviceId, EpochMs, IdempotencyKey, IncidentId } from '../primitives'
import { CommandClass, CommandInput } from '../thingModel'

const reason = z.string().min(1).max(500)

/** One device of a review: how it stands now, and what would keep the command from it. */
export const ReviewRow = z.object({
  deviceId: DeviceId,
  state: z.enum(['unknown', 'online', 'abnormal', 'offline', 'outOfService']),
  /** Its states as they are, bound to the command. */
  seen: SeenValues,
  /** Absent: it may go. */
  refusal: z.object({ code: ErrorCode, held: CommandRefusal.optional() }).optional(),
})
export type ReviewRow = z.infer<typeof ReviewRow>

export const commandCalls = {
  'command.changed': feed('view', 'exact', none, collection(Command)),
  /**
   * One device. Class 2 needs a reason and `command.issueClass2`; class 3 a second person (`askSecond`) or break-glass. Refused beside the connector, and told as `refusal` of the
   * command, when an interlock forbids it or the device is not any more as `seen`.
   */
  'command.issue': call(
    'command.issue',
    z.object({
      key: IdempotencyKey,
      deviceId: DeviceId,
      service: z.string().max(64),
      input: CommandInput,
      reason: z.string().max(500).optional(),
      incidentId: IncidentId.optional(),
      /** One person alone, or a minority of the seats: sent all the same, with the reason, and told to all. */
      breakGlass: z.string().min(1).max(500).optional(),
      /** States of the device that the person saw. */
      seen: SeenValues.optional(),
      /** Class 3: written down, and sent once another person confirms it within 5 min. */
      askSecond: z.boolean().optional(),
    }),
    z.object({ commandId: CommandId }),
  ),
  /** The second person. `needsSecondPerson` when it is the same one, `tooLate` after the time, `illegalState` when it waits no more. */
  'command.confirm': call('command.issueClass2', z.object({ key: IdempotencyKey, id: CommandId }), done),
  /** The second person says no, or the first takes it back. */
  'command.decline': call('command.issue', z.object({ key: IdempotencyKey, id: CommandId, reason }), done),
  /** What was commanded, newest first. */
  'command.history': call(
    'view',
    z.object({
      deviceId: DeviceId.optional(),
      service: z.string().max(64).optional(),
      batchId: z.string().max(80).optional(),
      /** Account, plan or rule that issued it. */
      byId: z.string().max(80).optional(),
      states: z.array(CommandState).max(9).optional(),
      fromMs: EpochMs.optional(),
      beforeMs: EpochMs.optional(),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({ commands: z.array(Command) }),
  ),
  /** Select, then review: which devices would get it, how they stand, what forbids it. Kept for 10 min, so that what is executed is what was looked at. */
  'command.review': call(
    'command.issue',
    z.object({ target: CommandTarget, service: z.string().max(64), input: CommandInput }),
    z.object({
      reviewId: z.string(),
      commandClass: CommandClass,
      rows: z.array(ReviewRow).max(MAX_BATCH_DEVICES),
      /** Devices of the target that do not know the service. */
      without: z.number().int(),
    }),
  ),

  /** Batches that run or wait, and those that ended within 12 h. */
  'commandBatch.changed': feed('view', 'exact', none, collection(CommandBatch)),
  /** Execute: `notFound` or `tooLate` when the review is gone. */
  'commandBatch.start': call(
    'command.issue',
    z.object({
      key: IdempotencyKey,
      reviewId: z.string(),
      /** Rows that were struck out. Rows that are refused are left out by themselves. */
      without: z.array(DeviceId).max(MAX_BATCH_DEVICES),
      reason: z.string().max(500).optional(),
      incidentId: IncidentId.optional(),
      breakGlass: reason.optional(),
      perSecond: BatchOrder.shape.perSecond,
      stopAfterFailures: BatchOrder.shape.stopAfterFailures,
      /** Class 3: waits until another person confirms it within 5 min. */
      askSecond: z.boolean().optional(),
    }),
    z.object({ batchId: z.string(), devices: z.number().int() }),
  ),
  'commandBatch.confirm': call('command.issueClass2', z.object({ key: IdempotencyKey, id: z.string() }), done),
  'commandBatch.decline': call('command.issue', z.object({ key: IdempotencyKey, id: z.string(), reason }), done),
  /** What has left has left; the rest stays here. */
  'commandBatch.cancel': call('command.issue', z.object({ key: IdempotencyKey, id: z.string(), reason }), done),

  'commandSchedule.changed': feed('view', 'exact', none, collection(CommandSchedule)),
  /** Anew or changed. Class 3 is never scheduled: `needsSecondPerson`. */
  'commandSchedule.save': call(
    'command.issue',
    z.object({
      key: IdempotencyKey,
      id: z.string().min(1).max(48).optional(),
      order: ScheduleOrder.omit({ commandClass: true }),
    }),
    z.object({ id: z.string() }),
  ),
  'commandSchedule.remove': call('command.issue', z.object({ key: IdempotencyKey, id: z.string() }), done),
} as const
