import { z } from 'zod'
import { AlarmPriority } from '../thingModel'
import { DeviceId, EpochMs } from '../primitives'

const count = z.number().int().min(0)
/** 0 to 1; absent where there is nothing to divide by. */
const share = z.number().min(0).max(1).optional()
const Source = z.object({ deviceId: DeviceId, definitionId: z.string(), count })

/** Where alarms are: each in exactly one place, so that `raw = shown + folded + shelved + suppressed + outOfService`. */
export const FloodLaw = z.object({
  raw: count,
  shown: count,
  /** Under the alarm that is taken as their cause. */
  folded: count,
  shelved: count,
  suppressed: count,
  outOfService: count,
})
export type FloodLaw = z.infer<typeof FloodLaw>

/**
 * How the alarm system did over a time. An annunciation is a moment at which an alarm asked for an acknowledgement: raised, come again after a return, or told
 * again after a shelf; what was put aside asked for none.
 *
 * @source ANSI/ISA-18.2-2016 §16, EEMUA 191 ed. 3 (figures and their goals)
 */
export const AlarmKpis = z.object({
  fromMs: EpochMs,
  /** As asked, but not ahead of now. */
  toMs: EpochMs,
  annunciations: count,
  /** Persons who dealt with alarms in that time; at least 1. */
  operators: z.number().int().min(1),
  /** Mean over all 10-minute slots, divided by `operators`. Goal: about 1; 2 can be managed. */
  per10MinPerOperator: z.number().min(0),
  /** The fullest slot of 10 min. Goal: at most 10 an operator. */
  peak10Min: z.object({ count, fromMs: EpochMs }).optional(),
  /** Of each slot of 10 min from `fromMs` on, for the chart; the last one may be shorter. */
  per10Min: z.array(count).max(31 * 144),
  /** Of all slots, those in flood: it begins with more than 10 annunciations an operator and ends with fewer than 5. Goal: below 0.01. */
  floodShare: share,
  /** Annunciations by priority. Goal for three priorities: about 5 %, 15 %, 80 % from the highest down. */
  byPriority: z.record(AlarmPriority, count),
  /** From the annunciation until somebody took it, ms; `open`: nobody has yet, at the end of the time. */
  timeToAcknowledge: z.record(
    AlarmPriority,
    z.object({
      acknowledged: count,
      open: count,
      p50Ms: z.number().min(0).optional(),
      p90Ms: z.number().min(0).optional(),
    }),
  ),
  /** Standing in the list now, and for more than 24 h at `toMs`; oldest first, at most 100. Goal: fewer than 5. */
  stale: z.array(z.object({ alarmId: z.string(), deviceId: DeviceId, definitionId: z.string(), raisedAtMs: EpochMs })),
  staleCount: count,
  /** Occurred three times or more within one minute; by occurrences, top ten. Goal: none. */
  chattering: z.array(Source).max(10),
  /** By occurrences, top ten, and their share of all. Goal of the share: below 0.05. */
  mostFrequent: z.array(Source).max(10),
  mostFrequentShare: share,
  /** How often alarms were put on a shelf in the time. */
  shelved: count,
  /** How often a device or one alarm of it went out of service in the time. */
  outOfService: count,
  /** How often alarms were suppressed by design in the time. */
  suppressed: count,
  escalated: count,
  /** Judged alarms of the time, by verdict, and the share that were not real. */
  /** Where every alarm that is not over is now: `raw` = the sum of all others. */
  law: FloodLaw,
  judged: z.object({ real: count, false: count, test: count, nuisance: count }),
  falseShare: share,
})
export type AlarmKpis = z.infer<typeof AlarmKpis>
