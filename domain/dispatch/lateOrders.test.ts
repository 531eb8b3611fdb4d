import { describe, expect, it } from 'vitest'
import { type Incident, Task, type TaskStateName } from '../contract'
import en from '../handset/en.json'
import { messageText, wordsText } from '../handset/messageText'
import zh from '../handset/zh-CN.json'
import { dueReminder, MOST_REMINDERS, REMIND_EVERY_MS } from './dueReminder'
import { nextOrdinal, orderNumber } from './orderNumber'
import { doneLateMs, overdue } from './overdue'
import { takenOverLimits, taskLimits } from './taskLimits'

const MINUTE_MS = 60_000
const order = (partial: Partial<Record<keyof Task, unknown>> = {}): Task =>
  Task.parse({
    id: 'T-1',
    incidentId: 'I-1',
    personId: 'P1',
    title: '18F 火警',
    instruction: '带灭火器到场',
    place: { lngLat: [113, 22] },
    state: 'sent',
    assigned: { by: { kind: 'system', id: 's' }, atMs: 0 },
    acceptByAtMs: 2 * MINUTE_MS,
    doneByAtMs: 30 * MINUTE_MS,
    ...partial,
  })

describe('the limits of an order', () => {
  it('are those of the grade where the plan gives none, and shorter the graver it is', () => {
    expect(taskLimits('general', 1_000)).toEqual({
      acceptByAtMs: 1_000 + 5 * MINUTE_MS,
      doneByAtMs: 1_000 + 60 * MINUTE_MS,
    })
    expect(taskLimits('critical', 0).doneByAtMs).toBeLessThan(taskLimits('major', 0).doneByAtMs)
  })

  it('are those of the step of the plan where it has one, and nobody has longer to accept than to be done', () => {
    expect(taskLimits('general', 0, 180_000)).toEqual({ acceptByAtMs: 180_000, doneByAtMs: 180_000 })
    expect(taskLimits('critical', 0, 180_000)).toEqual({ acceptByAtMs: MINUTE_MS, doneByAtMs: 180_000 })
  })

  it('leave another handler the time of the work, and a new one where that is over before he could accept', () => {
    expect(takenOverLimits('major', 0, 25 * MINUTE_MS)).toEqual({
      acceptByAtMs: 2 * MINUTE_MS,
      doneByAtMs: 25 * MINUTE_MS,
    })
    expect(takenOverLimits('major', 0, MINUTE_MS)).toEqual(taskLimits('major', 0))
  })
})

describe('an order is late', () => {
  const lateAt = (state: TaskStateName, minutes: number) => overdue(order({ state }), minutes * MINUTE_MS)?.limit

  it.each<[string, TaskStateName, number, 'accept' | 'done' | undefined]>([
    ['not before its limit', 'delivered', 1, undefined],
    ['when nobody accepted it in time', 'delivered', 2, 'accept'],
    ['no more once it is accepted', 'accepted', 29, undefined],
    ['when it is not done in time', 'arrived', 30, 'done'],
    ['as a whole when it was never accepted either', 'sent', 30, 'done'],
    ['not while it is held', 'held', 99, undefined],
    ['not when it is over', 'recalled', 99, undefined],
  ])('%s', (_, state, minutes, limit) => {
    expect(lateAt(state, minutes)).toBe(limit)
  })

  it('never when it was made without limits', () => {
    expect(overdue(order({ acceptByAtMs: undefined, doneByAtMs: undefined }), 9e12)).toBeUndefined()
  })

  it('by how long it was done after its limit', () => {
    expect(doneLateMs(order({ state: 'done', doneAtMs: 31 * MINUTE_MS }))).toBe(MINUTE_MS)
    expect(doneLateMs(order({ state: 'done', doneAtMs: 29 * MINUTE_MS }))).toBe(0)
  })
})

describe('the handler of a late order', () => {
  const dueAt = (atMs: number, reminded?: { limit: 'accept' | 'done'; nth: number }) =>
    dueReminder(order({ reminded: reminded && { count: 1, atMs: 0, ...reminded } }), atMs)

  it('is reminded with the limit, once, then in intervals', () => {
    const limitMs = 2 * MINUTE_MS
    expect(dueAt(limitMs - 1)).toBeUndefined()
    expect(dueAt(limitMs)).toEqual({ limit: 'accept', nth: 0, dueAtMs: limitMs })
    expect(dueAt(limitMs + REMIND_EVERY_MS - 1, { limit: 'accept', nth: 0 })).toBeUndefined()
    expect(dueAt(limitMs + REMIND_EVERY_MS, { limit: 'accept', nth: 0 })).toMatchObject({ nth: 1 })
  })

  it('is reminded of what should be done, however often he was reminded to accept', () => {
    expect(dueAt(30 * MINUTE_MS, { limit: 'accept', nth: 2 })).toMatchObject({ limit: 'done', nth: 0 })
  })

  it('hears only the latest of what was missed, and no more after the last', () => {
    const last = 30 * MINUTE_MS + 100 * REMIND_EVERY_MS
    expect(dueAt(last)).toMatchObject({ limit: 'done', nth: MOST_REMINDERS - 1 })
    expect(dueAt(last, { limit: 'done', nth: MOST_REMINDERS - 1 })).toBeUndefined()
  })

  it('reads which order, what is to be done and how late it is, within what a handset takes', () => {
    const task = order({ ordinal: 2 })
    // Only number and title of the incident are read.
    const incident = { number: 'SJ-20261122-1427', title: { zh: '18F 火警', en: 'Fire on 18F' } } as Incident
    const response = [{ zh: '带灭火器到场', en: 'Go there with an extinguisher' }]
    const about = { task, incident, plans: [], alarms: [{ name: { zh: '火警', en: 'Fire' }, response }] }
    const late = { code: 'late', limit: 'accept', minutes: 3 } as const
    expect(wordsText(late, about, 'zh-CN')).toBe(
      '【超时提醒】SJ-20261122-1427-2 18F 火警：带灭火器到场。接单时限已超 3 分，请立即接单',
    )
    expect(wordsText(late, about, 'en')).toBe(
      '[Overdue] SJ-20261122-1427-2 Fire on 18F: Go there with an extinguisher. 3 min late to accept: accept it now',
    )
    const urge = { code: 'urge', added: '人还在等' } as const
    expect(wordsText(urge, about, 'zh-CN')).toBe('【催办】SJ-20261122-1427-2 18F 火警：带灭火器到场。人还在等')
    const long = { ...about, task: order({ instruction: '长'.repeat(2_000) }) }
    expect(wordsText(urge, long, 'zh-CN').length).toBeLessThanOrEqual(1_000)
    // Of a message of before its code was kept, and of one that somebody typed, the text alone is known.
    expect(messageText({ text: '大堂集合' }, about, 'en')).toBe('大堂集合')
  })

  it('has every sentence of handsets in both languages, with the same figures in it', () => {
    const figures = (texts: Record<string, string>) =>
      Object.entries(texts).map(([key, text]) => [key, [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort()])
    expect(figures(en)).toEqual(figures(zh))
  })
})

describe('the number of an order', () => {
  it('counts within its incident, on from the highest, whatever was let go of', () => {
    const tasks = [order({ ordinal: 4 }), order({ id: 'T-2' }), order({ id: 'T-3', incidentId: 'I-2', ordinal: 9 })]
    expect(nextOrdinal(tasks, 'I-1')).toBe(5)
    expect(nextOrdinal([], 'I-1')).toBe(1)
  })

  it('is its incident alone where it was never counted', () => {
    expect(orderNumber({ number: 'SJ-1' }, {})).toBe('SJ-1')
    expect(orderNumber(undefined, { ordinal: 3 })).toBe('3')
  })
})
