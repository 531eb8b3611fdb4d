import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pageByTime } from './pageByTime'
import {
  AlarmHistoryQuestion,
  CommandQuestion,
  DevicesQuestion,
  HistoryQuestion,
  PatchQuestion,
  ValuesQuestion,
} from './questions'
import { RequestRate } from './RequestRate'
import { readRoute } from './routes'

describe('a question', () => {
  it('is read strictly: times with a zone, whole numbers, and nothing that is not known', () => {
    const history = { device: 'd', property: 'p', from: '0', to: '2026-03-01T08:00:00+08:00' }
    expect(HistoryQuestion.parse(history)).toEqual({
      ...history,
      from: 0,
      to: Date.UTC(2026, 2, 1),
      step: 'minute',
      limit: 100,
    })
    for (const wrong of [
      { ...history, to: '2026-03-01T08:00:00' },
      { ...history, to: '-1' },
      { ...history, to: '99999999999999999' },
      { ...history, from: '2027-01-01T00:00:00Z' },
      { ...history, step: 'second' },
      { ...history, limit: '2001' },
      { ...history, limit: ['1', '2'] },
      { ...history, more: '1' },
    ])
      expect(HistoryQuestion.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false)
    expect(ValuesQuestion.parse({ device: 'a' }).device).toEqual(['a'])
    expect(ValuesQuestion.parse({ device: ['a', 'b'] }).device).toEqual(['a', 'b'])
    expect(ValuesQuestion.safeParse({ device: Array.from({ length: 201 }, () => 'a') }).success).toBe(false)
    expect(PatchQuestion.safeParse({ patch: { organisationId: 'mine' } }).success).toBe(false)
    expect(PatchQuestion.safeParse({ patch: { firmware: null } }).success).toBe(true)
  })

  it('made of anything is refused or read, and never throws', () => {
    const text = fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('0', '__proto__', '1e9', 'NaN', '\u0000'))
    const given = fc.dictionary(
      fc.constantFrom(
        'device',
        'limit',
        'after',
        'from',
        'to',
        'step',
        'property',
        'before',
        '__proto__',
        'key',
        'input',
      ),
      fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.anything({ maxDepth: 2 })),
    )
    fc.assert(
      fc.property(given, text, (query, path) => {
        for (const question of [
          AlarmHistoryQuestion,
          CommandQuestion,
          DevicesQuestion,
          HistoryQuestion,
          ValuesQuestion,
        ])
          question.safeParse(query)
        readRoute('GET', `/api/v1/${path}`)
      }),
      { numRuns: 600, seed: 7 },
    )
  })
})

it('a path means one question, or none', () => {
  expect(readRoute('GET', '/api/v1')).toEqual({ what: 'who' })
  expect(readRoute('GET', '/api/v1/')).toEqual({ what: 'who' })
  expect(readRoute('GET', '/api/v1/device-types')).toEqual({ what: 'deviceTypes' })
  expect(readRoute('GET', '/api/v1/devices/a%2Fb')).toEqual({ what: 'device', id: 'a/b' })
  expect(readRoute('POST', '/api/v1/devices/a/commands')).toEqual({ what: 'command', id: 'a' })
  expect(readRoute('PATCH', '/api/v1/devices/a')).toEqual({ what: 'patch', id: 'a' })
  for (const [method, path] of [
    ['POST', '/api/v1/devices'],
    ['GET', '/api/v1x'],
    ['GET', '/api/v1/constructor'],
    ['GET', '/api/v1/devices//'],
    ['GET', '/api/v1/devices/%zz'],
    ['GET', '/api/v1/devices/a/commands/b'],
    ['GET', '/api/v1/devices/a/commands'],
  ] as const)
    expect(readRoute(method, path), `${method} ${path}`).toBeUndefined()
})

it('pages of the past hold everything once, whatever happened in the same millisecond', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 }),
      fc.integer({ min: 5, max: 20 }),
      (ms, most) => {
        const perMs = new Map<number, number>()
        for (const at of ms) perMs.set(at, (perMs.get(at) ?? 0) + 1)
        fc.pre([...perMs.values()].every((count) => count <= most))
        const all = ms.map((atMs, id) => ({ id, atMs })).toSorted((a, b) => b.atMs - a.atMs)
        const seen: number[] = []
        for (let before: number | undefined = Infinity; before !== undefined;) {
          const end: number = before
          const found = all.filter(({ atMs }) => atMs < end).slice(0, most + 1)
          const page = pageByTime(found, most, ({ atMs }) => atMs)
          expect(page.rows.length).toBeLessThanOrEqual(most)
          seen.push(...page.rows.map(({ id }) => id))
          before = page.nextBefore
        }
        expect(seen).toHaveLength(all.length)
        expect(new Set(seen).size).toBe(all.length)
      },
    ),
    { seed: 7 },
  )
})

it('a system may ask much for a moment, and so much a second after that', () => {
  const rate = new RequestRate({ burst: 3, perSecond: 2 }, 0)
  expect([0, 0, 0, 0].map((ms) => rate.take(ms))).toEqual([true, true, true, false])
  expect([499, 500, 501].map((ms) => rate.take(ms))).toEqual([false, true, false])
  // A clock that was set back neither fills the bucket nor closes the door for good.
  expect(rate.take(-60_000)).toBe(false)
  expect(rate.take(-59_000)).toBe(true)
})
