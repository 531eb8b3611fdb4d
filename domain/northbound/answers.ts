import { z } from 'zod'
import { Device } from '../contract/district'
import { AlarmId, CommandId, DeviceId, EpochMs, LocalText } from '../contract/primitives'
import { AlarmStateName } from '../contract/state/alarm'
import { CommandRefusal, CommandState } from '../contract/state/command'
import { GrantedRight } from '../contract/parties'
import { AlarmPriority, CommandClass, DeviceType } from '../contract/thingModel'
import { ErrorCode } from '../contract/errors'

/*
 * Answers of `/api/v1`, as JSON. Times are UTC ms. What is stored is changed only by adding, and so is this.
 */

/** What a refused request is answered with, under the HTTP status of its code. `message` is for the engineer's log. */
export const RefusalAnswer = z.object({ code: ErrorCode, message: z.string() })

export const DeviceStateName = z.enum(['unknown', 'online', 'abnormal', 'offline', 'outOfService'])

export const WhoAnswer = z.object({
  system: z.object({ id: z.string(), name: LocalText }),
  /** Devices that it may … */
  devices: z.object({ view: z.number().int(), command: z.number().int(), manage: z.number().int() }),
  nowMs: EpochMs,
})
export type WhoAnswer = z.infer<typeof WhoAnswer>

export const ApplicationDevice = Device.extend({
  systemKey: z.string(),
  /** From large to small: tower, floor, room. */
  placeName: LocalText,
  state: DeviceStateName,
  /** What the asking system may do with it. */
  may: z.array(GrantedRight),
})
export type ApplicationDevice = z.infer<typeof ApplicationDevice>

/** `next`: give it back as `after` for the page that follows; absent on the last one. */
export const DevicesAnswer = z.object({ devices: z.array(ApplicationDevice), next: z.string().optional() })
export type DevicesAnswer = z.infer<typeof DevicesAnswer>

export const DeviceTypesAnswer = z.object({ deviceTypes: z.array(DeviceType) })
export type DeviceTypesAnswer = z.infer<typeof DeviceTypesAnswer>

export const ValueQuality = z.enum(['good', 'uncertain', 'bad'])

export const DeviceValues = z.object({
  deviceId: DeviceId,
  state: DeviceStateName,
  /** Of properties that were heard of; `true` and `false` are 1 and 0. */
  values: z.array(
    z.object({
      property: z.string(),
      /** `null`: told as not a number. */
      value: z.number().nullable(),
      atMs: EpochMs,
      quality: ValueQuality,
      /** Older than twice its period. */
      isStale: z.boolean(),
    }),
  ),
})
export type DeviceValues = z.infer<typeof DeviceValues>

export const ValuesAnswer = z.object({ devices: z.array(DeviceValues), nowMs: EpochMs, next: z.string().optional() })
export type ValuesAnswer = z.infer<typeof ValuesAnswer>

/** What another system needs of an alarm; who did what with it is the house's own. */
export const ApplicationAlarm = z.object({
  id: AlarmId,
  deviceId: DeviceId,
  definitionId: z.string(),
  /** Absent of a definition that its type has no more. */
  name: LocalText.optional(),
  priority: AlarmPriority,
  isLifeSafety: z.boolean(),
  state: AlarmStateName,
  raisedAtMs: EpochMs,
  lastOccurredAtMs: EpochMs,
  occurrences: z.number().int(),
  property: z.string().optional(),
  value: z.number().optional(),
  limit: z.number().optional(),
  acknowledgedAtMs: EpochMs.optional(),
  returnedAtMs: EpochMs.optional(),
})
export type ApplicationAlarm = z.infer<typeof ApplicationAlarm>

export const AlarmsAnswer = z.object({ alarms: z.array(ApplicationAlarm), next: z.string().optional() })
export type AlarmsAnswer = z.infer<typeof AlarmsAnswer>

/** `nextBefore`: give it back as `before` for older ones; absent when there are none. */
export const AlarmHistoryAnswer = z.object({ alarms: z.array(ApplicationAlarm), nextBefore: EpochMs.optional() })
export type AlarmHistoryAnswer = z.infer<typeof AlarmHistoryAnswer>

/** A sample (`step=raw`: minimum, maximum and average are its value), or a bucket that begins at `atMs`. */
export const HistoryRow = z.object({
  atMs: EpochMs,
  quality: ValueQuality,
  minimum: z.number(),
  maximum: z.number(),
  average: z.number(),
  count: z.number().optional(),
  last: z.number().optional(),
  total: z.number().optional(),
})
export type HistoryRow = z.infer<typeof HistoryRow>

export const HistoryAnswer = z.object({
  deviceId: DeviceId,
  property: z.string(),
  unit: z.string().optional(),
  step: z.enum(['raw', 'minute', 'hour', 'day']),
  /** The rows are all there are from here … */
  fromMs: EpochMs,
  /** … up to here. */
  toMs: EpochMs,
  rows: z.array(HistoryRow),
  /** Give it back as `from` for what follows; absent when the range is through. */
  nextFrom: EpochMs.optional(),
})
export type HistoryAnswer = z.infer<typeof HistoryAnswer>

export const ApplicationCommand = z.object({
  id: CommandId,
  deviceId: DeviceId,
  service: z.string(),
  commandClass: CommandClass,
  state: CommandState,
  issuedAtMs: EpochMs,
  sentAtMs: EpochMs.optional(),
  endedAtMs: EpochMs.optional(),
  answer: z.string().optional(),
  /** Why it was held back beside the device: nothing was sent. */
  refusal: CommandRefusal.optional(),
})
export type ApplicationCommand = z.infer<typeof ApplicationCommand>
