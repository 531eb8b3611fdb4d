/** The stretch of time that is looked at. A live one ends now, whenever that is. */
export interface TimeRange {
  fromMs: number
  toMs: number
  isLive: boolean
}

/** Room beside the lines, for the numbers of the axis. */
export const plotLeftPx = 64
export const plotRightPx = 32

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

export const spans = [
  { id: 'hour', ms: hourMs },
  { id: 'shift', ms: 8 * hourMs },
  { id: 'day', ms: dayMs },
  { id: 'week', ms: 7 * dayMs },
  { id: 'month', ms: 31 * dayMs },
  { id: 'year', ms: 366 * dayMs },
] as const

/** What a line is laid beside: the same stretch of time, so much earlier. */
export const comparisons = [
  { id: 'day', ms: dayMs },
  { id: 'week', ms: 7 * dayMs },
] as const
export type Comparison = (typeof comparisons)[number]

const shortestMs = 10_000
const longestMs = 3_660 * dayMs

export const spanOf = ({ fromMs, toMs }: TimeRange): number => toMs - fromMs
export const earlier = ({ fromMs, toMs }: TimeRange, byMs: number): TimeRange => ({
  fromMs: fromMs - byMs,
  toMs: toMs - byMs,
  isLive: false,
})
export const lastSpan = (ms: number, nowMs: number): TimeRange => ({ fromMs: nowMs - ms, toMs: nowMs, isLive: true })

/** The same span, further back or forth; what reaches the present goes on with it. */
export function panned(range: TimeRange, byMs: number, nowMs: number): TimeRange {
  const toMs = range.toMs + byMs
  return toMs >= nowMs ? lastSpan(spanOf(range), nowMs) : { fromMs: range.fromMs + byMs, toMs, isLive: false }
}

/** Narrower (factor below 1) or wider around a moment, which stays where it is; a live range stays at the present. */
export function zoomed(range: TimeRange, factor: number, aroundMs: number, nowMs: number): TimeRange {
  const span = Math.min(longestMs, Math.max(shortestMs, spanOf(range) * factor))
  if (range.isLive) return lastSpan(span, nowMs)
  const share = (aroundMs - range.fromMs) / spanOf(range)
  const fromMs = aroundMs - share * span
  const toMs = fromMs + span
  return toMs >= nowMs ? lastSpan(span, nowMs) : { fromMs, toMs, isLive: false }
}

/** The range as it is now. */
export const atNow = (range: TimeRange, nowMs: number): TimeRange =>
  range.isLive ? lastSpan(spanOf(range), nowMs) : range
