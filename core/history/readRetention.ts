import { z } from 'zod'
import { dayMs, defaultRetention, type Retention, type RetentionClass, type RetentionPlan } from './levels'

const days = z.number().int().min(1).max(36_525).optional()
const Kept = z.strictObject({ samplesDays: days, minuteDays: days, hourDays: days, dayDays: days })
const Plan = z.strictObject({ standard: Kept.optional(), meter: Kept.optional(), safety: Kept.optional() })

/**
 * How long history is kept, as people write it: `{"standard": {"samplesDays": 30}, "safety": {"samplesDays": 2000}}`; what is not said stays as it is by itself. What bears on lives is
 * never kept shorter than the rest.
 *
 * @throws Error with a sentence for the person who wrote it
 */
export function readRetention(text: string): RetentionPlan {
  const given = Plan.parse(JSON.parse(text))
  const of = (kept: RetentionClass): Retention => {
    const { samplesDays, minuteDays, hourDays, dayDays } = given[kept] ?? {}
    const before = defaultRetention[kept]
    return {
      samplesMs: samplesDays === undefined ? before.samplesMs : samplesDays * dayMs,
      minuteMs: minuteDays === undefined ? before.minuteMs : minuteDays * dayMs,
      hourMs: hourDays === undefined ? before.hourMs : hourDays * dayMs,
      dayMs: dayDays === undefined ? before.dayMs : dayDays * dayMs,
    }
  }
  const plan = { standard: of('standard'), meter: of('meter'), safety: of('safety') }
  for (const other of ['standard', 'meter'] as const)
    for (const level of ['samplesMs', 'minuteMs', 'hourMs', 'dayMs'] as const)
      if (plan.safety[level] < plan[other][level])
        throw new Error(`safety must not be kept shorter than ${other} (${level.replace('Ms', '')})`)
  return plan
}
