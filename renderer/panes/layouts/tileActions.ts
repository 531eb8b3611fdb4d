import type { PaneId } from '../../../layouts'
import type { Spot } from './draft'

/** A pane of the draft that is looked at, or a whole display; displays from 0. */
export interface Chosen {
  display: number
  pane?: PaneId | undefined
}

/** What can be done in the miniature. */
export interface TileActions {
  chosen: Chosen | undefined
  onChoose(chosen: Chosen): void
  /** A pane was dropped. */
  onPlace(pane: PaneId, spot: Spot, from?: number): void
  onRemove(display: number, pane: PaneId): void
}
