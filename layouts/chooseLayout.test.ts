import { describe, expect, test } from 'vitest'
import { chooseLayout, type Layout, type LayoutWish, shippedLayouts, topologyOf } from './index'

const wish: LayoutWish = { post: 'dispatcher', occasion: 'everyday', rows: [4] }
const chosen = (layouts: readonly Layout[], more: Partial<LayoutWish> = {}) => {
  const { layout, match } = chooseLayout(layouts, { ...wish, ...more })
  return [layout.id, match]
}
const own = (changes: Partial<Layout>): Layout => {
  const [first] = shippedLayouts.filter(({ id }) => id === 'four')
  if (!first) throw new Error('no layout for four displays')
  return { ...first, id: 'own', ...changes }
}

describe('choosing a layout', () => {
  test.each([
    [{ rows: [1] }, 'one', 'exact'],
    [{ rows: [4] }, 'four', 'exact'],
    [{ rows: [2, 2] }, 'four', 'exact'],
    [{ rows: [5] }, 'four', 'fewer'],
    [{ rows: [4, 4] }, 'six', 'fewer'],
    [{ rows: [3], occasion: 'incident' }, 'three-incident', 'exact'],
    [{ rows: [5], occasion: 'incident' }, 'four-incident', 'fewer'],
    [{ rows: [2], post: 'shiftLeader' }, 'leader-two', 'exact'],
    [{ rows: [2], post: 'engineer' }, 'engineer-two', 'exact'],
    [{ rows: [2], post: 'manager', occasion: 'incident' }, 'manager-two', 'nearest'],
    [{ rows: [3, 3, 3], post: 'wall' }, 'wall-3x3', 'exact'],
    [{ rows: [4, 4], post: 'wall' }, 'wall-4x2', 'exact'],
    [{ rows: [2], post: 'wall' }, 'wall-2x2', 'nearest'],
    [{ rows: [2, 2], post: 'wall', occasion: 'incident' }, 'wall-2x2', 'nearest'],
  ] as const)('for %o takes %s (%s)', (more, id, match) => {
    expect(chosen(shippedLayouts, more)).toEqual([id, match])
  })

  test('whoever has none of his own post sees what a dispatcher sees', () => {
    const ofOthers = shippedLayouts.filter(({ post }) => post !== 'engineer')
    expect(chosen(ofOthers, { post: 'engineer', rows: [2] })).toEqual(['two', 'nearest'])
  })

  test('one made for displays standing like this goes before one for as many in a row', () => {
    const square = own({ id: 'square', rows: [2, 2] })
    expect(chosen([...shippedLayouts, square], { rows: [2, 2] })).toEqual(['square', 'exact'])
    expect(chosen([square, ...shippedLayouts], { rows: [4] })).toEqual(['four', 'exact'])
  })

  test("a seat's own goes before one for all seats, and is never shown at another seat", () => {
    const mine = own({ seat: 'seat-7' })
    expect(chosen([...shippedLayouts, mine], { seat: 'seat-7' })).toEqual(['own', 'exact'])
    expect(chosen([mine, ...shippedLayouts], { seat: 'seat-8' })).toEqual(['four', 'exact'])
    expect(chosen([mine, ...shippedLayouts])).toEqual(['four', 'exact'])
  })

  test('the latest revision of a layout holds, wherever it stands in the list', () => {
    const revised = own({ id: 'four', revision: 3 })
    for (const layouts of [
      [revised, ...shippedLayouts],
      [...shippedLayouts, revised],
    ])
      expect(chooseLayout(layouts, wish).layout.revision).toBe(3)
  })

  test('one for fewer displays goes before one for more, wherever they stand in the list', () => {
    expect(chosen(shippedLayouts.toReversed(), { rows: [5] })).toEqual(['four', 'fewer'])
  })

  test('of equals the first in the list is taken', () => {
    expect(chosen([own({}), ...shippedLayouts])).toEqual(['own', 'exact'])
    expect(chosen([...shippedLayouts, own({})])).toEqual(['four', 'exact'])
  })

  test('without any layout it says so', () => expect(() => chooseLayout([], wish)).toThrow(RangeError))
})

test('the topology of a desk is its rows, whatever order the system names displays in', () => {
  const at = (id: number, x: number, y: number) => ({ id, bounds: { x, y, width: 1920, height: 1080 } })
  expect(topologyOf([at(1, 1920, 1100), at(2, 0, 0), at(3, 1920, 20)])).toEqual([2, 1])
  expect(topologyOf([])).toEqual([])
})
