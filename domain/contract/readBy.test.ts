import { expect, it } from 'vitest'
import { z } from 'zod'
import { readBy } from './readBy'
import { ClientFrame } from './wire'
import { Hello } from './sync'

const evil = { length: { toString: 1 } }

it.each([
  ['a text', z.string().max(3)],
  ['a list', z.array(z.number()).min(1)],
  ['one of several', z.union([z.string().max(3), z.number()])],
])('what poses as %s with a length that is no number is of the wrong shape, and nothing is thrown', (_, schema) => {
  expect(readBy(schema, evil).success).toBe(false)
  expect(readBy(z.object({ name: schema }), { name: evil }).success).toBe(false)
})

it('frames of windows and greetings of seats with such a name are refused', () => {
  expect(readBy(ClientFrame, { t: 'call', id: 1, method: evil, params: {} }).success).toBe(false)
  expect(readBy(Hello, { t: 'hello', seatId: evil, name: evil }).success).toBe(false)
})

it('what is nested without end is of the wrong shape', () => {
  type Nested = { in?: Nested | undefined }
  const nested: z.ZodType<Nested> = z.object({ in: z.lazy(() => nested).optional() })
  let deep: Nested = {}
  for (let i = 0; i < 100_000; i++) deep = { in: deep }
  expect(readBy(nested, deep).success).toBe(false)
})

it('what has the right shape comes out as the schema makes it', () => {
  expect(readBy(z.object({ a: z.number().default(2) }), { b: 1 })).toEqual({ success: true, data: { a: 2 } })
  expect(readBy(z.string(), 1).error?.issues[0]?.code).toBe('invalid_type')
})
