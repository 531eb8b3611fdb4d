import { expect, test } from 'vitest'
import { shiftMonths, stepOf, weeksOf } from './monthGrid'
import { momentText, typedMoment, writtenMoment, writtenTime } from './typedMoment'

const zone = 'Asia/Shanghai'

test('a moment is read as hands write it, and written in one way', () => {
  for (const typed of [
    '2026-11-23 03:00',
    ' 2026/11/23 3:00',
    '2026.11.23 03：00',
    '2026年11月23日 3:00',
    '2026-11-23T03:00',
  ])
    expect(writtenMoment(typed, 'minute'), typed).toBe('2026-11-23 03:00')
  expect(writtenMoment('2026-1-2', 'minute')).toBe('2026-01-02 00:00')
  expect(writtenMoment('2026-11-23 03:00:07', 'second')).toBe('2026-11-23 03:00:07')
  expect(writtenMoment('2026-11-23', 'day')).toBe('2026-11-23')
})

test('what is no moment is none, and never another one', () => {
  for (const typed of [
    '',
    '11/23/2026',
    '2026-02-30 08:00',
    '2027-02-29',
    '2026-13-01',
    '2026-11-23 24:00',
    '2026-11-23 8:60',
    '03:00',
  ])
    expect(writtenMoment(typed, 'minute'), typed).toBeUndefined()
  expect(writtenMoment('2026-11-23 08:00', 'day')).toBeUndefined()
  expect(writtenMoment('2026-11-23 08:00:07', 'minute')).toBeUndefined()
})

test('a moment is meant by the clock of the district, and comes back as it was', () => {
  expect(typedMoment('2026-11-23 03:00', zone)).toBe(Date.parse('2026-11-22T19:00:00Z'))
  expect(typedMoment('2026-11-23', zone, 'day')).toBe(Date.parse('2026-11-22T16:00:00Z'))
  expect(momentText(Date.parse('2026-11-22T19:00:07.480Z'), zone, 'second')).toBe('2026-11-23 03:00:07')
  expect(momentText(Date.parse('2026-11-22T19:00:07Z'), zone, 'minute')).toBe('2026-11-23 03:00')
  expect(momentText(Date.parse('2026-11-22T19:00:07Z'), zone, 'day')).toBe('2026-11-23')
})

test('a time of day is read with its colon, without it and in full width', () => {
  expect(['7:30', '0730', '07：30', '23:59'].map(writtenTime)).toEqual(['07:30', '07:30', '07:30', '23:59'])
  expect(['24:00', '7', '7:3', '12:60', ''].map(writtenTime)).toEqual(Array.from({ length: 5 }))
})

test('a month is shown in six weeks from Monday', () => {
  const weeks = weeksOf('2026-11-23')
  expect(weeks).toHaveLength(6)
  expect(weeks[0]).toEqual([
    '2026-10-26',
    '2026-10-27',
    '2026-10-28',
    '2026-10-29',
    '2026-10-30',
    '2026-10-31',
    '2026-11-01',
  ])
  expect(weeks[4]?.[0]).toBe('2026-11-23')
})

test('keys lead over the ends of months and years, and never past the end of a short month', () => {
  expect(stepOf('ArrowLeft', '2026-01-01')).toBe('2025-12-31')
  expect(stepOf('ArrowDown', '2026-11-28')).toBe('2026-12-05')
  expect(stepOf('Home', '2026-11-29')).toBe('2026-11-23')
  expect(stepOf('End', '2026-11-23')).toBe('2026-11-29')
  expect(stepOf('Enter', '2026-11-23')).toBeUndefined()
  expect(shiftMonths('2026-01-31', 1)).toBe('2026-02-28')
  expect(shiftMonths('2026-12-15', 1)).toBe('2027-01-15')
})
