import { inZone, momentOf } from '../../i18n/zonedMoment'

/** How exactly a moment is typed. */
export type Precision = 'day' | 'minute' | 'second'

/** `2026-11-23 3:00:07`; separators and leading zeros as a hand writes them, full width ones too; a day may stand alone, and is its beginning. */
const form =
  /^\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]\s*(\d{1,2})\s*[:：]\s*(\d{1,2})(?:\s*[:：]\s*(\d{1,2}))?)?\s*$/

const two = (number: number) => String(number).padStart(2, '0')

/**
 * What was typed, as it is written here: `2026-11-23`, `2026-11-23 03:00`, `2026-11-23 03:00:07`.
 *
 * @returns nothing for what is no day or no time of one: 30 February, 24:00, a time where only a day is asked for
 */
export function writtenMoment(typed: string, precision: Precision): string | undefined {
  const parts = form.exec(typed)
  if (!parts) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0))
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  if (precision === 'day') return parts[4] === undefined ? date : undefined
  if (precision === 'minute' && second !== 0) return undefined
  return `${date} ${two(hour)}:${two(minute)}${precision === 'second' ? `:${two(second)}` : ''}`
}

/** The moment that was typed, by the clock of a time zone, UTC ms; of a day its beginning. */
export function typedMoment(typed: string, timeZone: string, precision: Precision = 'second'): number | undefined {
  const written = writtenMoment(typed, precision)
  if (written === undefined) return undefined
  return momentOf(precision === 'day' ? `${written}T00:00` : written.replace(' ', 'T'), timeZone)
}

/** A moment as a field holds it. @param atMs UTC ms */
export function momentText(atMs: number, timeZone: string, precision: Precision): string {
  const text = inZone(atMs, timeZone, { seconds: precision === 'second' }).replace('T', ' ')
  return precision === 'day' ? text.slice(0, 10) : text
}

/** A time of day as it is written here, `07:30`; typed also `7:30`, `0730`, `07：30`. */
export function writtenTime(typed: string): string | undefined {
  const [, hour = '', minute = ''] = /^\s*(\d{1,2})\s*[:：]?\s*(\d{2})\s*$/.exec(typed) ?? []
  return hour !== '' && Number(hour) < 24 && Number(minute) < 60 ? `${two(Number(hour))}:${minute}` : undefined
}

/** Days of a month; January is 1. */
const daysOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()
