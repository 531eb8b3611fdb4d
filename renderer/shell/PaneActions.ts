import { createContext, useContext } from 'react'
import type { DeskDisplay, Drop, PaneId } from '../../layouts'

/** What can be done with a pane where it stands. */
export interface PaneActions {
  /** Number of this display, from 1. */
  number: number
  /** What the chosen layout has on any of its displays; everything else was opened by hand. */
  chosen: readonly PaneId[]
  /** Other displays that somebody can see now. */
  otherDisplays: readonly DeskDisplay[]
  /** False while the layout is locked for this person: what stands here stays, only lost panes can be brought. */
  mayArrange: boolean
  /** The pane that fills the area by itself for a while. */
  maximised: PaneId | undefined
  toggleMaximised(pane: PaneId): void
  /** Puts a pane of this display at a group of it. */
  put(pane: PaneId, at: PaneId, drop: Drop): void
  /** Puts a pane of another display at a group of this one. */
  bring(pane: PaneId, fromNumber: number, at: PaneId, drop: Drop): void
  /** Sends a pane to another display; one that stands alone changes places with all that stands there. */
  send(pane: PaneId, toNumber: number): void
  /** The pane beside which it can be put on this display; none when it stands alone. */
  neighbourOf(pane: PaneId): PaneId | undefined
  /** Whether it shares its place with others, behind tabs. */
  isTab(pane: PaneId): boolean
  /** Whether it may go: not the last pane of a display, not the last alarm list or dispatch in sight. */
  mayClose(pane: PaneId): boolean
  close(pane: PaneId): void
}

export const PaneActionsContext = createContext<PaneActions | undefined>(undefined)

/** Nothing where a pane stands alone, outside of a pane area. */
export const usePaneActions = (): PaneActions | undefined => useContext(PaneActionsContext)
