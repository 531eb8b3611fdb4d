import { z } from 'zod'
import { bytes, call, collection, feed, float64s, none, uint32s } from '../call'
import { PersonState } from '../state/incident'
import { IndicatorValue } from '../state/indicator'
import { DeviceId, EpochMs } from '../primitives'
import { HistoryStep } from './history'

/** Quality as a byte in binary feeds. Stale is judged by whoever shows it, from the time and the period. */
export const qualityCodes = { good: 0, uncertain: 1, bad: 2, never: 255 } as const
/** Device state as a byte in binary feeds. */
export const deviceStateCodes = { unknown: 0, online: 1, abnormal: 2, offline: 3, outOfService: 4 } as const
export type DeviceStateName = keyof typeof deviceStateCodes

/** A batch of samples as parallel columns. */
export const SampleBatch = z.object({ points: uint32s, values: float64s, timesMs: float64s, qualities: bytes })
export type SampleBatch = z.infer<typeof SampleBatch>

/** History of one point, thinned to what a chart can show. A gap is a bucket without samples: NaN in all three columns. */
export const HistorySeries = z.object({
  fromMs: EpochMs,
  toMs: EpochMs,
  /** Raw samples, or buckets of this many ms. */
  resolution: z.union([z.literal('raw'), z.number()]),
  timesMs: float64s,
  minimum: float64s,
  maximum: float64s,
  average: float64s,
  qualities: bytes,
  /** Of buckets: good and uncertain samples in each, and the last of their values. */
  count: float64s.optional(),
  last: float64s.optional(),
  /** Of meters: by how much they grew since the row before, or what their rate adds up to. */
  total: float64s.optional(),
})
export type HistorySeries = z.infer<typeof HistorySeries>

export const liveCalls = {
  /** Latest values of the asked points at once, then what changed, at most `rateHz` times a second. Without `devices`: of all (goal benches, wall). */
  'samples.changed': feed(
    'view',
    'latest',
    z.object({ devices: z.array(DeviceId).max(20_000).optional(), rateHz: z.number().min(0.1).max(30) }),
    SampleBatch,
  ),
  /** State byte of every device first, then of those that changed. */
  'devices.stateChanged': feed(
    'view',
    'latest',
    z.object({ rateHz: z.number().min(0.1).max(30) }),
    z.object({ isSnapshot: z.boolean(), devices: uint32s, states: bytes }),
  ),
  'people.changed': feed('view', 'latest', none, collection(PersonState)),
  'history.read': call(
    'view',
    z.object({
      deviceId: DeviceId,
      property: z.string().max(64),
      fromMs: EpochMs,
      toMs: EpochMs,
      maxPoints: z.number().int().min(2).max(5_000),
      /** Exactly this, nothing thinner: then the answer may end before the range does, and its `toMs` says where to go on. */
      step: HistoryStep.optional(),
    }),
    HistorySeries,
  ),
  'indicator.changed': feed('view', 'latest', none, z.object({ indicators: z.array(IndicatorValue) })),
} as const
