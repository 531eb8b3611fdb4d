/** How far ahead of our clock a device's clock may be before we no longer trust its order of facts. */
const trustedAheadMs = 5_000

/**
 * Whether a fact came after a later one of the same source was known, and so says nothing about now (told again by the broker, or overtaken on the way).
 * A source whose last time lies ahead of our own clock has been set right since: its earlier times are the true ones.
 *
 * @param sourceAtMs source time of the fact
 * @param lastSourceAtMs latest source time known
 * @param nowMs our clock
 */
export function isOverdue(sourceAtMs: number, lastSourceAtMs: number, nowMs: number): boolean {
  return sourceAtMs < lastSourceAtMs && lastSourceAtMs <= nowMs + trustedAheadMs
}
