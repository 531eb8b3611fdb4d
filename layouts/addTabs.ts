import { panesOf, type PaneId, type PaneTree } from './schema'

/** The tree with more panes as tabs behind what it shows, over its largest part; those that it has already are left out. */
export function addTabs(tree: PaneTree, panes: readonly PaneId[]): PaneTree {
  const own = panesOf(tree)
  const more = [...new Set(panes)].filter((pane) => !own.includes(pane))
  if (more.length === 0) return tree
  if ('pane' in tree) return { tabs: [tree.pane, ...more] }
  if ('tabs' in tree) return { ...tree, tabs: [...tree.tabs, ...more] }
  const largest = tree.sizes.indexOf(Math.max(...tree.sizes))
  return { ...tree, parts: tree.parts.map((part, at) => (at === largest ? addTabs(part, more) : part)) }
}
