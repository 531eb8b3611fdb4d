/**
 * Bugs that the simulation can be built with: it must find each of them, or it shows nothing.
 *
 * - `ackBeforeSync` a write is answered before it is on disk
 * - `noDedupe` what the site tells twice is written twice
 * - `skippedCursor` of a range that came in, one entry is passed over
 * - `outOfOrder` entries are stored in whatever order they come
 * - `refoldSkipped` a late entry is folded on top instead of into its place
 * - `clockUnlimited` a peer's clock pulls this seat's without limit
 * - `clearWithoutAck` an alarm that returns is acknowledged by itself
 * - `lostApproval` a command of class 3 is issued without what it needs
 * - `noFenceCheck` whoever drives sends what was issued under another lease
 * - `replayAtMerge` whoever begins to drive sends again what may have left before
 * - `silentMerge` nobody looks for conflicts
 */
export const flaws = [
  'ackBeforeSync',
  'noDedupe',
  'skippedCursor',
  'outOfOrder',
  'refoldSkipped',
  'clockUnlimited',
  'clearWithoutAck',
  'lostApproval',
  'noFenceCheck',
  'replayAtMerge',
  'silentMerge',
] as const
export type Flaw = (typeof flaws)[number]
