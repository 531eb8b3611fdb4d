import { qualityCodes, type HistorySeries } from '../../../domain/contract'

/**
 * A series as evenly spaced values over its whole time, oldest first; `null` where nothing good was heard. Of several in one place the last holds.
 *
 * @param count how many places the line has
 */
export function sparkValues(series: HistorySeries, count: number): (number | null)[] {
  const values: (number | null)[] = Array.from({ length: count }, () => null)
  const stepMs = (series.toMs - series.fromMs) / count
  series.timesMs.forEach((atMs, at) => {
    const value = series.average[at] ?? Number.NaN
    if (Number.isNaN(value) || series.qualities[at] === qualityCodes.bad) return
    const place = Math.floor((atMs - series.fromMs) / stepMs)
    if (place >= 0 && place < count) values[place] = value
  })
  return isSparse(values) ? bridged(values) : values
}

/** Seldom reported: most places hold nothing, and dots without a line would say nothing. */
const isSparse = (values: readonly (number | null)[]): boolean =>
  values.filter((value) => value !== null).length < values.length / 2

/** A value that is reported seldom holds until the next one. Nothing is put before the first. */
function bridged(values: readonly (number | null)[]): (number | null)[] {
  let last: number | null = null
  return values.map((value) => (last = value ?? last))
}
