import type { AlarmTable } from './AlarmTable'
import { roomFor } from './PointLinks'
import type { Schedule } from './Schedule'

const sweepEveryMs = 1_000

/** Looks once a second which points have fallen silent although their device has not. */
export interface SilenceSweep {
  /** Something good was heard of the row's point. */
  heard(row: number): void
  /** Of a device that is not reached its own alarm tells; its points are silent with it. */
  setOffline(deviceIndex: number, isOffline: boolean): void
  stop(): void
}

/**
 * By our clock: nobody knows the source time of what did not come. Counted is the time in which the device is reached: what hangs on a link that is down, and what was never heard,
 * says nothing about its points.
 *
 * @param rows what to do with a row that is silent for too long
 * @param isReached whether anything at all is heard of a device
 */
export function createSilenceSweep(
  table: AlarmTable,
  now: () => number,
  schedule: Schedule,
  rows: { isNormal(row: number): boolean; fall(row: number, atMs: number): void },
  isReached: (deviceIndex: number) => boolean = () => true,
): SilenceSweep {
  /** When each row's point was heard; 0: not yet. */
  let heardAtMs = new Float64Array(0)
  const startedAtMs = now()
  const offline = new Set<number>()
  let cancel: (() => void) | undefined

  const sweep = (): void => {
    const nowMs = now()
    for (const row of table.silences) {
      const { deviceIndex, isEnabled } = table.row(row)
      if (!isReached(deviceIndex)) {
        hearAt(row, nowMs)
        continue
      }
      const dueAtMs = (heardAtMs[row] || startedAtMs) + (table.limits[row] ?? 0)
      if (isEnabled && nowMs > dueAtMs && rows.isNormal(row) && !offline.has(deviceIndex)) rows.fall(row, dueAtMs)
    }
    cancel = schedule(sweepEveryMs, sweep)
  }
  cancel = schedule(sweepEveryMs, sweep)

  const hearAt = (row: number, atMs: number): void => {
    if (row >= heardAtMs.length) {
      heardAtMs = roomFor(heardAtMs, table.size, (size) => new Float64Array(size))
    }
    heardAtMs[row] = atMs
  }
  const hear = (row: number): void => hearAt(row, now())

  return {
    heard: hear,
    setOffline(deviceIndex, isOffline) {
      if (!isOffline && offline.delete(deviceIndex)) {
        // It is given its time anew to tell what it has.
        for (const row of table.silencesOf(deviceIndex)) hear(row)
      } else if (isOffline) offline.add(deviceIndex)
    },
    stop: () => cancel?.(),
  }
}
