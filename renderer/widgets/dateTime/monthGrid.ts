/** Days as `2026-11-23`; none of this asks what time it is anywhere. */

const utc = (date: string): Date => new Date(`${date}T00:00:00Z`)
const written = (day: Date): string => day.toISOString().slice(0, 10)

/** So many days later, or earlier. */
export function shiftDays(date: string, days: number): string {
  const day = utc(date)
  day.setUTCDate(day.getUTCDate() + days)
  return written(day)
}

/** The same day of another month, or the last one of a month that is too short. */
export function shiftMonths(date: string, months: number): string {
  const day = utc(date)
  const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(day.getUTCDate(), last))
  return written(first)
}

/** Days since the Monday of its week. */
const sinceMonday = (date: string): number => (utc(date).getUTCDay() + 6) % 7
export const mondayOf = (date: string): string => shiftDays(date, -sinceMonday(date))

/** The six weeks, Monday first, that a month is shown in: as many for every month, so that nothing moves under the hand. */
export function weeksOf(date: string): string[][] {
  const start = mondayOf(`${date.slice(0, 7)}-01`)
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (__, day) => shiftDays(start, week * 7 + day)),
  )
}

/** Where a key leads from a day. */
export function stepOf(key: string, date: string): string | undefined {
  switch (key) {
    case 'ArrowLeft':
      return shiftDays(date, -1)
    case 'ArrowRight':
      return shiftDays(date, 1)
    case 'ArrowUp':
      return shiftDays(date, -7)
    case 'ArrowDown':
      return shiftDays(date, 7)
    case 'Home':
      return mondayOf(date)
    case 'End':
      return shiftDays(mondayOf(date), 6)
    case 'PageUp':
      return shiftMonths(date, -1)
    case 'PageDown':
      return shiftMonths(date, 1)
    default:
      return undefined
  }
}
