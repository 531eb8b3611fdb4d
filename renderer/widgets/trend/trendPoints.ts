import { qualityCodes, type HistorySeries } from '../../../domain/contract'
import type { LatestSample } from '../../feed'

export interface TrendPoint {
  atMs: number
  /** `undefined` where nothing is known: the line stops there. */
  value: number | undefined
  /** Lowest and highest of a bucket; the same as the value for a raw sample. */
  low: number | undefined
  high: number | undefined
  isBad: boolean
}

const known = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? undefined : value)

/**
 * History and what came since, as one line without bridges: a bucket without samples is a gap, and so is a hole of raw samples that is longer than
 * `gapMs`. Bad values are no values; they, and buckets that hold one, mark a stretch.
 *
 * @param live samples that came after the history was read, in order of time
 */
export function trendPoints(history: HistorySeries, live: readonly LatestSample[], gapMs: number): TrendPoint[] {
  const points: TrendPoint[] = []
  const lastMs = () => points.at(-1)?.atMs
  const push = (
    atMs: number,
    value: number | undefined,
    low: number | undefined,
    high: number | undefined,
    quality: number | undefined,
    isSample: boolean,
  ) => {
    const isBad = quality === qualityCodes.bad
    // A bucket has left its bad samples out itself, and tells of the others.
    const isNothing = isBad && isSample
    const before = lastMs()
    if (before !== undefined && isRaw && atMs - before > gapMs)
      points.push({ atMs: before + 1, value: undefined, low: undefined, high: undefined, isBad: false })
    points.push({
      atMs,
      value: isNothing ? undefined : value,
      low: isNothing ? undefined : low,
      high: isNothing ? undefined : high,
      isBad,
    })
  }
  const isRaw = history.resolution === 'raw'
  history.timesMs.forEach((atMs, at) =>
    push(
      atMs,
      known(history.average[at]),
      known(history.minimum[at]),
      known(history.maximum[at]),
      history.qualities[at],
      isRaw,
    ),
  )
  for (const { timeMs, value, quality } of live)
    if (timeMs > (lastMs() ?? 0)) push(timeMs, known(value), known(value), known(value), quality, true)
  return points
}

/** Stretches of bad values, from and to in UTC ms; one that still lasts ends at the last point. */
export function badStretches(points: readonly TrendPoint[]): [fromMs: number, toMs: number][] {
  const stretches: [number, number][] = []
  let fromMs: number | undefined
  for (const { atMs, isBad, value } of points) {
    if (isBad) fromMs ??= atMs
    // A gap does not end a bad stretch, a good value does.
    else if (fromMs !== undefined && value !== undefined) {
      stretches.push([fromMs, atMs])
      fromMs = undefined
    }
  }
  const last = points.at(-1)
  if (fromMs !== undefined && last) stretches.push([fromMs, last.atMs])
  return stretches
}
