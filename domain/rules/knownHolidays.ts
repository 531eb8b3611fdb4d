import { SolarDay } from 'tyme4ts'
import type { DayTable } from './calendar'

/** The year before the first one of which notices are searched. */
const longAgo = 2001

const isAnnounced = (year: number): boolean =>
  [1, 5, 10].some((month) => SolarDay.fromYmd(year, month, 1).getLegalHoliday() !== null)

/**
 * The last year whose legal holidays the built-in table knows; in later years only the week decides, and what people have entered.
 *
 * @source State Council notices, one a year, in November for the year to come
 */
export function lastKnownHolidayYear(): number {
  let year = longAgo
  while (isAnnounced(year + 1)) year += 1
  return year
}

/** Years from `fromYear` to the one after it that neither the built-in table nor people say anything of. @param lastKnown of `lastKnownHolidayYear` */
export function yearsUnknown(fromYear: number, lastKnown: number, table: DayTable): readonly number[] {
  const entered = new Set(table.map(({ date }) => Number(date.slice(0, 4))))
  return [fromYear, fromYear + 1].filter((year) => year > lastKnown && !entered.has(year))
}
