import {
  type AssignedWindow,
  assignDisplays,
  chooseLayout,
  type DisplayPlace,
  shippedLayouts,
  topologyOf,
} from '../layouts'

/** What one window is told of its place: display and layout, as the bridge hands them to the page. */
export interface WindowPlan {
  display: { number: number; count: number; role: AssignedWindow['role'] }
  layout: { id: string; panes: AssignedWindow['panes'] }
}

/** Which panes go on which display, by display id. */
export function planWindows(displays: readonly DisplayPlace[]): Map<number, WindowPlan> {
  const { layout } = chooseLayout(shippedLayouts, {
    post: 'dispatcher',
    occasion: 'everyday',
    rows: topologyOf(displays),
  })
  return new Map(
    assignDisplays(layout, displays).map(({ displayId, number, count, role, layoutId, panes }) => [
      displayId,
      { display: { number, count, role }, layout: { id: layoutId, panes } },
    ]),
  )
}
