import type { DisplayRole, PaneTree, WindowPlace } from '../../layouts'
import type { DeskModel } from './DeskModel'

/** What a page is told of its place when it is loaded. */
export interface WindowPlan {
  display: { number: number; count: number; role: DisplayRole }
  layout: { id: string; panes: PaneTree }
}

/** A window that there shall be, and where. */
export interface WantedWindow {
  /** The display that it belongs to; `place` says where it stands now. */
  displayId: number
  plan: WindowPlan
  place: WindowPlace
}

/** One window for each display of the desk, those that are gone among them: what was typed in them is kept. */
export const wantedWindowsOf = (model: DeskModel): WantedWindow[] =>
  model.homes.map((home) => ({
    displayId: home.displayId,
    plan: {
      display: { number: home.number, count: model.homes.length, role: home.role },
      layout: { id: model.layout.id, panes: model.treeOf(home) },
    },
    place: model.placeOf(home.number),
  }))

/** What a window shows that died too often with all its panes. */
export const plainPlan = ({ display }: WindowPlan): WindowPlan => ({
  display,
  layout: { id: 'plain', panes: { pane: 'alarms' } },
})
