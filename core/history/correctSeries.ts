import { type CorrectionChange, qualityCodes } from '../../domain/contract'
import { firstAtOrAfter, type Series } from './Series'

/** What a person said about samples of one point, both ends included. */
export interface SampleCorrection {
  readonly id: string
  readonly fromMs: number
  readonly toMs: number
  readonly change: CorrectionChange
  /** When it was made, UTC ms: of two the later is applied to what the sooner made. */
  readonly madeAtMs: number
}

export const inOrderOfMaking = (corrections: Iterable<SampleCorrection>): SampleCorrection[] =>
  [...corrections].sort((a, b) => a.madeAtMs - b.madeAtMs || (a.id < b.id ? -1 : 1))

/**
 * Samples as people say they were. What was recorded is not touched: the answer shares nothing with it that changes.
 *
 * @param samples time order, each time once, one column
 * @param corrections in order of making
 */
export function correctSeries(samples: Series, corrections: readonly SampleCorrection[]): Series {
  const { timesMs } = samples
  let values: Float64Array | undefined
  let qualities: Uint8Array | undefined
  for (const { fromMs, toMs, change } of corrections) {
    const from = firstAtOrAfter(timesMs, fromMs)
    const to = firstAtOrAfter(timesMs, toMs + 1)
    if (from >= to) continue
    if (change.kind === 'exclude') (qualities ??= samples.qualities.slice()).fill(qualityCodes.bad, from, to)
    else {
      values ??= samples.columns[0]!.slice()
      for (let row = from; row < to; row++) values[row] = changed(values[row]!, change)
      // What a person vouches for counts, whatever the device thought of it.
      if (change.kind === 'set') (qualities ??= samples.qualities.slice()).fill(qualityCodes.good, from, to)
    }
  }
  if (!values && !qualities) return samples
  return {
    ...samples,
    columns: values ? [values] : samples.columns,
    qualities: qualities ?? samples.qualities,
  }
}

function changed(value: number, change: Exclude<CorrectionChange, { kind: 'exclude' }>): number {
  switch (change.kind) {
    case 'set':
      return change.value
    case 'add':
      return tidy(value + change.by)
    case 'multiply':
      return tidy(value * change.by)
  }
}

/** Nine digits after the point are more than any device has: 0.1 + 0.2 is 0.3 again. */
const tidy = (value: number): number => (Math.abs(value) < 1e6 ? Math.round(value * 1e9) / 1e9 : value)
