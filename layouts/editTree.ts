import type { PaneId, PaneTree } from './schema'

/** Where a pane is put at a group: as one more tab, or beside it, sharing its room. */
export type Drop = 'tab' | 'left' | 'right' | 'above' | 'below'

/** The tree without a pane; its room goes to its neighbours. Nothing when it was the last. */
export function withoutPane(tree: PaneTree, pane: PaneId): PaneTree | undefined {
  if ('pane' in tree) return tree.pane === pane ? undefined : tree
  if ('tabs' in tree) {
    const { active } = tree
    return tabsOf(
      tree.tabs.filter((each) => each !== pane),
      active === pane ? undefined : active,
    )
  }
  const left = tree.parts.flatMap((part, at) => {
    const rest = withoutPane(part, pane)
    return rest === undefined ? [] : [{ part: rest, size: tree.sizes[at] ?? 1 }]
  })
  const [only] = left
  if (left.length < 2) return only?.part
  return splitOf(tree.split, left)
}

/**
 * The tree with a pane at the group that holds `at`; a pane that is in the tree already moves there. Put beside a group it takes half of its room.
 *
 * @param tree nothing for a display that is still empty
 */
export function putPane(tree: PaneTree | undefined, pane: PaneId, at: PaneId | undefined, drop: Drop): PaneTree {
  if (tree === undefined) return { pane }
  const group = groupWith(tree, at) ?? groupWith(tree, undefined) ?? []
  const anchor = group.find((each) => each !== pane)
  // Dropped upon itself, or on a tree that is only this pane.
  if (anchor === undefined) return tree
  return insert(withoutPane(tree, pane) ?? { pane: anchor }, pane, anchor, drop)
}

/** The tree with a pane on top of its tabs. */
export function withPaneOnTop(tree: PaneTree, pane: PaneId): PaneTree {
  if ('pane' in tree) return tree
  if ('tabs' in tree) return tree.tabs.includes(pane) ? { ...tree, active: pane } : tree
  return { ...tree, parts: tree.parts.map((part) => withPaneOnTop(part, pane)) }
}

/**
 * The tree with the room of a pane's group grown or shrunk along a direction, at the cost of the others of that split; no part gets less than a tenth.
 *
 * @param by share of the whole split, as 0.05
 */
export function withRoom(tree: PaneTree, pane: PaneId, along: 'row' | 'column', by: number): PaneTree {
  if (!('split' in tree)) return tree
  const at = tree.parts.findIndex((part) => groupWith(part, pane) !== undefined)
  if (at < 0) return tree
  if (tree.split !== along || hasSplit(tree.parts[at], pane, along))
    return { ...tree, parts: tree.parts.map((part, each) => (each === at ? withRoom(part, pane, along, by) : part)) }
  const total = tree.sizes.reduce((sum, size) => sum + size, 0)
  const shares = tree.sizes.map((size) => size / total)
  const own = shares[at] ?? 0
  const least = 0.1
  const grown = Math.min(1 - least * (shares.length - 1), Math.max(least, own + by))
  const scale = (1 - grown) / (1 - own)
  return { ...tree, sizes: shares.map((share, each) => round(each === at ? grown : share * scale)) }
}

/** Whether a split along this direction lies between the part and the pane in it. */
function hasSplit(part: PaneTree | undefined, pane: PaneId, along: 'row' | 'column'): boolean {
  if (!part || !('split' in part)) return false
  return part.split === along || part.parts.some((each) => groupWith(each, pane) && hasSplit(each, pane, along))
}

/** The panes of the group that holds `pane`; of the first group without one. */
function groupWith(tree: PaneTree, pane: PaneId | undefined): PaneId[] | undefined {
  if ('split' in tree) {
    for (const part of tree.parts) {
      const group = groupWith(part, pane)
      if (group) return group
    }
    return undefined
  }
  const group = 'pane' in tree ? [tree.pane] : tree.tabs
  return pane === undefined || group.includes(pane) ? group : undefined
}

function insert(tree: PaneTree, pane: PaneId, anchor: PaneId, drop: Drop): PaneTree {
  if ('split' in tree) {
    const parts = tree.parts.map((part, at) => ({
      part: groupWith(part, anchor) ? insert(part, pane, anchor, drop) : part,
      size: tree.sizes[at] ?? 1,
    }))
    return splitOf(tree.split, parts)
  }
  if (drop === 'tab') return { tabs: [...('pane' in tree ? [tree.pane] : tree.tabs), pane], active: pane }
  const isBefore = drop === 'left' || drop === 'above'
  const parts = isBefore ? [{ pane }, tree] : [tree, { pane }]
  return { split: drop === 'left' || drop === 'right' ? 'row' : 'column', sizes: [1, 1], parts }
}

function tabsOf(panes: PaneId[], active: PaneId | undefined): PaneTree | undefined {
  const [first] = panes
  if (first === undefined) return undefined
  if (panes.length === 1) return { pane: first }
  return active === undefined ? { tabs: panes } : { tabs: panes, active }
}

/** A split whose parts of the same direction are its own parts: so the same picture is always the same tree. */
function splitOf(split: 'row' | 'column', children: readonly { part: PaneTree; size: number }[]): PaneTree {
  const flat = children.flatMap(({ part, size }) => {
    if (!('split' in part) || part.split !== split) return [{ part, size }]
    const total = part.sizes.reduce((sum, each) => sum + each, 0)
    return part.parts.map((inner, at) => ({ part: inner, size: (size * (part.sizes[at] ?? 1)) / total }))
  })
  return { split, sizes: flat.map(({ size }) => round(size)), parts: flat.map(({ part }) => part) }
}

/** Sizes are shares; finer than this nobody sees. */
const round = (size: number): number => Math.round(size * 10_000) / 10_000
