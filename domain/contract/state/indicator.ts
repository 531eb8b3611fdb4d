import { z } from 'zod'
import { EpochMs } from '../primitives'
import { AlarmPriority } from '../thingModel'

/** One figure of a monitor. `undefined` value means it could not be computed; the reason says why. */
export const IndicatorValue = z.object({
  id: z.string(),
  value: z.number().optional(),
  atMs: EpochMs,
  quality: z.enum(['good', 'uncertain', 'stale', 'bad']),
  reason: z.string().optional(),
  /** Highest priority of the standing alarms behind the figure. */
  alarm: AlarmPriority.optional(),
  /** Last values, oldest first, one a minute, at most 60. */
  trend: z.array(z.number().nullable()),
})
export type IndicatorValue = z.infer<typeof IndicatorValue>
