import { describe, expect, test } from 'vitest'
import { DayTable } from '../../../domain/rules/calendar'
import { readDays, withDays } from './dayTable'
import { edit, redo, startHistory, undo } from './editHistory'
import { compareRules } from './compareRules'
import { marksOf } from './decisionMarks'
import { datesFromText, lunarFromText } from './panel/daysText'
import { filterRules, noFilter } from './listFilter'
import { timeTicks } from './trials/timeTicks'
import { inZone, momentOf } from '../../i18n/zonedMoment'
import { makeDecision, makeDraft, makeRule } from './testRules'
import { filterOptions } from '../../widgets/pickOptions'

describe('taking back', () => {
  test('goes one change at a time; typing in one field is one change', () => {
    let history = startHistory('a')
    history = edit(history, 'ab', 'name')
    history = edit(history, 'abc', 'name')
    history = edit(history, 'x')
    expect(undo(history).present).toBe('abc')
    expect(undo(undo(history)).present).toBe('a')
    expect(redo(undo(undo(history))).present).toBe('abc')
    expect(undo(startHistory('a')).present).toBe('a')
  })

  test('what was taken back is gone once something else is changed', () => {
    const history = edit(undo(edit(startHistory(1), 2)), 3)
    expect(redo(history).present).toBe(3)
    expect(undo(history).present).toBe(1)
  })

  test('a change after taking back is a step of its own, also in the same field', () => {
    const typed = edit(startHistory('a'), 'ab', 'name')
    expect(undo(edit(undo(typed), 'z', 'name')).present).toBe('a')
  })
})

describe('two versions', () => {
  test('are told apart part by part, whatever their order', () => {
    const before = makeDraft({
      conditions: [
        { kind: 'expression', source: 'obscuration > 3.5' },
        { kind: 'held', forMs: 60_000 },
      ],
    })
    const after = makeDraft({
      conditions: [
        { kind: 'held', forMs: 60_000 },
        { kind: 'expression', source: 'obscuration > 5' },
      ],
      limit: { times: 3, withinMs: 600_000, of: 'device' },
    })
    expect(compareRules(before, after).map(({ what, before: was, after: is }) => [what, was?.key, is?.key])).toEqual([
      ['condition', 'condition.0', 'condition.1'],
      ['limit', 'limit', 'limit'],
    ])
    expect(compareRules(before, before)).toEqual([])
    expect(compareRules(before, { ...before, name: { zh: '别名', en: 'Other' } })).toEqual([
      { key: 'name', what: 'name' },
    ])
  })
})

describe('a decision on the drawing', () => {
  const rule = makeDraft({
    conditions: [
      { kind: 'expression', source: 'obscuration > 3.5' },
      { kind: 'held', forMs: 60_000 },
    ],
  })
  test('lights what was passed, with the values that stood there', () => {
    const marks = marksOf(rule, makeDecision())
    expect(marks.get('trigger.0')?.state).toBe('yes')
    expect(marks.get('condition.0')).toMatchObject({ state: 'yes', values: [{ name: 'obscuration', value: 4.2 }] })
    expect(marks.get('action.0')).toMatchObject({ state: 'act', to: ['sun-hao'] })
  })

  test('stops where it did not hold: what comes after was not reached', () => {
    const decision = makeDecision({
      outcome: 'no',
      parts: [{ condition: 0, kind: 'expression', holds: 'no', values: [{ name: 'obscuration', value: 1 }] }],
      deeds: [],
    })
    const marks = marksOf(rule, decision)
    expect([marks.get('condition.0')?.state, marks.get('condition.1')?.state, marks.get('action.0')?.state]).toEqual([
      'no',
      'passed',
      'passed',
    ])
  })

  test('over its limit, the limit is what stopped it', () => {
    const decision = makeDecision({ outcome: 'limited', deeds: [] })
    expect(marksOf(rule, decision).get('limit')?.state).toBe('no')
  })

  test('an action that nothing came of is refused, not done', () => {
    const marks = marksOf(rule, makeDecision({ deeds: [] }))
    expect(marks.get('action.0')?.state).toBe('refused')
  })
})

test('days are read as people write them, and what is no day is not taken', () => {
  expect(datesFromText('1-1，10/1')).toEqual(['01-01', '10-01'])
  expect(datesFromText('')).toBeUndefined()
  expect(datesFromText('13-1')).toBe('bad')
  expect(lunarFromText('8/15, -4/1')).toEqual([
    { month: 8, day: 15 },
    { month: -4, day: 1 },
  ])
  expect(lunarFromText('8/31')).toBe('bad')
})

test('things are found by name, pinyin and code, those that begin with it first', () => {
  const options = [
    { id: 'a1', name: '楼道感烟', detail: '消防' },
    { id: 'b2', name: '感烟探测器', detail: '消防' },
    { id: 'c3', name: '电梯', detail: '楼宇' },
  ]
  expect(filterOptions(options, '感烟').map(({ id }) => id)).toEqual(['b2', 'a1'])
  expect(filterOptions(options, 'gy').map(({ id }) => id)).toEqual(['b2'])
  expect(filterOptions(options, 'c3').map(({ id }) => id)).toEqual(['c3'])
  expect(filterOptions(options, '消防 楼道').map(({ id }) => id)).toEqual(['a1'])
})

describe('the list', () => {
  const rules = [
    makeRule({ id: 'a', name: { zh: '雨天关窗', en: 'Rain' }, areas: { plotIds: [], buildingIds: ['t2'] } }),
    makeRule({
      id: 'b',
      name: { zh: '火警放门', en: 'Fire' },
      isLifeSafety: true,
      areas: { plotIds: ['p2'], buildingIds: [] },
    }),
    makeRule({ id: 'c', name: { zh: '烟感', en: 'Smoke' }, isEnabled: false }),
  ]
  const world = { isFailing: (id: string) => id === 'c', plotOf: () => 'p1' }
  const found = (partial: Partial<typeof noFilter>) =>
    filterRules(rules, { ...noFilter, ...partial }, world).map(({ id }) => id)

  test('puts life safety first and is narrowed by words, area and state', () => {
    expect(found({})[0]).toBe('b')
    expect(found({ sought: 'hj' })).toEqual(['b'])
    expect(found({ sought: '雨' })).toEqual(['a'])
    // A rule that holds everywhere holds in every plot.
    expect(found({ plotId: 'p1' }).toSorted()).toEqual(['a', 'c'])
    expect(found({ state: 'failing' })).toEqual(['c'])
    expect(found({ state: 'on' }).toSorted()).toEqual(['a', 'b'])
    expect(found({ trigger: 'schedule' })).toEqual([])
    expect(found({ family: 'fire' })).toHaveLength(3)
  })
})

test('the clock of the district is read and written in its zone, over the change of summer time too', () => {
  const shanghai = Date.UTC(2026, 10, 22, 19, 0)
  expect(inZone(shanghai, 'Asia/Shanghai')).toBe('2026-11-23T03:00')
  expect(momentOf('2026-11-23T03:00', 'Asia/Shanghai')).toBe(shanghai)
  expect(momentOf('2026-03-29T03:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30))
  expect(momentOf('2026-03-29T01:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 0, 30))
  expect(momentOf('', 'Asia/Shanghai')).toBeUndefined()
})

test.each([3_600_000, 8 * 3_600_000, 86_400_000, 7 * 86_400_000, 31 * 86_400_000])(
  'an axis of %d ms has few, even marks inside of it',
  (lengthMs) => {
    const fromMs = Date.UTC(2026, 10, 22, 3, 17)
    const ticks = timeTicks(fromMs, fromMs + lengthMs)
    expect(ticks.length).toBeGreaterThan(3)
    expect(ticks.length).toBeLessThan(10)
    expect(ticks.every((tick) => tick >= fromMs && tick <= fromMs + lengthMs)).toBe(true)
  },
)

describe('a file of days off', () => {
  test('is read as notices are copied, later lines winning, and put into the table in order', () => {
    const { days, bad } = readDays(
      '\uFEFF日期,类型\r\n2027年2月5日,休\n2027-02-14,班\n"2027/1/1",off\n2027-02-05,上班\n',
    )
    expect(bad).toEqual([])
    expect(withDays([{ date: '2027-01-02', isWorkday: false }], days)).toEqual([
      { date: '2027-01-01', isWorkday: false },
      { date: '2027-01-02', isWorkday: false },
      { date: '2027-02-05', isWorkday: true },
      { date: '2027-02-14', isWorkday: true },
    ])
  })

  test('with one bad line gives no day at all, and names the line', () => {
    expect(readDays('2027-02-05,休\n2027-02-30,休\n2027-03-01,maybe')).toEqual({
      days: [],
      bad: [
        { line: 2, text: '2027-02-30,休' },
        { line: 3, text: '2027-03-01,maybe' },
      ],
    })
  })

  test('never throws and never half-applies, whatever is in it', () => {
    let seed = 7
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
    const letters = '0123456789-/年月日,，\t\n休班"=+@\u0000x'
    for (let at = 0; at < 10_000; at++) {
      const text = Array.from({ length: 24 }, () => letters[Math.floor(random() * letters.length)]).join('')
      const { days, bad } = readDays(`2027-02-05,休\n${text}`)
      if (bad.length > 0) expect(days).toEqual([])
      else expect(DayTable.safeParse(days).success).toBe(true)
    }
  })
})
