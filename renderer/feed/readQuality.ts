import { qualityCodes } from '../../domain/contract'

export type ShownQuality = 'good' | 'uncertain' | 'stale' | 'bad' | 'never'

/** A value is stale after twice its reporting period, but never before 5 s: a network may hiccup. */
export const staleAfterMs = (reportPeriodMs: number): number => Math.max(2 * reportPeriodMs, 5_000)

/**
 * Quality as shown: what the device said, and what time made of it. Bad wins over stale, stale over uncertain.
 *
 * @param quality byte of `qualityCodes`
 * @param timeMs source time of the value, UTC ms
 */
export function readQuality(quality: number, timeMs: number, reportPeriodMs: number, nowMs: number): ShownQuality {
  if (quality === qualityCodes.never) return 'never'
  if (quality === qualityCodes.bad) return 'bad'
  if (nowMs - timeMs > staleAfterMs(reportPeriodMs)) return 'stale'
  return quality === qualityCodes.uncertain ? 'uncertain' : 'good'
}
