import { expect, it } from 'vitest'
import { ulid } from './ulid'

it('a ULID has the time in front, as the specification writes it', () => {
  expect(ulid(1_469_918_176_385, new Uint8Array(16))).toBe('01ARYZ6S410000000000000000')
  expect(ulid(2 ** 48 - 1, new Uint8Array(16).fill(255))).toBe('7ZZZZZZZZZZZZZZZZZZZZZZZZZ')
})

it('ULIDs sort by time', () => {
  const random = new Uint8Array(16).fill(31)
  const ids = [1, 31, 32, 1_000, 1_800_000_000_000].map((ms) => ulid(ms, random))
  expect(ids.toSorted()).toEqual(ids)
})

it('a ULID needs enough chance', () => {
  expect(() => ulid(1, new Uint8Array(10))).toThrow(RangeError)
})
