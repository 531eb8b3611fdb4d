import { describe, expect, test } from 'vitest'
import { type Layout, type LayoutPost, type Occasion, panesOf, shippedLayouts } from '../index'

const counts = (post: LayoutPost, occasion: Occasion) =>
  shippedLayouts
    .filter((layout) => layout.post === post && layout.occasion === occasion)
    .map(({ displays }) => displays.length)

describe('shipped layouts', () => {
  test.each([
    ['dispatcher', 'everyday'],
    ['dispatcher', 'incident'],
    ['shiftLeader', 'everyday'],
    ['shiftLeader', 'incident'],
  ] as const)('for a %s, %s, there is one for 1, 2, 3, 4 and 6 displays', (post, occasion) => {
    expect(counts(post, occasion)).toEqual([1, 2, 3, 4, 6])
  })

  test('an engineer, customer service and a manager have theirs, for the desks that they work at', () => {
    expect(counts('engineer', 'everyday')).toEqual([1, 2, 3])
    expect(counts('customerService', 'everyday')).toEqual([1, 2])
    expect(counts('manager', 'everyday')).toEqual([1, 2])
  })

  test('walls of 2×2, 3×3 and 4×2 have one', () => {
    const walls = shippedLayouts.filter(({ post }) => post === 'wall')
    expect(walls.map(({ rows }) => rows)).toEqual([
      [2, 2],
      [3, 3, 3],
      [4, 4],
    ])
  })

  test.each(shippedLayouts.filter(({ post }) => post === 'wall'))(
    '$id shows something else on each display',
    (wall) => {
      const shown = wall.displays.flatMap(({ panes }) => panesOf(panes))
      expect(shown.toSorted()).toEqual([...new Set(shown)].toSorted())
    },
  )

  test('no two have one id, and none depends on a display that only one machine has', () => {
    expect(new Set(shippedLayouts.map(({ id }) => id)).size).toBe(shippedLayouts.length)
    expect(shippedLayouts.flatMap(({ displays }) => displays).filter(({ fingerprint }) => fingerprint)).toEqual([])
  })

  test.each(shippedLayouts)(
    '$id shows map, alarms and device somewhere, and dispatch to those who send people',
    (layout) => {
      const shown = layout.displays.flatMap(({ panes }) => panesOf(panes))
      expect(shown).toEqual(expect.arrayContaining(['map', 'alarms', 'device', ...(sends(layout) ? ['dispatch'] : [])]))
    },
  )

  test.each(shippedLayouts)('$id has no critical pane behind another one from the start', (layout) => {
    const onTop = layout.displays.flatMap(({ panes }) => topOf(panes))
    expect(onTop).toEqual(expect.arrayContaining(['alarms', ...(sends(layout) ? ['map', 'dispatch'] : [])]))
  })

  test.each(shippedLayouts.filter(({ occasion }) => occasion === 'incident'))(
    '$id goes with an everyday layout of the same post and displays',
    ({ id, post, displays }) => {
      const everyday = shippedLayouts.find((layout) => `${layout.id}-incident` === id)
      expect(everyday).toMatchObject({ post, rows: [displays.length] })
    },
  )
})

/** Engineers and managers look; whoever sends people needs what that takes. */
const sends = ({ post }: Layout): boolean => post !== 'engineer' && post !== 'manager'

function topOf(tree: Parameters<typeof panesOf>[0]): string[] {
  if ('pane' in tree) return [tree.pane]
  if ('tabs' in tree) return [tree.active ?? tree.tabs[0] ?? '']
  return tree.parts.flatMap(topOf)
}
