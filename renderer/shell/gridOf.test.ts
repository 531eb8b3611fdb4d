import { expect, test } from 'vitest'
import { shippedLayouts } from '../../layouts'
import { gridOf } from './gridOf'

const titleOf = (pane: string) => pane.toUpperCase()

test('a single pane fills the window and carries no tab', () => {
  const { grid, panels } = gridOf({ pane: 'map' }, titleOf)
  expect(grid.root.data).toMatchObject([{ type: 'leaf', size: 1000, data: { views: ['map'], hideHeader: true } }])
  expect(panels.map).toMatchObject({ id: 'map', title: 'MAP', params: { pane: 'map' } })
})

test('shares become lengths, tabs keep their headers', () => {
  const { grid } = gridOf(
    { split: 'row', sizes: [3, 1], parts: [{ pane: 'map' }, { tabs: ['dispatch', 'device'] }] },
    titleOf,
  )
  expect(grid.orientation).toBe('HORIZONTAL')
  expect(grid.root.data).toMatchObject([
    { type: 'leaf', size: 750, data: { hideHeader: true } },
    { type: 'leaf', size: 250, data: { views: ['dispatch', 'device'], activeView: 'dispatch', hideHeader: false } },
  ])
})

test('a row inside a row keeps lying beside it', () => {
  const inner = { split: 'row', sizes: [1, 1], parts: [{ pane: 'alarms' }, { pane: 'device' }] } as const
  const { grid } = gridOf(
    { split: 'row', sizes: [1, 1], parts: [{ pane: 'map' }, { ...inner, sizes: [1, 1], parts: [...inner.parts] }] },
    titleOf,
  )
  expect(grid.root.data).toMatchObject([
    { type: 'leaf' },
    { type: 'branch', data: [{ type: 'branch', data: [{ size: 500 }, { size: 500 }] }] },
  ])
})

test('every display of every shipped layout has a grid with all its panes', () => {
  for (const layout of shippedLayouts)
    for (const { panes } of layout.displays)
      expect(Object.keys(gridOf(panes, titleOf).panels).length).toBeGreaterThan(0)
})

test('the tab that the layout names lies on top', () => {
  const { grid } = gridOf({ tabs: ['wall', 'map'], active: 'map' }, titleOf)
  expect(grid.root.data).toMatchObject([{ data: { views: ['wall', 'map'], activeView: 'map' } }])
})
