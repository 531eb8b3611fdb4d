import { z } from 'zod'
import type { Property, RefusalReason } from '../../domain/contract'
import type { DeviceSlot } from '../site'
import { furthestMs, oldestMs, unsetBeforeMs } from './checks'
import { mostProperties } from './decodePropertyPost'

/** Test support: what a property post may be, said as schemas. The decoder by hand must give the same values and the same refusals. */

type Issue = { code: string; message: string; input?: unknown }
export interface ReferenceOutcome {
  samples: { point: number; value: number; sourceAtMs: number }[]
  reasons: RefusalReason[]
}

const isClockWrong = (time: unknown, nowMs: number): boolean =>
  typeof time === 'number' && Number.isFinite(time) && (time < unsetBeforeMs || time > nowMs + furthestMs)

const timeSchema = (nowMs: number) =>
  z.preprocess(
    (time) => (isClockWrong(time, nowMs) ? nowMs : time),
    z
      .number()
      .min(nowMs - oldestMs, 'timeTooOld')
      .optional(),
  )

/** `1e999` is a number of JSON and infinite; zod gives it the code of a wrong type. */
const reasonOf = (issue: Issue, value: unknown): RefusalReason => {
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return 'notFinite'
  if (issue.message === 'timeTooOld') return issue.message
  return issue.code === 'invalid_type' || issue.code === 'invalid_union' ? 'wrongType' : 'outOfRange'
}

function valueSchema({ type, min, max, values }: Property): z.ZodType<number> {
  if (type === 'bool')
    return z.union([z.number().refine((value) => value === 0 || value === 1), z.boolean().transform(Number)])
  const ranged = z
    .number()
    .min(min ?? -Infinity)
    .max(max ?? Infinity)
  if (type === 'number') return ranged
  return ranged.refine((value) => Number.isInteger(value) && (!values || values.some((named) => named.value === value)))
}

const Message = z.object({
  params: z.custom<Record<string, unknown>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  ),
})

function check(schema: z.ZodType, value: unknown): { value: unknown } | { reason: RefusalReason } {
  const parsed = schema.safeParse(value)
  if (parsed.success) return { value: parsed.data }
  const issue = parsed.error.issues[0]
  if (issue === undefined) throw new Error('a failure without an issue')
  // Of a union the branch that knew the type says what is wrong.
  if (issue.code === 'invalid_union') {
    const ranged = issue.errors.flat().find(({ code }) => code !== 'invalid_type')
    return { reason: reasonOf(ranged ?? issue, value) }
  }
  return { reason: reasonOf(issue, value) }
}

export function decodeByReference(
  message: Readonly<Record<string, unknown>>,
  device: DeviceSlot,
  nowMs: number,
): ReferenceOutcome {
  const parsed = Message.safeParse(message)
  if (!parsed.success) return { samples: [], reasons: ['wrongShape'] }
  const time = check(timeSchema(nowMs), message['time'])
  if ('reason' in time) return { samples: [], reasons: [time.reason] }
  const doubts: RefusalReason[] = isClockWrong(message['time'], nowMs) ? ['clockWrong'] : []
  const entries = Object.entries(parsed.data.params)
  if (entries.length > mostProperties) return { samples: [], reasons: [...doubts, 'wrongShape'] }
  const outcome: ReferenceOutcome = { samples: [], reasons: doubts }
  for (const [name, given] of entries) {
    const slot = device.properties.get(name)
    const wrapped = z.record(z.string(), z.unknown()).safeParse(given)
    const own =
      wrapped.success && !Array.isArray(given) ? check(timeSchema(nowMs), wrapped.data['time']) : { value: undefined }
    if (slot && wrapped.success && !Array.isArray(given) && isClockWrong(wrapped.data['time'], nowMs))
      outcome.reasons.push('clockWrong')
    const value = slot && check(valueSchema(slot.property), wrapped.success ? wrapped.data['value'] : given)
    if (!slot || !value) outcome.reasons.push('unknownProperty')
    else if ('reason' in own) outcome.reasons.push(own.reason)
    else if ('reason' in value) outcome.reasons.push(value.reason)
    else
      outcome.samples.push({
        point: slot.point,
        value: Number(value.value),
        sourceAtMs: Number(own.value ?? time.value ?? nowMs),
      })
  }
  return outcome
}
