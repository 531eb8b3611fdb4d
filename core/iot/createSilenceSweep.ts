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
 * Nobody knows the source time of what did not come: silence is counted in looks, so that a clock that is set, or a machine that slept, makes no point silent and hides none. Counted is the time in which the
 * device is reached: what hangs on a link that is down, and what was never heard, says nothing about its points.
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
  /** Before which look each row's point was heard; 0: not since the start. */
  let heardAtLook = new Uint32Array(0)
  let looks = 0
  const offline = new Set<number>()
  let cancel: (() => void) | undefined

  const sweep = (): void => {
    looks += 1
    for (const row of table.silences) {
      const { deviceIndex, isEnabled } = table.row(row)
      if (!isReached(deviceIndex)) {
        hear(row)
        continue
      }
      const overMs = (looks - (heardAtLook[row] ?? 0)) * sweepEveryMs - (table.limits[row] ?? 0)
      if (isEnabled && overMs > 0 && rows.isNormal(row) && !offline.has(deviceIndex)) rows.fall(row, now() - overMs)
    }
    cancel = schedule(sweepEveryMs, sweep)
  }
  cancel = schedule(sweepEveryMs, sweep)

  const hear = (row: number): void => {
    if (row >= heardAtLook.length) heardAtLook = roomFor(heardAtLook, table.size, (size) => new Uint32Array(size))
    heardAtLook[row] = looks
  }

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
