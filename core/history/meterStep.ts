import type { Meter } from '../../domain/things/meter'

/** Nobody knows what flowed while nothing was told for longer than this. */
const longestStepMs = 3_600_000

/**
 * What a meter adds up to from one sample to the next: of a counter by how much it grew, of a rate the mean of both for the time between. A counter that fell has
 * begun anew at 0. It counts over a gap too, since it went on by itself; a rate is unknown there and adds nothing.
 */
export function meterStep(meter: Meter, from: number, fromMs: number, to: number, toMs: number): number {
  if (meter.kind === 'counter') return to >= from ? to - from : to
  const tookMs = toMs - fromMs
  return tookMs > longestStepMs ? 0 : (((from + to) / 2) * tookMs) / meter.unitMs
}
