import { z } from 'zod'
import { Deed } from './actor'
import { CommandId, DeviceId, EpochMs, IncidentId, PlanRunId } from '../primitives'
import { CommandClass } from '../thingModel'

/** A command takes effect at most once: without an answer in time it ends as unknown and is never sent again by itself (P4). */
export const Command = z.object({
  id: CommandId,
  deviceId: DeviceId,
  service: z.string(),
  input: z.record(z.string(), z.number()),
  commandClass: CommandClass,
  state: z.enum(['held', 'issued', 'sent', 'answered', 'failed', 'unknown', 'expired', 'withdrawn']),
  issued: Deed,
  incidentId: IncidentId.optional(),
  planRunId: PlanRunId.optional(),
  stepId: z.string().optional(),
  reason: z.string().optional(),
  /** Sent without what it usually needs, and why: told to all, looked at afterwards. */
  breakGlass: z.string().optional(),
  /** Lease under which it was issued: only its holder sends it. Absent where no lease is in play. */
  fence: z.number().int().optional(),
  sentAtMs: EpochMs.optional(),
  endedAtMs: EpochMs.optional(),
  /** What the device answered, or why it failed. */
  answer: z.string().optional(),
})
export type Command = z.infer<typeof Command>
