/**
 * Where a condition stands between "begins to hold" and "the alarm stands", as a byte for columns.
 * The condition holds in `rising` and `standing`; the alarm stands in `standing` and `falling`.
 */
export const phases = { normal: 0, rising: 1, standing: 2, falling: 3 } as const
export type Phase = (typeof phases)[keyof typeof phases]

/**
 * The phase once time has come to `atMs` and nothing else happened: a value holds until the next one is told.
 * Whether a clock or the next sample brings the time makes no difference, so that live and backfilled samples tell the same story.
 *
 * @param sinceMs when the phase began, by the clock that `atMs` is of
 */
export function phaseAfter(phase: Phase, sinceMs: number, atMs: number, onDelayMs: number, offDelayMs: number): Phase {
  if (phase === phases.rising && atMs - sinceMs >= onDelayMs) return phases.standing
  if (phase === phases.falling && atMs - sinceMs >= offDelayMs) return phases.normal
  return phase
}

/** The phase once the condition was found to hold or not. A delay of 0 is passed at once. */
export function phaseOn(phase: Phase, holds: boolean, onDelayMs: number, offDelayMs: number): Phase {
  if (holds) {
    if (phase === phases.normal) return onDelayMs === 0 ? phases.standing : phases.rising
    return phase === phases.falling ? phases.standing : phase
  }
  if (phase === phases.standing) return offDelayMs === 0 ? phases.normal : phases.falling
  return phase === phases.rising ? phases.normal : phase
}
