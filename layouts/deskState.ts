import type { LayoutMatch } from './chooseLayout'
import type { Rectangle } from './readingOrder'
import type { DisplayRole, Layout, LayoutPost, PaneId, PaneTree } from './schema'

/** One display of the desk as the layout counts them, whether it is there or not. */
export interface DeskDisplay {
  /** From 1 in reading order; names the display and its window everywhere. */
  number: number
  role: DisplayRole
  /** What stands on it: what the layout says, what somebody arranged since, and what was moved here. */
  panes: PaneTree
  /** What the panel calls itself; empty when it says nothing. */
  label: string
  /** Device-independent pixels of the virtual desktop; where it was, while it is gone. */
  bounds: Rectangle
  /** Pixels of the panel to one device-independent pixel. */
  scaleFactor: number
  /** Degrees. */
  rotation: number
  isPrimary: boolean
  isInternal: boolean
  /** False while the display is gone. */
  isLiving: boolean
  /** On which display its window stands while its own is gone; on none: it waits unseen. */
  hostNumber?: number
  /** Somebody darkened it. */
  isBlank: boolean
}

/** A pane whose display is gone. */
export interface EvacuatedPane {
  pane: PaneId
  fromNumber: number
  /** The display on which it can be seen meanwhile; on none: it waits. */
  ontoNumber?: number
}

/** Where a layout comes from: the product, somebody who shared it, the person himself. */
export type LayoutSource = 'shipped' | 'shared' | 'own'

/** A layout that this seat may show. */
export interface KnownLayout {
  layout: Layout
  source: LayoutSource
  /** Saved versions, the newest first, `layout` among them; only itself for a shipped one. */
  versions: readonly Layout[]
}

/** The whole desk, as every window of it is told. */
export interface DeskState {
  /** As it was chosen; `displays` say what was arranged since. */
  layout: Layout
  match: LayoutMatch
  /** For whom layouts are chosen now. */
  post: LayoutPost
  /** Brought by an incident of grade 较大 or above; the former one comes back after it. */
  isForIncident: boolean
  /** Something was arranged since the layout was chosen. */
  isArranged: boolean
  /** False for a locked layout and somebody without the right `setting.share`; panes of lost displays may be brought all the same. */
  mayArrange: boolean
  displays: readonly DeskDisplay[]
  evacuated: readonly EvacuatedPane[]
  /** What can be chosen, as Ctrl+1 … Ctrl+9 name them. */
  choices: readonly Pick<Layout, 'id' | 'name' | 'occasion' | 'isLocked' | 'rows'>[]
  /** The displays say who they are until then, UTC ms. */
  identifyUntilMs?: number
  /** Nobody leaves it without the right to. */
  isKiosk: boolean
}
