import { SolarDay } from 'tyme4ts'
import { z } from 'zod'
import { isWorkday } from '../command/isWorkday'
import type { RuleDays } from '../contract'

/** A moment by the district's clock and calendars. */
interface LocalMoment {
  /** YYYY-MM-DD. */
  readonly date: string
  /** Since midnight. */
  readonly minute: number
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number
  readonly isWorkday: boolean
  /** A leap month is negative. */
  readonly lunarMonth: number
  readonly lunarDay: number
}

export interface RuleCalendar {
  at(atMs: number): LocalMoment
  /** The moment at which clocks show a minute of the day on which `atMs` lies, UTC ms. */
  minuteOf(atMs: number, minute: number): number
}

/** Days of an installation that are not as the table of public holidays says: a setting `rules.days`. */
export const DayTable = z
  .array(z.object({ date: z.string().regex(/^\d{4}-\d\d-\d\d$/), isWorkday: z.boolean() }))
  .max(2_000)
export type DayTable = z.infer<typeof DayTable>
/** Key of the setting that holds a `DayTable`. */
export const dayTableKey = 'rules.days'

const dayMs = 86_400_000
/** Clocks are set by whole quarters of an hour. */
const clockStepMs = 900_000

/** @param timeZone IANA name */
export function createRuleCalendar(timeZone: string, table: DayTable = []): RuleCalendar {
  const ours = new Map(table.map(({ date, isWorkday: works }) => [date, works]))
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const days = new Map<number, Omit<LocalMoment, 'minute'>>()
  let known = { step: Number.NaN, offsetMs: 0 }

  /** How far the district's clocks are ahead of UTC at a moment. */
  const offsetAt = (atMs: number): number => {
    const step = Math.floor(atMs / clockStepMs)
    if (known.step === step) return known.offsetMs
    const parts = new Map(format.formatToParts(step * clockStepMs).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
    const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
    known = { step, offsetMs: local - step * clockStepMs }
    return known.offsetMs
  }

  const dayOf = (localDay: number): Omit<LocalMoment, 'minute'> => {
    const seen = days.get(localDay)
    if (seen) return seen
    const date = new Date(localDay * dayMs)
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
    const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay()
    const text = date.toISOString().slice(0, 10)
    const lunar = SolarDay.fromYmd(year, month, day).getLunarDay()
    const made = {
      date: text,
      weekday,
      isWorkday: ours.get(text) ?? isWorkday({ year, month, day, weekday }),
      lunarMonth: lunar.getMonth(),
      lunarDay: lunar.getDay(),
    }
    // A back-test goes over a month of days; what is older is made anew.
    if (days.size > 64) days.clear()
    days.set(localDay, made)
    return made
  }

  return {
    at(atMs) {
      const local = atMs + offsetAt(atMs)
      const localDay = Math.floor(local / dayMs)
      return { ...dayOf(localDay), minute: Math.floor((local - localDay * dayMs) / 60_000) }
    },
    minuteOf(atMs, minute) {
      const local = atMs + offsetAt(atMs)
      const wanted = Math.floor(local / dayMs) * dayMs + minute * 60_000
      const guess = wanted - offsetAt(wanted - offsetAt(atMs))
      return wanted - offsetAt(guess)
    },
  }
}

/** Whether a day is one of those that are meant. */
export function isDayOf({ weekdays, kind, dates, lunar }: RuleDays, moment: Omit<LocalMoment, 'minute'>): boolean {
  if (weekdays && !weekdays.includes(moment.weekday)) return false
  if (kind && (kind === 'workday') !== moment.isWorkday) return false
  // Dates of both calendars are days to add up: New Year's Eve, and the first of October.
  if (!dates && !lunar) return true
  const isDate = dates?.includes(moment.date.slice(5)) ?? false
  return isDate || (lunar?.some(({ month, day }) => month === moment.lunarMonth && day === moment.lunarDay) ?? false)
}

/** "07:30" → 450. */
export const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Whether a minute of the day lies in a window that may go over midnight; the end is not in it. A window without length is the whole day. */
export function isInWindow(minute: number, from: number, to: number): boolean {
  if (from === to) return true
  return from < to ? minute >= from && minute < to : minute >= from || minute < to
}
