import { describe, expect, it } from 'vitest'
import type { Interlock, Property } from '../contract'
import { judgeCommand, type KnownValue } from './judgeCommand'
import { seenStates } from './seenStates'

const text = (zh: string) => ({ zh, en: zh })
const property = (id: string, type: Property['type']): Property => ({
  id,
  name: text(id),
  type,
  access: 'read',
  reportPeriodMs: 1_000,
  ...(id === 'load' && { unit: '%' }),
})
const type = { properties: [property('door', 'bool'), property('mode', 'enum'), property('load', 'number')] }
const interlocks: Interlock[] = [
  { id: 'closed', allow: '!door', text: text('门未关') },
  { id: 'light', allow: 'mode == 2 && load < 80', text: text('不在检修或载重过大') },
]
const judge = (values: Record<string, KnownValue>, seen?: Record<string, number>) =>
  judgeCommand({ type, interlocks, seen, read: (id) => values[id] })
const fresh = (value: number): KnownValue => ({ value, isFresh: true })
const good = { door: fresh(0), mode: fresh(2), load: fresh(79) }

describe('a command beside the connector', () => {
  it('leaves when every interlock allows it and the device is as it was seen', () => {
    expect(judge(good)).toBeUndefined()
    expect(judge(good, { door: 0, mode: 2 })).toBeUndefined()
  })

  it('is held back with the words of the interlock and the values that it was judged by', () => {
    expect(judge({ ...good, load: fresh(80) })).toEqual({
      code: 'interlocked',
      text: text('不在检修或载重过大'),
      values: [
        { property: 'mode', found: 2 },
        { property: 'load', found: 80 },
      ],
    })
    expect(judge({ ...good, door: fresh(1) })).toMatchObject({ code: 'interlocked', text: text('门未关') })
  })

  it('is held back when a value that decides is stale or was never heard', () => {
    expect(judge({ ...good, door: { value: 0, isFresh: false } })).toMatchObject({ code: 'unjudged' })
    expect(judge({ mode: fresh(2), load: fresh(1) })).toMatchObject({
      code: 'unjudged',
      values: [{ property: 'door' }],
    })
  })

  it('is held back when the world has moved since the person looked', () => {
    expect(judge(good, { door: 1, mode: 2 })).toEqual({
      code: 'worldMoved',
      values: [{ property: 'door', seen: 1, found: 0 }],
    })
    expect(judge({}, { door: 1 })).toEqual({ code: 'worldMoved', values: [{ property: 'door', seen: 1 }] })
  })

  it('is held back when it asks for more than the device says it can do', () => {
    const asked = { id: 'level', name: text('level'), type: 'number' as const, unit: '%' }
    const given = (level: number, load = fresh(79)) =>
      judgeCommand({
        type,
        interlocks: [{ id: 'rated', allow: 'asked_level <= load', text: text('超出额定') }],
        parameters: [asked],
        input: { level },
        read: (id) => ({ ...good, load })[id as 'load'],
      })
    expect(given(79)).toBeUndefined()
    expect(given(80)).toMatchObject({
      code: 'interlocked',
      values: [
        { property: 'asked_level', found: 80 },
        { property: 'load', found: 79 },
      ],
    })
    expect(given(10, { value: 79, isFresh: false })).toMatchObject({ code: 'unjudged' })
  })

  it('is held back by an interlock that is no condition', () => {
    const broken: Interlock[] = [{ id: 'x', allow: 'door ==', text: text('x') }]
    expect(judgeCommand({ type, interlocks: broken, read: (id) => good[id as 'door'] })).toMatchObject({
      code: 'unjudged',
    })
  })
})

it('states are bound to a command, measurements are not', () => {
  expect(seenStates(type, (id) => ({ door: 1, load: 55 })[id])).toEqual({ door: 1 })
})
