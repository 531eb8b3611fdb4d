import type { ScheduleWhen } from '../contract'

/** A day of the calendar. */
export interface Day {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  /** 1 is Monday, 7 Sunday. */
  readonly weekday: number
}

export interface Calendar {
  /** IANA name. */
  readonly timeZone: string
  readonly isWorkday: (day: Day) => boolean
}

const dayMs = 86_400_000
/** A rule that is not due within so many days is never due. */
const horizonDays = 400

/**
 * The times of a schedule after `afterMs` up to and including `untilMs`, oldest first, UTC ms. A time that a change of clocks skips is due when the clock has jumped over it; one that it repeats, once.
 *
 * @param most at most so many, the newest
 */
export function dueTimes(
  when: ScheduleWhen,
  { timeZone, isWorkday }: Calendar,
  { afterMs, untilMs, most = 1000 }: { afterMs: number; untilMs: number; most?: number },
): number[] {
  if (when.kind === 'once') return when.atMs > afterMs && when.atMs <= untilMs ? [when.atMs] : []
  // Older ones than can be told of are not looked for.
  const fromMs = Math.max(afterMs, untilMs - horizonDays * dayMs)
  const times: number[] = []
  const last = localMs(untilMs, timeZone)
  for (let atMs = startOfDay(localMs(fromMs, timeZone)); atMs <= last; atMs += dayMs) {
    if (!isDueOn(when, dayAt(atMs), isWorkday)) continue
    for (const minute of new Set(when.minutes)) times.push(utcMs(atMs + minute * 60_000, timeZone))
  }
  return times
    .filter((atMs) => atMs > afterMs && atMs <= untilMs)
    .sort((a, b) => a - b)
    .slice(-most)
}

/** The next time after `afterMs`, UTC ms; `undefined` when there is none within 400 days. */
export function nextDueMs(when: ScheduleWhen, calendar: Calendar, afterMs: number): number | undefined {
  if (when.kind === 'once') return when.atMs > afterMs ? when.atMs : undefined
  for (let day = 0; day < horizonDays; day += 7) {
    const [first] = dueTimes(when, calendar, { afterMs: afterMs + day * dayMs, untilMs: afterMs + (day + 7) * dayMs })
    if (first !== undefined) return first
  }
  return undefined
}

function isDueOn(when: Extract<ScheduleWhen, { kind: 'weekly' }>, day: Day, isWorkday: Calendar['isWorkday']): boolean {
  if (when.holidays === 'workdays') return isWorkday(day)
  if (when.holidays === 'restDays') return !isWorkday(day)
  return when.weekdays.includes(day.weekday)
}

const startOfDay = (ms: number): number => Math.floor(ms / dayMs) * dayMs

/** @param ms local time written as if it were UTC */
function dayAt(ms: number): Day {
  const date = new Date(ms)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay() === 0 ? 7 : date.getUTCDay(),
  }
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Local time of a moment, written as if it were UTC. */
export function localMs(ms: number, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    const digits = '2-digit'
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: digits,
      day: digits,
      hour: digits,
      minute: digits,
      second: digits,
    })
    formats.set(timeZone, format)
  }
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** The moment at which clocks show a local time. */
function utcMs(local: number, timeZone: string): number {
  const guess = local - (localMs(local, timeZone) - local)
  return local - (localMs(guess, timeZone) - guess)
}
