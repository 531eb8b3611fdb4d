import type { PaneId, PaneTree } from './schema'

/** All panes of a tree, in reading order. */
export function panesOf(tree: PaneTree): PaneId[] {
  if ('pane' in tree) return [tree.pane]
  return 'tabs' in tree ? tree.tabs : tree.parts.flatMap(panesOf)
}
