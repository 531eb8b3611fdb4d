import type { RuleDays } from '../../../../domain/contract'

const partsOf = (text: string): string[] => text.split(/[\s,，、;；]+/).filter(Boolean)
const two = (number: string) => number.padStart(2, '0')

export const datesToText = (dates: RuleDays['dates']): string => (dates ?? []).join(', ')

/** `1-1, 10/1` as `MM-DD`; nothing for no dates, `bad` for what is no date. */
export function datesFromText(text: string): RuleDays['dates'] | 'bad' {
  const dates = partsOf(text).map((part) => {
    const [, month = '', day = ''] = /^(\d{1,2})[-/.](\d{1,2})$/.exec(part) ?? []
    return isDate(Number(month), Number(day), 31) ? `${two(month)}-${two(day)}` : undefined
  })
  return gathered(dates)
}

export const lunarToText = (lunar: RuleDays['lunar']): string =>
  (lunar ?? []).map(({ month, day }) => `${month}/${day}`).join(', ')

/** Month and day of the lunar calendar, `8/15`; a leap month is negative. */
export function lunarFromText(text: string): RuleDays['lunar'] | 'bad' {
  const days = partsOf(text).map((part) => {
    const [, month = '', day = ''] = /^(-?\d{1,2})\/(\d{1,2})$/.exec(part) ?? []
    return isDate(Math.abs(Number(month)), Number(day), 30) ? { month: Number(month), day: Number(day) } : undefined
  })
  return gathered(days)
}

const isDate = (month: number, day: number, longest: number) => month >= 1 && month <= 12 && day >= 1 && day <= longest

function gathered<T>(items: (T | undefined)[]): T[] | undefined | 'bad' {
  const good = items.filter((item) => item !== undefined)
  if (good.length < items.length || good.length > 60) return 'bad'
  return good.length === 0 ? undefined : good
}
