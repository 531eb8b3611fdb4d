import { Orientation, type SerializedDockview } from 'dockview-react'
import { PaneId, type PaneTree } from '../../layouts'

type Grid = SerializedDockview['grid']['root']
type Split = 'row' | 'column'

/** The tree of panes that a dock shows: what `gridOf` was given, as it was arranged since. Nothing for an empty dock. */
export function treeOf({ grid: { root, orientation } }: SerializedDockview): PaneTree | undefined {
  return readNode(root, orientation === Orientation.HORIZONTAL ? 'row' : 'column')
}

function readNode({ data, type }: Grid, split: Split): PaneTree | undefined {
  if (type === 'leaf' || !Array.isArray(data)) return Array.isArray(data) ? undefined : readGroup(data)
  const children = data.flatMap((child) => {
    const part = readNode(child, split === 'row' ? 'column' : 'row')
    return part ? [{ part, size: child.size ?? 0 }] : []
  })
  const [first] = children
  if (!first || children.length === 1) return first?.part
  const total = children.reduce((sum, { size }) => sum + size, 0)
  return {
    split,
    // Thousandths of the length: finer than a pixel, and the same on every display.
    sizes: children.map(({ size }) => Math.max(1, Math.round((size / total) * 1_000))),
    parts: children.map(({ part }) => part),
  }
}

function readGroup({ views, activeView }: { views: string[]; activeView?: string }): PaneTree | undefined {
  const tabs = views.flatMap((view) => PaneId.safeParse(view).data ?? [])
  const [first] = tabs
  if (first === undefined) return undefined
  if (tabs.length === 1) return { pane: first }
  const active = tabs.find((tab) => tab === activeView)
  return active === undefined || active === first ? { tabs } : { tabs, active }
}
