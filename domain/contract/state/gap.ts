import { z } from 'zod'
import { Deed } from './actor'
import { DeviceId, EpochMs } from '../primitives'

/** A stretch in which the site may have told something that this seat did not hear. Never silent: recorded, shown, and filled where the device can. */
export const Gap = z.object({
  id: z.string().min(1).max(160),
  linkId: z.string(),
  /** Absent: the whole link. */
  deviceId: DeviceId.optional(),
  fromMs: EpochMs,
  /** Absent while it lasts. */
  toMs: EpochMs.optional(),
  /** Messages missing by the device's own numbers, where it counts them. */
  missing: z.number().int().min(1).optional(),
  /** `sequence`: a number was jumped over; `session`: the broker had forgotten us; `link`: the link was down; `restart`: this seat was not running; `takeover`: between two drivers. */
  cause: z.enum(['sequence', 'session', 'link', 'restart', 'takeover']),
  state: z.enum(['open', 'filling', 'filled', 'unfillable']),
  found: Deed,
  /** Samples and events that came later. */
  filled: z.number().int().min(0),
  endedAtMs: EpochMs.optional(),
  /** Why it stays: see `GapReason`. */
  reason: z.string().max(500).optional(),
})
export type Gap = z.infer<typeof Gap>
