import { describe, expect, it, test } from 'vitest'
import { type CommandSchedule, DeviceId, type ScheduleWhen } from '../contract'
import { dueDeed } from './dueSchedule'
import { dueTimes, nextDueMs } from './dueTimes'
import { isWorkday } from './isWorkday'

const calendar = { timeZone: 'Asia/Shanghai', isWorkday }
const china = (text: string) => Date.parse(`${text}+08:00`)
const weekly = (more: Partial<Extract<ScheduleWhen, { kind: 'weekly' }>> = {}): ScheduleWhen => ({
  kind: 'weekly',
  minutes: [7 * 60 + 30],
  weekdays: [1, 2, 3, 4, 5],
  holidays: 'ignore',
  ...more,
})
const between = (when: ScheduleWhen, from: string, to: string, zone = calendar) =>
  dueTimes(when, zone, { afterMs: china(from), untilMs: china(to) }).map((ms) => new Date(ms).toISOString())

describe('a schedule is due', () => {
  it('on its weekdays, at its minutes, in the zone of the district', () => {
    expect(between(weekly(), '2026-11-20T00:00', '2026-11-24T00:00')).toEqual([
      '2026-11-19T23:30:00.000Z',
      '2026-11-22T23:30:00.000Z',
    ])
    expect(between(weekly({ minutes: [1380, 0], weekdays: [7] }), '2026-11-21T12:00', '2026-11-23T12:00')).toEqual([
      '2026-11-21T16:00:00.000Z',
      '2026-11-22T15:00:00.000Z',
    ])
  })

  it('on make-up days and not on holidays, when it follows workdays', () => {
    // Spring Festival 2026: 15 to 23 February off, Saturdays 14 and 28 worked.
    const days = between(weekly({ holidays: 'workdays' }), '2026-02-13T00:00', '2026-02-25T00:00')
    expect(days.map((day) => day.slice(0, 10))).toEqual(['2026-02-12', '2026-02-13', '2026-02-23'])
    const rest = between(weekly({ holidays: 'restDays' }), '2026-02-13T00:00', '2026-02-17T12:00')
    expect(rest.map((day) => day.slice(0, 10))).toEqual(['2026-02-14', '2026-02-15', '2026-02-16'])
  })

  it('once on a day with two of an hour, and after the jump where an hour is missing', () => {
    const berlin = { ...calendar, timeZone: 'Europe/Berlin' }
    const at = (minute: number) => weekly({ minutes: [minute], weekdays: [7] })
    const on = (when: ScheduleWhen, day: string) =>
      dueTimes(when, berlin, { afterMs: Date.parse(`${day}T00:00Z`) - 7_200_000, untilMs: Date.parse(`${day}T20:00Z`) })
    expect(on(at(150), '2026-10-25')).toHaveLength(1)
    expect(on(at(150), '2026-03-29')).toHaveLength(1)
  })

  it('next at the first time after now, and never when it is over', () => {
    expect(nextDueMs(weekly(), calendar, china('2026-11-20T07:30'))).toBe(china('2026-11-23T07:30'))
    expect(nextDueMs({ kind: 'once', atMs: 5 }, calendar, 5)).toBeUndefined()
  })
})

test('a year away costs no more than it must, and tells the newest times', () => {
  const times = dueTimes(weekly({ minutes: [0, 1, 2], weekdays: [1, 2, 3, 4, 5, 6, 7] }), calendar, {
    afterMs: 0,
    untilMs: china('2026-11-23T00:00'),
    most: 4,
  })
  expect(times.at(-1)).toBe(china('2026-11-23T00:00'))
  expect(times).toHaveLength(4)
})

describe('what is done about a schedule', () => {
  const dueMs = china('2026-11-23T07:30')
  const schedule = (more: Partial<CommandSchedule> = {}): CommandSchedule => ({
    id: 's',
    name: 's',
    target: { deviceIds: [DeviceId.parse('d')] },
    service: 'open',
    input: {},
    commandClass: 1,
    perSecond: 10,
    stopAfterFailures: 0,
    when: weekly(),
    lateUpToMs: 0,
    isEnabled: true,
    saved: { by: { kind: 'account', id: 'a' }, atMs: china('2026-11-20T12:00') },
    state: 'active',
    times: [],
    ...more,
  })
  it.each([
    ['nothing before its time', schedule(), -1, undefined],
    ['it runs on time', schedule(), 0, { dueAtMs: dueMs, do: 'run', alsoMissed: 0 }],
    ['it runs within a minute', schedule(), 60_000, { dueAtMs: dueMs, do: 'run', alsoMissed: 0 }],
    ['later it is missed, and not done', schedule(), 60_001, { dueAtMs: dueMs, do: 'miss', alsoMissed: 0 }],
    [
      'done late where it was asked',
      schedule({ lateUpToMs: 3_600_000 }),
      3_600_000,
      { dueAtMs: dueMs, do: 'run', alsoMissed: 0 },
    ],
    ['never twice', schedule({ times: [{ dueAtMs: dueMs, outcome: 'ran' }] }), 1_000, undefined],
    ['paused it does nothing', schedule({ state: 'paused' }), 0, undefined],
    [
      'what was paused is not made up for',
      schedule({ saved: { by: { kind: 'account', id: 'a' }, atMs: dueMs + 1 } }),
      2,
      undefined,
    ],
    [
      'of several missed the newest is told, the others counted',
      schedule(),
      3 * 86_400_000 + 61_000,
      { dueAtMs: dueMs + 3 * 86_400_000, do: 'miss', alsoMissed: 3 },
    ],
  ])('%s', (_name, given, lateMs, deed) => {
    expect(dueDeed(given, calendar, dueMs + lateMs)).toEqual(deed)
  })

  it('is not kept from it by a clock that ran days ahead and was set right', () => {
    const aheadMs = dueMs + 2 * 86_400_000
    const due = { dueAtMs: dueMs, do: 'run', alsoMissed: 0 }
    const told = schedule({ times: [{ dueAtMs: aheadMs, outcome: 'missed' }] })
    expect(dueDeed(told, calendar, dueMs + 10_000)).toEqual(due)
    // The journal's clock stays ahead until the true time has come there: what is saved meanwhile counts from now.
    const saved = { by: { kind: 'account' as const, id: 'a' }, atMs: aheadMs }
    expect(dueDeed(schedule({ saved }), calendar, dueMs + 10_000)).toEqual(due)
    expect(
      dueDeed(schedule({ saved, times: [{ dueAtMs: dueMs, outcome: 'ran' }] }), calendar, dueMs + 10_000),
    ).toBeUndefined()
  })
})
