import { z } from 'zod'
import { dayMs, defaultRetention, type Retention, type RetentionClass, type RetentionPlan } from './levels'

const days = z.number().int().min(1).max(36_525).optional()
const Kept = z.strictObject({ samplesDays: days, minuteDays: days, hourDays: days, dayDays: days })
const Plan = z.strictObject({ standard: Kept.optional(), meter: Kept.optional(), safety: Kept.optional() })

const steps = [
  ['samplesMs', 'minuteMs'],
  ['minuteMs', 'hourMs'],
  ['hourMs', 'dayMs'],
] as const
const msOf = (days: number | undefined): number | undefined => (days === undefined ? undefined : days * dayMs)
const nameOf = (level: keyof Retention): string => level.replace('Ms', '')

/**
 * How long history is kept, as people write it: `{"standard": {"samplesDays": 30}, "safety": {"samplesDays": 2000}}`; what is not said stays as it is by itself, and wider figures at least as long as finer ones. What bears on lives is
 * never kept shorter than the rest.
 *
 * @throws Error with a sentence for the person who wrote it
 */
export function readRetention(text: string): RetentionPlan {
  const given = Plan.parse(JSON.parse(text))
  const of = (kept: RetentionClass): Retention => {
    const { samplesDays, minuteDays, hourDays, dayDays } = given[kept] ?? {}
    const before = defaultRetention[kept]
    const samplesMs = msOf(samplesDays) ?? before.samplesMs
    const minuteMs = msOf(minuteDays) ?? Math.max(before.minuteMs, samplesMs)
    const hourMs = msOf(hourDays) ?? Math.max(before.hourMs, minuteMs)
    const plan = { samplesMs, minuteMs, hourMs, dayMs: msOf(dayDays) ?? Math.max(before.dayMs, hourMs) }
    // A long chart is made of the wide ones: where they had gone, it would show nothing though the finer are there.
    for (const [finer, wider] of steps)
      if (plan[wider] < plan[finer])
        throw new Error(`${kept}: ${nameOf(wider)} must not be kept shorter than ${nameOf(finer)}`)
    return plan
  }
  const plan = { standard: of('standard'), meter: of('meter'), safety: of('safety') }
  for (const other of ['standard', 'meter'] as const)
    for (const level of ['samplesMs', 'minuteMs', 'hourMs', 'dayMs'] as const)
      if (plan.safety[level] < plan[other][level])
        throw new Error(`safety must not be kept shorter than ${other} (${nameOf(level)})`)
  return plan
}
