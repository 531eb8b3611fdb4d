import { describe, expect, test } from 'vitest'
import { makeAlarm } from '../testing/builders'
import { compareImportance, countByPriority, mostImportant, worstPriority } from './rank'

describe('the alarm of the strip (visual.md §4)', () => {
  test('life safety goes before all, even before a higher priority', () => {
    const lift = makeAlarm({ priority: 'minor', isLifeSafety: true, state: 'acknowledged' })
    expect(mostImportant([makeAlarm({ priority: 'urgent' }), lift])).toBe(lift)
  })

  test('then the highest priority, whether taken or not', () => {
    const urgent = makeAlarm({ priority: 'urgent', state: 'acknowledged' })
    expect(mostImportant([makeAlarm({ priority: 'important' }), urgent])).toBe(urgent)
  })

  test('then what nobody has taken', () => {
    const fresh = makeAlarm({ priority: 'urgent', raisedAtMs: 1_000 })
    expect(mostImportant([makeAlarm({ priority: 'urgent', state: 'acknowledged', raisedAtMs: 9_000 }), fresh])).toBe(
      fresh,
    )
  })

  test('then the newest', () => {
    const newer = makeAlarm({ raisedAtMs: 2_000 })
    expect(mostImportant([makeAlarm({ raisedAtMs: 1_000 }), newer])).toBe(newer)
  })

  test('an alarm that has returned and was taken is not shown', () => {
    expect(mostImportant([makeAlarm({ priority: 'urgent', isLifeSafety: true, state: 'returned' })])).toBeUndefined()
  })

  test('communication loss comes after every priority', () => {
    const notice = makeAlarm({ priority: 'notice' })
    expect(mostImportant([makeAlarm({ priority: 'commloss' }), notice])).toBe(notice)
  })

  test('alarms of one moment keep one order, however they come', () => {
    const [a, b] = [makeAlarm({}), makeAlarm({})]
    expect([a, b].sort(compareImportance)).toEqual([b, a].sort(compareImportance))
  })
})

test('counters hold what waits for a hand and all that is listed', () => {
  const counters = countByPriority([
    makeAlarm({ priority: 'urgent' }),
    makeAlarm({ priority: 'urgent', state: 'acknowledged' }),
    makeAlarm({ priority: 'minor', state: 'returnedUnacknowledged' }),
  ])
  expect(counters.urgent).toEqual({ unacknowledged: 1, all: 2 })
  expect(counters.minor).toEqual({ unacknowledged: 1, all: 1 })
  expect(counters.commloss).toEqual({ unacknowledged: 0, all: 0 })
})

test('the worst state of a monitor ignores what has returned and was taken', () => {
  expect(worstPriority([makeAlarm({ priority: 'urgent', state: 'returned' }), makeAlarm({ priority: 'minor' })])).toBe(
    'minor',
  )
  expect(worstPriority([])).toBeUndefined()
})

test('what is put aside is counted nowhere and heads nothing, while it stands too', () => {
  const aside = [
    makeAlarm({ priority: 'important', state: 'shelved' }),
    makeAlarm({ state: 'outOfService' }),
    makeAlarm({ state: 'suppressed' }),
  ]
  expect(mostImportant(aside)).toBeUndefined()
  expect(worstPriority(aside)).toBeUndefined()
  expect(countByPriority(aside).important).toEqual({ unacknowledged: 0, all: 0 })
})
