import type { DisplayRole, Layout, PaneTree } from './schema'

/** A display as the system reports it; pixels of the virtual desktop. */
export interface DisplayPlace {
  id: number
  bounds: { x: number; y: number; width: number; height: number }
}

/** What one display shows. `number` counts from 1 in reading order. */
export interface AssignedWindow {
  displayId: number
  number: number
  count: number
  layoutId: string
  role: DisplayRole
  panes: PaneTree
}

/**
 * Gives every display its part of a layout: the one made for that many displays, else the largest that fits, whose last display is then shown again on
 * those left over. Displays are taken in reading order, so that the map stands where the desk begins, whatever order the system names them in.
 *
 * @returns one window a display; nothing for no displays
 * @throws RangeError when `layouts` has none for a single display
 */
export function assignDisplays(layouts: readonly Layout[], displays: readonly DisplayPlace[]): AssignedWindow[] {
  if (displays.length === 0) return []
  const fitting = layouts.filter((layout) => layout.displays.length <= displays.length)
  const layout = fitting.sort((a, b) => b.displays.length - a.displays.length)[0]
  if (!layout) throw new RangeError(`no layout for ${displays.length} displays`)
  return inReadingOrder(displays).flatMap(({ id }, at) => {
    const part = layout.displays[at] ?? layout.displays.at(-1)
    return part ? [{ displayId: id, number: at + 1, count: displays.length, layoutId: layout.id, ...part }] : []
  })
}

/** Rows from top to bottom, each from left to right. A display belongs to a row when it begins above the middle of the row's highest. */
export function inReadingOrder(displays: readonly DisplayPlace[]): DisplayPlace[] {
  const rows: DisplayPlace[][] = []
  for (const display of [...displays].sort((a, b) => a.bounds.y - b.bounds.y)) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && display.bounds.y < first.bounds.y + first.bounds.height / 2) row.push(display)
    else rows.push([display])
  }
  return rows.flatMap((row) => row.sort((a, b) => a.bounds.x - b.bounds.x))
}
