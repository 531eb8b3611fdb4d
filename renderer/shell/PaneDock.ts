import type { DockviewApi } from 'dockview-react'
import { PaneId, type PaneTree, standSame } from '../../layouts'
import { gridOf } from './gridOf'
import { treeOf } from './treeOf'

type Titles = (pane: PaneId) => string

/** The dock of a window, which draws a tree of panes: what it shows, and what lies on top of it for a while. */
export class PaneDock {
  #api: DockviewApi | undefined
  #tree: PaneTree | undefined

  /** @param onMaximised hears which pane fills the dock by itself; none when it was restored */
  open(api: DockviewApi, tree: PaneTree, titleOf: Titles, onMaximised: (pane: PaneId | undefined) => void): void {
    this.#api = api
    this.show(tree, titleOf)
    api.onDidMaximizedGroupChange(({ isMaximized, group }) =>
      onMaximised(isMaximized ? PaneId.safeParse(group.activePanel?.id).data : undefined),
    )
  }

  /** Draws a tree unless it stands so already, and names its panes. Panes that stay are not made anew. */
  show(tree: PaneTree, titleOf: Titles): void {
    const api = this.#api
    if (!api) return
    const before = this.#tree
    this.#tree = tree
    // Main tells the same tree again with everything else that it tells of the desk: the tab that somebody brought to the front stays there.
    if (before && (standSame(before, tree) || standSame(this.shown(before), tree))) {
      for (const panel of api.panels) panel.api.setTitle(titleOf(PaneId.parse(panel.id)))
      return
    }
    if (api.hasMaximizedGroup()) api.exitMaximizedGroup()
    api.fromJSON(gridOf(tree, titleOf), { reuseExistingPanels: true })
  }

  /** What is drawn now, with the tabs on top and the sizes people gave; `tree` before there is a dock. */
  shown(tree: PaneTree): PaneTree {
    return (this.#api && treeOf(this.#api.toJSON())) ?? tree
  }

  /** Brings a pane of this dock to the front. False when it has none. */
  reveal(pane: PaneId): boolean {
    const panel = this.#api?.getPanel(pane)
    if (!panel) return false
    if (this.#api?.hasMaximizedGroup() && !panel.group.api.isMaximized()) this.#api.exitMaximizedGroup()
    panel.api.setActive()
    return true
  }

  /** One pane fills the dock, or all stand as before. */
  toggleMaximised(pane: PaneId): void {
    const panel = this.#api?.getPanel(pane)
    if (!this.#api || !panel) return
    if (this.#api.hasMaximizedGroup()) this.#api.exitMaximizedGroup()
    else if (this.#api.groups.length > 1) this.#api.maximizeGroup(panel)
  }

  get activePane(): PaneId | undefined {
    return PaneId.safeParse(this.#api?.activePanel?.id).data
  }
}
