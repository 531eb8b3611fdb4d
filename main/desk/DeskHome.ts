import type { DisplayPlace, DisplayRole, Fingerprint, PaneTree } from '../../layouts'

/** A display of the desk with the window that belongs to it, also while it is gone. */
export interface DeskHome {
  /** From 1 in reading order; names display and window. */
  number: number
  role: DisplayRole
  /** As the layout says. */
  panes: PaneTree
  /** What somebody made of it since. */
  arranged?: PaneTree
  /** The system's id now, or the last one. */
  displayId: number
  /** How it stood when last all displays of the desk were there. */
  place: DisplayPlace
  fingerprint: Fingerprint
}
