import { expect, test } from 'vitest'
import { boxAround, placeLabels, type LabelWish } from './placeLabels'

const wish = (
  id: string,
  x: number,
  y: number,
  priority: number,
  offsets: LabelWish['offsets'] = [[0, 0]],
): LabelWish => ({
  id,
  at: { x, y },
  width: 60,
  height: 16,
  priority,
  offsets,
})

test('of two labels on one spot the more important stands', () => {
  expect(
    placeLabels([wish('house', 100, 100, 1), wish('plot', 110, 104, 5)], [], new Set()).map(({ id }) => id),
  ).toEqual(['plot'])
})

test('a label steps aside to its next place instead of being left out', () => {
  const placed = placeLabels(
    [
      wish('plot', 100, 100, 5),
      wish('house', 100, 104, 1, [
        [0, 0],
        [0, 24],
      ]),
    ],
    [],
    new Set(),
  )
  expect(placed).toEqual([
    { id: 'plot', x: 100, y: 100 },
    { id: 'house', x: 100, y: 128 },
  ])
})

test('no label covers an alarm sign', () => {
  expect(placeLabels([wish('plot', 100, 100, 9)], [boxAround(110, 100, 30, 30)], new Set())).toEqual([])
})

test('a standing label keeps its place against an equal', () => {
  const wishes = [wish('a', 100, 100, 1), wish('b', 104, 100, 1)]
  expect(placeLabels(wishes, [], new Set(['b'])).map(({ id }) => id)).toEqual(['b'])
})
