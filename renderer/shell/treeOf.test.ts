import { createDockview, type DockviewApi } from 'dockview-react'
import { beforeEach, expect, test } from 'vitest'
import { panesOf, putPane, shippedLayouts, standSame, type PaneTree } from '../../layouts'
import { gridOf } from './gridOf'
import { treeOf } from './treeOf'

let dock: DockviewApi

beforeEach(() => {
  const box = document.body.appendChild(document.createElement('div'))
  dock = createDockview(box, {
    createComponent: () => ({ element: document.createElement('div'), init() {} }),
  })
  dock.layout(1600, 900)
})

const shown = (tree: PaneTree): PaneTree | undefined => {
  dock.fromJSON(gridOf(tree, (pane) => pane))
  return treeOf(dock.toJSON())
}

test('every display of every shipped layout comes out of a real dock as it went in', () => {
  const changed = shippedLayouts.flatMap(({ id, displays }) =>
    displays.flatMap(({ panes }, at) => {
      const tree = shown(panes)
      return tree && standSame(tree, panes) ? [] : [`${id} ${at + 1}`]
    }),
  )
  expect(changed).toEqual([])
})

test('the tab on top is told, and does not count as another arrangement', () => {
  const tree: PaneTree = { tabs: ['wall', 'map'], active: 'map' }
  expect(shown(tree)).toEqual(tree)
  expect(standSame(tree, { tabs: ['wall', 'map'] })).toBe(true)
  expect(standSame(tree, { tabs: ['map', 'wall'] })).toBe(false)
})

test('a part that somebody made larger is another arrangement; a pixel is not', () => {
  const split = (sizes: number[]): PaneTree => ({ split: 'row', sizes, parts: [{ pane: 'map' }, { pane: 'alarms' }] })
  expect(standSame(split([1, 1]), split([501, 499]))).toBe(true)
  expect(standSame(split([1, 1]), split([6, 4]))).toBe(false)
})

test('what is arranged anew goes into the dock again', () => {
  const tree = putPane({ tabs: ['dispatch', 'device'] }, 'alarms', 'device', 'below')
  expect(panesOf(shown(tree) ?? { pane: 'map' })).toEqual(['dispatch', 'device', 'alarms'])
})
