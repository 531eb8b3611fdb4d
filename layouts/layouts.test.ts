import { describe, expect, test } from 'vitest'
import { assignDisplays, Layout, panesOf, shippedLayouts, type DisplayPlace } from './index'

const row = (...ids: number[]): DisplayPlace[] =>
  ids.map((id, at) => ({ id, bounds: { x: at * 1920, y: 0, width: 1920, height: 1080 } }))

describe('shipped layouts', () => {
  test('there is one for 1, 2, 3, 4 and 6 displays', () => {
    expect(shippedLayouts.map((layout) => layout.displays.length)).toEqual([1, 2, 3, 4, 6])
  })

  test.each(shippedLayouts)('$id shows map, alarms and dispatch somewhere', (layout) => {
    const shown = layout.displays.flatMap((display) => panesOf(display.panes))
    expect(shown).toEqual(expect.arrayContaining(['map', 'alarms', 'dispatch', 'device']))
  })
})

describe('assigning displays', () => {
  test('four displays get map, alarms, dispatch and wall from left to right', () => {
    expect(
      assignDisplays(shippedLayouts, row(7, 3, 9, 1)).map(({ displayId, number, role }) => [displayId, number, role]),
    ).toEqual([
      [7, 1, 'map'],
      [3, 2, 'alarms'],
      [9, 3, 'dispatch'],
      [1, 4, 'wall'],
    ])
  })

  test('the order in which the system names displays does not matter', () => {
    const displays = row(1, 2, 3)
    expect(assignDisplays(shippedLayouts, displays.toReversed())).toEqual(assignDisplays(shippedLayouts, displays))
  })

  test('displays above each other are read row by row, also when they are not quite level', () => {
    const at = (id: number, x: number, y: number) => ({ id, bounds: { x, y, width: 1920, height: 1080 } })
    const windows = assignDisplays(shippedLayouts, [at(4, 1920, 1100), at(2, 1920, 20), at(3, 0, 1080), at(1, 0, 0)])
    expect(windows.map(({ displayId }) => displayId)).toEqual([1, 2, 3, 4])
  })

  test('a fifth display repeats the last one of the layout for four', () => {
    const windows = assignDisplays(shippedLayouts, row(1, 2, 3, 4, 5))
    expect(windows.map(({ role }) => role)).toEqual(['map', 'alarms', 'dispatch', 'wall', 'wall'])
    expect(new Set(windows.map(({ layoutId }) => layoutId))).toEqual(new Set(['four']))
  })

  test('no display, no window', () => {
    expect(assignDisplays(shippedLayouts, [])).toEqual([])
  })
})

describe('the schema', () => {
  const valid = shippedLayouts[0]
  test.each([
    ['an unknown pane', { panes: { pane: 'clock' } }],
    ['tabs with a single pane', { panes: { tabs: ['map'] } }],
    [
      'a split whose sizes do not match its parts',
      { panes: { split: 'row', sizes: [1, 2, 3], parts: [{ pane: 'map' }, { pane: 'wall' }] } },
    ],
  ])('refuses %s', (_, display) => {
    expect(Layout.safeParse({ ...valid, displays: [{ role: 'map', ...display }] }).success).toBe(false)
  })
})
