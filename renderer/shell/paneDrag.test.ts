import { expect, test } from 'vitest'
import { dropAt } from './paneDrag'

const box = { left: 100, top: 50, width: 400, height: 200 }

test.each([
  ['tab', 300, 150],
  ['left', 120, 150],
  ['right', 490, 150],
  ['above', 300, 60],
  ['below', 300, 245],
  // In a corner the nearer edge counts, as a share of the pane's own length.
  ['left', 104, 60],
  ['above', 190, 52],
] as const)('a drop %s of a pane', (drop, x, y) => {
  expect(dropAt(box, x, y)).toBe(drop)
})
