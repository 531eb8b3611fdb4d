import type { SampleBatch } from '../../domain/contract'
import { packSamples } from '../../domain/channel/packedSamples'

const packed = new WeakMap<SampleBatch, Uint8Array>()

/** A batch of samples as its bytes, the same for whoever is told of the same batch; every other event as it is. */
export function packedOnce(event: unknown): unknown {
  if (!isSampleBatch(event)) return event
  const known = packed.get(event)
  if (known) return known
  const bytes = packSamples(event)
  packed.set(event, bytes)
  return bytes
}

const isSampleBatch = (event: unknown): event is SampleBatch =>
  typeof event === 'object' &&
  event !== null &&
  'points' in event &&
  event.points instanceof Uint32Array &&
  'values' in event &&
  event.values instanceof Float64Array &&
  'timesMs' in event &&
  event.timesMs instanceof Float64Array &&
  'qualities' in event &&
  event.qualities instanceof Uint8Array
