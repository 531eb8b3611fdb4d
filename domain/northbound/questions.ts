import { z } from 'zod'
import { HistoryStep } from '../contract/calls/history'
import { DeviceId, IdempotencyKey } from '../contract/primitives'
import { SeenValues } from '../contract/state/command'
import { DevicePatch } from '../contract/state/registry'
import { CommandInput } from '../contract/thingModel'

/** Devices that one question names. */
export const mostNamed = 200
/** Rows of one page. */
export const mostRows = 1_000
/** Rows of one answer of history. */
export const mostHistoryRows = 2_000
/** Bytes of a body. */
export const mostBodyBytes = 64 * 1024

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .pipe(z.number().int().min(least).max(most))

const limit = (most: number) => whole(1, most).default(Math.min(100, most))

const isoWithZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/
/** UTC ms, or a time of ISO 8601 with its zone. */
const moment = z
  .string()
  .max(40)
  .transform((text, context) => {
    const ms = /^\d{1,16}$/.test(text) ? Number(text) : isoWithZone.test(text) ? Date.parse(text) : Number.NaN
    if (ms >= 0 && ms <= 8_640_000_000_000_000) return ms
    context.addIssue('a time in UTC ms, or as 2026-03-01T08:00:00+08:00')
    return z.NEVER
  })

const one = z.string().min(1).max(80)
/** `device=a&device=b`, or one of them. */
const several = z
  .union([DeviceId, z.array(DeviceId).max(mostNamed)])
  .transform((given): DeviceId[] => (Array.isArray(given) ? given : [given]))

export const nothingAsked = z.strictObject({})
export const DevicesQuestion = z.strictObject({
  limit: limit(mostRows),
  after: whole(0, 2 ** 31).optional(),
  /** Id of a device type. */
  type: one.optional(),
  /** Key of a system, or the family before its dot. */
  system: one.optional(),
})
export const ValuesQuestion = z.strictObject({
  device: several.optional(),
  limit: limit(mostRows),
  after: whole(0, 2 ** 31).optional(),
})
export const AlarmsQuestion = z.strictObject({ limit: limit(mostRows), after: one.optional() })
export const AlarmHistoryQuestion = z.strictObject({
  device: DeviceId.optional(),
  from: moment.optional(),
  before: moment.optional(),
  limit: limit(500),
})
export const HistoryQuestion = z
  .strictObject({
    device: DeviceId,
    property: z.string().min(1).max(64),
    from: moment,
    to: moment,
    step: HistoryStep.default('minute'),
    limit: limit(mostHistoryRows),
  })
  .refine(({ from, to }) => from < to, 'from must be before to')
export const CommandQuestion = z.strictObject({
  /** Made by the asking system; the same key again is the same command. */
  key: IdempotencyKey,
  service: z.string().min(1).max(64),
  input: CommandInput.default({}),
  reason: z.string().trim().min(1).max(500).optional(),
  /** States of the device that the command rests on: held back when they hold no more. */
  seen: SeenValues.optional(),
})
export const PatchQuestion = z.strictObject({ patch: DevicePatch.omit({ organisationId: true }).strict() })
