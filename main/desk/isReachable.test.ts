import { expect, test } from 'vitest'
import { isReachable } from './isReachable'

const displays = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 200, width: 1280, height: 720 },
]
const window = (x: number, y: number) => ({ x, y, width: 800, height: 600 })

test.each([
  ['on a display', window(100, 100), true],
  ['over the seam of two', window(1500, 300), true],
  ['far right of all', window(4000, 300), false],
  ['with a sliver only', window(-750, 100), false],
  ['with its upper edge above the display', window(100, -60), false],
  ['with its upper edge in the corner that no display has', window(2600, 60), false],
  ['below the lower edge', window(100, 1060), false],
])('a window %s', (_where, bounds, isThere) => {
  expect(isReachable(bounds, displays)).toBe(isThere)
})
