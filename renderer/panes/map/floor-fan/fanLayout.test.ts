import { expect, test } from 'vitest'
import { fanLayout } from './fanLayout'

const footprint: [number, number][] = [
  [113.94, 22.53],
  [113.9405, 22.53],
  [113.9405, 22.5303],
  [113.94, 22.5303],
  [113.94, 22.53],
]
const size = { width: 420, height: 600 }

test('storeys stand in order from the top, apart from each other and clear of the words beside them', () => {
  const slabs = fanLayout(footprint, -24, [20, 19, 18, 17, 16, 15], size, 60)
  expect(slabs.map(({ floor }) => floor)).toEqual([20, 19, 18, 17, 16, 15])
  for (const [i, slab] of slabs.entries()) {
    const next = slabs[i + 1]
    if (next) expect(next.place(footprint[0]!).y).toBeGreaterThan(slab.place(footprint[0]!).y)
    expect(slab.left.x).toBeGreaterThanOrEqual(59)
    expect(slab.right.x).toBeLessThanOrEqual(361)
  }
})

test('a place of the house lies inside its storey, turned as the map is', () => {
  const [flat] = fanLayout(footprint, 0, [1], size, 60)
  const west = flat!.place([113.9401, 22.53015])
  const east = flat!.place([113.9404, 22.53015])
  expect(east.x).toBeGreaterThan(west.x)
  const [turned] = fanLayout(footprint, 180, [1], size, 60)
  expect(turned!.place([113.9404, 22.53015]).x).toBeLessThan(turned!.place([113.9401, 22.53015]).x)
})
