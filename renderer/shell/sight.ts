import { groupsOf, panesOf, withoutPane, type DeskDisplay, type PaneId, type PaneTree } from '../../layouts'
import { panes } from '../panes/registry'

type Shown = Pick<DeskDisplay, 'number' | 'panes' | 'isLiving' | 'hostNumber' | 'isBlank'>

const isInSight = ({ isLiving, hostNumber }: Shown): boolean => isLiving || hostNumber !== undefined

/** Displays whose windows somebody can see: there, or standing on another display meanwhile. */
export const inSight = <D extends Shown>(displays: readonly D[]): D[] => displays.filter(isInSight)

/** Where a pane stands: a display in sight before one that is gone. */
export function homeOf(pane: PaneId, displays: readonly Shown[]): { number: number; isInSight: boolean } | undefined {
  const homes = displays.filter((display) => panesOf(display.panes).includes(pane))
  const home = homes.find(isInSight) ?? homes[0]
  return home && { number: home.number, isInSight: isInSight(home) }
}

/**
 * Whether a pane may be closed on a display: not the last one of it, and no critical one that is nowhere else in sight.
 *
 * @param tree what stands on the display
 */
export function mayClose(pane: PaneId, tree: PaneTree, number: number, displays: readonly Shown[]): boolean {
  if (!withoutPane(tree, pane)) return false
  if (!panes[pane].isCritical) return true
  return inSight(displays).some((display) => display.number !== number && panesOf(display.panes).includes(pane))
}

/** The pane over which another one is opened: the largest on top that is not critical; only where there is no other, a critical one. */
export function roomiest(tree: PaneTree): PaneId | undefined {
  const groups = groupsOf(tree, { x: 0, y: 0, width: 16, height: 9 })
  const rank = ({ active, area }: (typeof groups)[number]) =>
    area.width * area.height - (panes[active].isCritical ? 1_000 : 0)
  return groups.toSorted((a, b) => rank(b) - rank(a))[0]?.active
}
