/** A rectangle of the virtual desktop, device-independent pixels. */
export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

interface Placed {
  id: number
  bounds: Rectangle
}

/** Rows from top to bottom, each from left to right, whatever order the system names displays in. */
export const inReadingOrder = <T extends Placed>(displays: readonly T[]): T[] => rowsOf(displays).flat()

/** The displays by rows. A display belongs to a row when it begins above the middle of the row's highest. */
export function rowsOf<T extends Placed>(displays: readonly T[]): T[][] {
  const rows: T[][] = []
  for (const display of displays.toSorted(byPlace)) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && display.bounds.y < first.bounds.y + first.bounds.height / 2) row.push(display)
    else rows.push([display])
  }
  return rows.map((row) => row.toSorted((a, b) => a.bounds.x - b.bounds.x || byPlace(a, b)))
}

/** A total order, so that not even displays on one spot (mirrored ones) change places when the system names them in another order. */
const byPlace = (a: Placed, b: Placed): number =>
  a.bounds.y - b.bounds.y ||
  a.bounds.x - b.bounds.x ||
  a.bounds.height - b.bounds.height ||
  a.bounds.width - b.bounds.width ||
  a.id - b.id
