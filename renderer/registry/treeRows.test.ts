import { expect, test } from 'vitest'
import { ancestorsOf, treeRows } from './treeRows'

const items = [
  { id: 'b', name: 'B' },
  { id: 'a', name: 'A' },
  { id: 'a2', name: 'Z', parentId: 'a' },
  { id: 'a1', name: 'Y', parentId: 'a' },
  { id: 'a11', name: 'X', parentId: 'a1' },
  { id: 'lost', name: 'L', parentId: 'gone' },
]

test('rows stand below what they belong to, neighbours by name, with the way down to them', () => {
  expect(treeRows(items).map(({ id, level, hasBelow }) => [id, level, hasBelow])).toEqual([
    ['a', 0, true],
    ['a1', 1, true],
    ['a11', 2, false],
    ['a2', 1, false],
    ['b', 0, false],
    ['lost', 0, false],
  ])
  expect(treeRows(items).find(({ id }) => id === 'a11')?.path).toBe('A › Y › X')
})

test('of a circle that two seats made each is shown once', () => {
  const circle = [
    { id: 'x', name: 'X', parentId: 'y' },
    { id: 'y', name: 'Y', parentId: 'x' },
  ]
  expect(treeRows(circle).map(({ id, level }) => [id, level])).toEqual([
    ['x', 0],
    ['y', 1],
  ])
  expect(ancestorsOf(circle).get('x')).toEqual(['y'])
})

test('what something stands below is known from near to far', () => {
  expect(ancestorsOf(items).get('a11')).toEqual(['a1', 'a'])
  expect(ancestorsOf(items).get('lost')).toEqual([])
})
