import { describe, expect, test } from 'vitest'
import { formatAge, formatClock, formatDay, formatDuration, formatMoment, formatNumber, formatZone } from './format'

const shenzhen = 'Asia/Shanghai'
/** 14:27:02 on Sunday, 22 November 2026, in Shenzhen. */
const at = Date.UTC(2026, 10, 22, 6, 27, 2)
const chinese = { second: 's', minute: '分', hour: '时', day: '天' }
const second = 1000
const hour = 3600 * second

describe('numbers', () => {
  test.each([
    [18460, 0, '18\u2009460'],
    [999, 0, '999'],
    [1234567.891, 2, '1\u2009234\u2009567.89'],
    [-5, 1, '−5.0'],
    [-0.04, 1, '0.0'],
    [Number.NaN, 0, '—'],
  ])('%d with %d digits reads %s', (value, decimals, shown) => {
    expect(formatNumber(value, decimals)).toBe(shown)
  })
})

describe('times', () => {
  test('are told in the zone of the district, also over a daylight-saving change', () => {
    expect(formatClock(at, shenzhen)).toBe('14:27:02')
    expect(formatClock(Date.UTC(2026, 2, 29, 0, 59), 'Europe/Berlin', { seconds: false })).toBe('01:59')
    expect(formatClock(Date.UTC(2026, 2, 29, 1, 0), 'Europe/Berlin', { seconds: false })).toBe('03:00')
    expect(formatZone(at, shenzhen)).toBe('UTC+8')
  })

  test('of another day carry the day', () => {
    expect(formatMoment(at - hour, at, shenzhen)).toBe('13:27:02')
    expect(formatMoment(at - 15 * hour, at, shenzhen)).toBe('11-21 23:27')
  })

  test('the day reads as people write it', () => {
    expect(formatDay(at, shenzhen, 'zh-CN')).toBe('11月22日 周日')
    expect(formatDay(at, shenzhen, 'en')).toBe('Sun 22 Nov')
  })
})

test.each([
  [21 * second, '00:21'],
  [929 * second, '15:29'],
  [4 * hour + 31 * 60 * second + 42 * second, '4:31:42'],
  [75 * hour, '3\u2009天 03:00'],
  [-5, '00:00'],
])('%d ms lasted reads %s', (durationMs, shown) => {
  expect(formatDuration(durationMs, chinese)).toBe(shown)
})

test.each([
  [8 * second, '8\u2009s'],
  [33 * 60 * second, '33\u2009分'],
  [hour, '1\u2009时'],
  [50 * hour, '2\u2009天'],
])('%d ms old reads %s', (ageMs, shown) => {
  expect(formatAge(ageMs, chinese)).toBe(shown)
})
