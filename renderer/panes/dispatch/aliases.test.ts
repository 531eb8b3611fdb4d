import { expect, test } from 'vitest'
import { makeIncident } from '../../testing/builders'
import { aliasesOf, idsOf, rootOf } from './aliases'

const first = makeIncident({ id: 'a' })
const second = makeIncident({ id: 'b', state: 'merged', aliasOf: 'a' })
const third = makeIncident({ id: 'c', state: 'merged', aliasOf: 'b' })
const other = makeIncident({ id: 'd' })
const incidents = new Map([first, second, third, other].map((each) => [each.id, each]))

test('an incident merged into one that was itself merged leads to the one that holds', () => {
  expect(rootOf(third, incidents)).toBe(first)
  expect(rootOf(other, incidents)).toBe(other)
})

test('what belongs to an incident stands under its own id and those of its aliases', () => {
  expect([...idsOf(first, incidents)]).toEqual(['a', 'b', 'c'])
  expect(aliasesOf(other, incidents)).toEqual([])
})

test('an alias whose root this window does not know stands for itself', () => {
  const lost = makeIncident({ id: 'x', state: 'merged', aliasOf: 'gone' })
  expect(rootOf(lost, new Map([[lost.id, lost]]))).toBe(lost)
})

test('a ring of aliases ends', () => {
  const ring = [makeIncident({ id: 'p', aliasOf: 'q' }), makeIncident({ id: 'q', aliasOf: 'p' })]
  expect(rootOf(ring[0]!, new Map(ring.map((each) => [each.id, each]))).id).toMatch(/[pq]/)
})
