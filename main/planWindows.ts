import type { Display } from 'electron'
import { type AssignedWindow, assignDisplays, shippedLayouts } from '../layouts'

/** What one window is told of its place: display and layout, as the bridge hands them to the page. */
export interface WindowPlan {
  display: { number: number; count: number; role: AssignedWindow['role'] }
  layout: { id: string; panes: AssignedWindow['panes'] }
}

/** Which panes go on which display, by display id. */
export function planWindows(displays: readonly Pick<Display, 'id' | 'bounds'>[]): Map<number, WindowPlan> {
  return new Map(
    assignDisplays(shippedLayouts, displays).map(({ displayId, number, count, role, layoutId, panes }) => [
      displayId,
      { display: { number, count, role }, layout: { id: layoutId, panes } },
    ]),
  )
}
