import { expect, test } from 'vitest'
import { shiftAt, Shifts, usualShifts } from './shiftAt'

test.each([
  ['08:00', '白班', '08:00', '20:00'],
  ['19:59', '白班', '08:00', '20:00'],
  ['20:00', '夜班', '20:00', '08:00'],
  // After midnight it is still the night shift that began yesterday.
  ['03:00', '夜班', '20:00', '08:00'],
])('at %s it is %s, from %s to %s', (clock, zh, from, to) => {
  expect(shiftAt(usualShifts, clock)).toMatchObject({ name: { zh }, from, to })
})

test('a time that is none is refused', () => {
  expect(Shifts.safeParse([{ name: { zh: '早', en: 'Early' }, from: '24:00' }]).success).toBe(false)
})
