import { DayTable, dayTableKey } from '../../../domain/rules/calendar'
import { lastKnownHolidayYear, yearsUnknown } from '../../../domain/rules/knownHolidays'
import { seatNow } from '../../feed'
import { useFormat } from '../../i18n'
import { inZone } from '../../i18n/zonedMoment'
import { useSetting } from '../../settings/useSetting'

const noDays: DayTable = []
const lastKnown = lastKnownHolidayYear()

/** Up to which year holidays are built in, and which of this year and the next nobody has said anything of: there a holiday counts as any other day of the week. */
export function useUnknownYears(): {
  lastKnown: number
  /** As a list to be read; `undefined` when all are known. */
  unknown: string | undefined
} {
  const { timeZone, language } = useFormat()
  const { value: table } = useSetting(dayTableKey, DayTable, noDays)
  const year = Number(inZone(seatNow(), timeZone).slice(0, 4))
  const unknown = yearsUnknown(year, lastKnown, table)
  return { lastKnown, unknown: unknown.length === 0 ? undefined : unknown.join(language === 'en' ? ', ' : '、') }
}
