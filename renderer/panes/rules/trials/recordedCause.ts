import { qualityCodes, type HistorySeries } from '../../../../domain/contract'

/** The last good value at a moment that a series tells; a bucket's average where samples are no longer kept. */
export function goodValueAt({ timesMs, average, qualities }: HistorySeries, atMs: number): number | undefined {
  for (let row = timesMs.length - 1; row >= 0; row -= 1) {
    if ((timesMs[row] ?? Infinity) > atMs) continue
    const value = average[row]
    if ((qualities[row] ?? qualityCodes.never) >= qualityCodes.bad || value === undefined || Number.isNaN(value))
      continue
    return value
  }
  return undefined
}
