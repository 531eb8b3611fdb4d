import { z } from 'zod'
import { DeviceId, EpochMs } from '../primitives'
import { Deed } from './actor'

/** What a correction does to each sample of its range. `exclude`: it takes no part in figures any more and shows as bad. */
export const CorrectionChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set'), value: z.number() }),
  z.object({ kind: z.literal('add'), by: z.number() }),
  z.object({ kind: z.literal('multiply'), by: z.number() }),
  z.object({ kind: z.literal('exclude') }),
])
export type CorrectionChange = z.infer<typeof CorrectionChange>

/** What a correction says: samples of one point from `fromMs` to `toMs`, both included, are read as if the device had told them so. */
export const CorrectionText = z.object({
  deviceId: DeviceId,
  property: z.string().min(1).max(64),
  fromMs: EpochMs,
  toMs: EpochMs,
  change: CorrectionChange,
  reason: z.string().min(1).max(500),
})
export type CorrectionText = z.infer<typeof CorrectionText>

/** A person corrects what was recorded. The original stays where it is; figures follow, and follow back when the correction is withdrawn. */
export const Correction = CorrectionText.extend({
  id: z.string().min(1).max(80),
  made: Deed,
  withdrawn: Deed.optional(),
})
export type Correction = z.infer<typeof Correction>
