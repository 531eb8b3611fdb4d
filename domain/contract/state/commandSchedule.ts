import { z } from 'zod'
import { Deed } from './actor'
import { DeviceId, EpochMs } from '../primitives'
import { CommandClass, CommandInput } from '../thingModel'
import { MAX_BATCH_DEVICES } from './commandBatch'

/** Which devices: those named, or all that fit every part that is given. Only those that know the service count. */
export const CommandTarget = z.object({
  deviceIds: z.array(DeviceId).max(MAX_BATCH_DEVICES).optional(),
  typeId: z.string().max(64).optional(),
  /** Key of an on-site system, or the beginning of one: `fire`, `fire.hydrant_monitoring`. */
  systemKey: z.string().max(80).optional(),
  buildingId: z.string().max(64).optional(),
  floor: z.number().int().optional(),
  /** A part of the device's name or id. */
  text: z.string().max(100).optional(),
})
export type CommandTarget = z.infer<typeof CommandTarget>

/** When a schedule is due, in the district's time zone. */
export const ScheduleWhen = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('once'), atMs: EpochMs }),
  z.object({
    kind: z.literal('weekly'),
    /** Minutes since midnight. */
    minutes: z.array(z.number().int().min(0).max(1439)).min(1).max(24),
    /** 1 is Monday, 7 Sunday. */
    weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    /**
     * `ignore` the weekday alone counts; `workdays` days on which people work, make-up days included, whatever the weekday; `restDays` days on which they do not.
     */
    holidays: z.enum(['ignore', 'workdays', 'restDays']),
  }),
])
export type ScheduleWhen = z.infer<typeof ScheduleWhen>

export const ScheduleOrder = z.object({
  name: z.string().min(1).max(80),
  target: CommandTarget,
  service: z.string().max(64),
  input: CommandInput,
  commandClass: CommandClass,
  reason: z.string().max(500).optional(),
  perSecond: z.number().int().min(1).max(200),
  stopAfterFailures: z.number().int().min(0).max(MAX_BATCH_DEVICES),
  when: ScheduleWhen,
  /** How late a missed time may still be done. 0: it is told and not done. */
  lateUpToMs: z.number().int().min(0).max(86_400_000),
  isEnabled: z.boolean(),
})
export type ScheduleOrder = z.infer<typeof ScheduleOrder>

/** A command for later, once or again and again. Each of its times is done by one seat, once. */
export const CommandSchedule = z.object({
  id: z.string().min(1).max(80),
  ...ScheduleOrder.shape,
  saved: Deed,
  state: z.enum(['active', 'paused', 'over', 'removed']),
  /** The last times, newest first, at most ten. */
  times: z.array(
    z.object({
      dueAtMs: EpochMs,
      outcome: z.enum(['ran', 'missed', 'noDevice']),
      batchId: z.string().optional(),
      /** So many more times before it were missed as well. */
      alsoMissed: z.number().int().optional(),
    }),
  ),
  removed: Deed.optional(),
})
export type CommandSchedule = z.infer<typeof CommandSchedule>
