import { Orientation, type SerializedDockview } from 'dockview-react'
import type { PaneId, PaneTree } from '../../layouts/schema'

type Grid = SerializedDockview['grid']['root']
type Split = 'row' | 'column'

/** Any length: the dock scales shares to the room it gets. */
const length = 1000

const crossing = (split: Split): Split => (split === 'row' ? 'column' : 'row')

/** The dock's own form of a tree of panes. In the dock a split is always across the one around it, so a row in a row gets a layer between. */
export function gridOf(tree: PaneTree, titleOf: (pane: PaneId) => string): SerializedDockview {
  const panels: SerializedDockview['panels'] = {}
  const shown: PaneId[] = []

  const leaf = (views: PaneId[], size: number, active = views[0]): Grid => {
    for (const pane of views) {
      shown.push(pane)
      panels[pane] = { id: pane, contentComponent: 'pane', tabComponent: 'tab', title: titleOf(pane), params: { pane } }
    }
    return {
      type: 'leaf',
      size,
      data: { id: `group-${views[0]}`, views, activeView: active ?? '', hideHeader: views.length === 1 },
    }
  }

  const branch = (part: PaneTree, split: Split, size: number): Grid => {
    if ('split' in part && part.split === split) {
      const total = part.sizes.reduce((sum, share) => sum + share, 0)
      const data = part.parts.map((child, at) => node(child, crossing(split), ((part.sizes[at] ?? 0) / total) * length))
      return { type: 'branch', size, data }
    }
    return { type: 'branch', size, data: [node(part, crossing(split), length)] }
  }

  const node = (part: PaneTree, split: Split, size: number): Grid => {
    if ('pane' in part) return leaf([part.pane], size)
    if ('tabs' in part) return leaf(part.tabs, size, part.active)
    return branch(part, split, size)
  }

  const split = 'split' in tree ? tree.split : 'row'
  const root = branch(tree, split, length)
  return {
    grid: {
      root,
      width: length,
      height: length,
      orientation: split === 'row' ? Orientation.HORIZONTAL : Orientation.VERTICAL,
    },
    panels,
    activeGroup: `group-${shown[0]}`,
  }
}
