import { qualityCodes, type HistorySeries } from '../../../domain/contract'

/** What a series says in figures; `undefined` where nothing good was told. */
export interface LaneFigures {
  minimum: number | undefined
  maximum: number | undefined
  average: number | undefined
  /** Of meters: what the range adds up to. Only buckets know it. */
  total: number | undefined
}

export function laneFigures({ average, minimum, maximum, qualities, count, total }: HistorySeries): LaneFigures {
  let least = Infinity
  let greatest = -Infinity
  let sum = 0
  let weight = 0
  let added: number | undefined
  for (let i = 0; i < average.length; i++) {
    const value = average[i] ?? Number.NaN
    const quality = qualities[i] ?? qualityCodes.never
    if (Number.isNaN(value) || quality === qualityCodes.never) continue
    // A raw sample that is bad counts for nothing; a bucket has left its bad ones out itself.
    if (!count && quality >= qualityCodes.bad) continue
    least = Math.min(least, minimum[i] ?? value)
    greatest = Math.max(greatest, maximum[i] ?? value)
    const samples = count?.[i] ?? 1
    sum += value * samples
    weight += samples
    const part = total?.[i]
    if (part !== undefined && !Number.isNaN(part)) added = (added ?? 0) + part
  }
  return weight === 0
    ? { minimum: undefined, maximum: undefined, average: undefined, total: undefined }
    : { minimum: least, maximum: greatest, average: sum / weight, total: added }
}

/** Row of the series at a moment: the last one before it, unless a gap lies there. */
export function rowAt({ timesMs }: HistorySeries, atMs: number): number | undefined {
  let low = 0
  let high = timesMs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((timesMs[middle] ?? Infinity) <= atMs) low = middle + 1
    else high = middle
  }
  return low === 0 ? undefined : low - 1
}
