import { dayMs } from './levels'

/** The clock by which history is thrown away. */
export interface KeepClock {
  /** As of the last look, UTC ms: stands still while the clock is not believed. */
  readonly nowMs: number
  /** Looks at the clock. @returns by how much it went ahead, ms, when it is not believed from now on; else `undefined` */
  look(): number | undefined
}

/** Days without any history before a start after which its clock is not believed at once. Days of roll-ups begin up to two days before what they lie beside. */
const strangeGapDays = 3

/**
 * A clock that was set wrongly must not cost ten years of history: when it went far ahead, nothing is thrown away by it until it has gone on there for so long
 * that somebody would have set it right. A clock that goes back does no harm.
 *
 * @param now UTC ms
 * @param believeAfterMs a jump by more than this is believed after so long; 0 = at once
 * @param newestBeforeMs when the newest history was told that is older than `believeAfterMs`, UTC ms: a start long after it may be one with a wrong clock
 */
export function createKeepClock(
  now: () => number,
  believeAfterMs: number,
  newestBeforeMs: number | undefined,
): KeepClock {
  let lastMs = now()
  let keptMs = lastMs
  /** Since when it is not believed. */
  let strangeFromMs: number | undefined
  /** A strange start is told at the first look. */
  let untoldMs: number | undefined
  if (believeAfterMs > 0 && newestBeforeMs !== undefined && lastMs - newestBeforeMs > strangeGapDays * dayMs) {
    strangeFromMs = lastMs
    untoldMs = lastMs - newestBeforeMs
    keptMs = newestBeforeMs
  }
  return {
    get nowMs() {
      return keptMs
    },
    look() {
      const nowMs = now()
      let aheadMs = untoldMs
      untoldMs = undefined
      if (strangeFromMs !== undefined && (nowMs < strangeFromMs || nowMs - strangeFromMs >= believeAfterMs))
        strangeFromMs = undefined
      else if (strangeFromMs === undefined && believeAfterMs > 0 && nowMs - lastMs > believeAfterMs) {
        strangeFromMs = nowMs
        aheadMs = nowMs - lastMs
      }
      lastMs = nowMs
      if (strangeFromMs === undefined) keptMs = nowMs
      return strangeFromMs === undefined ? undefined : aheadMs
    },
  }
}
