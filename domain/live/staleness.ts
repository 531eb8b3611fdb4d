/** A value is never called stale before this age, whatever its period: links and clocks of devices jitter. */
const smallestLimitMs = 5_000

/**
 * Age from which a value counts as stale.
 *
 * @param reportPeriodMs how often the device reports the property, ms
 * @source Reliability programme P5: stale after 2 × its period, at least 5 s
 */
export function staleAfterMs(reportPeriodMs: number): number {
  return Math.max(2 * reportPeriodMs, smallestLimitMs)
}

/**
 * True when a value is too old to be shown as current. A source time ahead of `nowMs` (a device whose clock runs fast) is not stale.
 *
 * @param sourceAtMs when the device measured it, UTC ms
 * @param reportPeriodMs how often the device reports the property, ms
 */
export function isStale(sourceAtMs: number, reportPeriodMs: number, nowMs: number): boolean {
  return nowMs - sourceAtMs > staleAfterMs(reportPeriodMs)
}
