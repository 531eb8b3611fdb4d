import { longestBackTestMs } from '../../../../domain/contract'

/** Stretches that end now, ms. */
export const lastRanges = {
  hour: 3_600_000,
  shift: 8 * 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: longestBackTestMs,
}
export type LastRange = keyof typeof lastRanges

/** A stretch of the past that somebody chose himself, UTC ms; an open end is now, one that is no moment is NaN. */
export interface OwnRange {
  fromMs: number | undefined
  toMs: number | undefined
}

/** What is tested, or why it cannot be. */
export function backTestRange(
  range: LastRange | 'own',
  own: OwnRange,
  nowMs: number,
): { fromMs: number; toMs: number } | { problem: 'order' | 'tooLong' } {
  const now = Math.floor(nowMs)
  if (range !== 'own') return { fromMs: now - lastRanges[range], toMs: now }
  // Nothing is recorded of what has not been yet.
  const toMs = Math.min(own.toMs ?? now, now)
  const fromMs = own.fromMs
  if (fromMs === undefined || !(fromMs < toMs)) return { problem: 'order' }
  return toMs - fromMs > longestBackTestMs ? { problem: 'tooLong' } : { fromMs, toMs }
}
