import { SolarDay } from 'tyme4ts'
import type { Day } from './dueTimes'

/**
 * Whether people of the mainland work on a day: its legal holidays and their make-up days, as far as they are announced; beyond that the week decides.
 *
 * @source State Council notices on holidays, as tyme4ts has them (2001 to 2026 at the time of writing)
 */
export function isWorkday({ year, month, day, weekday }: Day): boolean {
  return SolarDay.fromYmd(year, month, day).getLegalHoliday()?.isWork() ?? weekday <= 5
}
