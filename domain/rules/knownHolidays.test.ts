import { expect, test } from 'vitest'
import { isWorkday } from '../command/isWorkday'
import { lastKnownHolidayYear, yearsUnknown } from './knownHolidays'

const newYearsDay = (year: number) =>
  isWorkday({ year, month: 1, day: 1, weekday: new Date(Date.UTC(year, 0, 1)).getUTCDay() || 7 })

test('the last known year has its holidays, and of the next one only the week is known', () => {
  const last = lastKnownHolidayYear()
  expect(last).toBeGreaterThanOrEqual(2026)
  expect(newYearsDay(last)).toBe(false)
  // The first years after it in which New Year's Day is no weekend day: it would count as a working day.
  const later = [1, 2, 3, 4]
    .map((more) => last + more)
    .find((year) => ![0, 6].includes(new Date(Date.UTC(year, 0, 1)).getUTCDay()))!
  expect(newYearsDay(later)).toBe(true)
})

test('this year and the next are told as unknown until somebody enters their days', () => {
  expect(yearsUnknown(2025, 2026, [])).toEqual([])
  expect(yearsUnknown(2026, 2026, [])).toEqual([2027])
  expect(yearsUnknown(2027, 2026, [])).toEqual([2027, 2028])
  expect(yearsUnknown(2026, 2026, [{ date: '2027-01-01', isWorkday: false }])).toEqual([])
})
