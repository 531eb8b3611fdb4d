import { z } from 'zod'
import { Deed } from './actor'
import { AlarmId, DeviceId, EpochMs, IncidentId } from '../primitives'
import { AlarmPriority } from '../thingModel'

/** ISA-18.2 states of the foundation; shelving and suppression come with alarm handling. */
export const AlarmStateName = z.enum(['unacknowledged', 'acknowledged', 'returnedUnacknowledged', 'returned'])
export type AlarmStateName = z.infer<typeof AlarmStateName>

/** One episode of one condition of one device: from raised until it is both returned and acknowledged. */
export const Alarm = z.object({
  id: AlarmId,
  deviceId: DeviceId,
  definitionId: z.string(),
  priority: AlarmPriority,
  isLifeSafety: z.boolean(),
  state: AlarmStateName,
  /** Source time of the first occurrence. */
  raisedAtMs: EpochMs,
  /** When the core knew. */
  arrivedAtMs: EpochMs,
  lastOccurredAtMs: EpochMs,
  occurrences: z.number().int().min(1),
  /** Value and limit at the last occurrence, in the property's unit. */
  value: z.number().optional(),
  limit: z.number().optional(),
  property: z.string().optional(),
  returnedAtMs: EpochMs.optional(),
  acknowledged: Deed.optional(),
  alsoAcknowledged: z.array(Deed),
  incidentId: IncidentId.optional(),
  /** Shown before it is saved, because the disk does not take it: nobody can decide on it yet. Told to windows only, never stored; no fold sets it. */
  isUnsaved: z.literal(true).optional(),
})
export type Alarm = z.infer<typeof Alarm>
