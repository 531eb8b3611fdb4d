import type { Formats } from '../i18n'

/** `08:04`, or with its day when that is another: an end is told to the minute. */
export function formatUntil(format: Pick<Formats, 'moment' | 'clock'>, atMs: number, nowMs: number): string {
  const moment = format.moment(atMs, nowMs)
  return moment === format.clock(atMs) ? format.clock(atMs, { seconds: false }) : moment
}
