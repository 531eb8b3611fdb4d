import { createDockview } from 'dockview-react'
import { expect, test } from 'vitest'
import type { PaneTree } from '../../layouts'
import { PaneDock } from './PaneDock'

const tree: PaneTree = {
  split: 'row',
  sizes: [1, 1],
  parts: [{ tabs: ['dispatch', 'device'] }, { pane: 'alarms' }],
}

test('a tab that was brought to the front stays there while main tells the same tree, also where a display is too small to draw it exactly', () => {
  const api = createDockview(document.createElement('div'), {
    createComponent: () => ({ element: document.createElement('div'), init() {} }),
  })
  api.layout(1000, 500)
  const dock = new PaneDock()
  dock.open(api, tree, String, () => {})
  api.getPanel('alarms')?.group.api.setSize({ width: 800 })
  dock.reveal('device')
  dock.show(structuredClone(tree), String)
  expect(api.getPanel('device')?.api.isActive).toBe(true)

  dock.show({ tabs: ['dispatch', 'alarms'] }, String)
  expect(api.panels.map(({ id }) => id).toSorted()).toEqual(['alarms', 'dispatch'])
})
