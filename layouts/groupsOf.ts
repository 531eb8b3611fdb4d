import type { Rectangle } from './readingOrder'
import type { PaneId, PaneTree } from './schema'

/** Panes that share a rectangle; more than one stand behind tabs. */
export interface PaneGroup {
  panes: PaneId[]
  active: PaneId
  area: Rectangle
}

/** Where the panes of a display stand when its tree fills `area`; for miniatures, and to see whether all have room. Lengths are not rounded. */
export function groupsOf(tree: PaneTree, area: Rectangle): PaneGroup[] {
  if ('pane' in tree) return [{ panes: [tree.pane], active: tree.pane, area }]
  if ('tabs' in tree) {
    const active = tree.active ?? tree.tabs[0]
    return active === undefined ? [] : [{ panes: tree.tabs, active, area }]
  }
  const total = tree.sizes.reduce((sum, size) => sum + size, 0)
  let from = 0
  return tree.parts.flatMap((part, at) => {
    const share = (tree.sizes[at] ?? 0) / total
    const start = from
    from += share
    return groupsOf(
      part,
      tree.split === 'row'
        ? { ...area, x: area.x + start * area.width, width: share * area.width }
        : { ...area, y: area.y + start * area.height, height: share * area.height },
    )
  })
}
