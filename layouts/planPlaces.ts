import { graver, gravityOf } from './gravity'
import { type DisplayRole, panesOf, type PaneId, type PaneTree } from './schema'

/** A window of the desk and the display that the layout gave it. */
export interface Home {
  /** Number of the display in the layout, from 1; names the window. */
  number: number
  displayId: number
  role: DisplayRole
  panes: PaneTree
}

/** Where a window stands: a display, whole or one of the equal parts it is cut into; or nowhere, waiting for a display. */
export type WindowPlace = { displayId: number; part: number; of: number } | 'waiting'

/** More than so many windows on one display cannot be worked with. */
const mostOnOne = 2

/**
 * Where every window of the desk stands on the displays that are there. A window whose display lives is at home; one whose display is gone moves to a display
 * that nobody has, else onto the one with the least grave window, which is then cut in two. When there is no room for all, the least grave wait. The answer
 * depends on nothing but the arguments, so a display that comes back brings the exact layout back.
 *
 * @param living ids of the displays, in reading order
 * @returns a place for each home, by number; nothing at all without a display: then windows are best left where they are
 */
export function planPlaces(homes: readonly Home[], living: readonly number[]): Map<number, WindowPlace> {
  if (living.length === 0) return new Map()
  const shown = byNeed(homes).slice(0, living.length * mostOnOne)
  const guests = new Map<number, Home[]>(
    living.map((displayId) => [displayId, shown.filter((home) => home.displayId === displayId)]),
  )
  for (const home of shown) {
    if (living.includes(home.displayId)) continue
    const [host] = [...guests].toSorted(
      ([, a], [, b]) => a.length - b.length || b.reduce(leastGrave, -1) - a.reduce(leastGrave, -1),
    )
    host?.[1].push(home)
  }
  const places = new Map<number, WindowPlace>(homes.map(({ number }) => [number, 'waiting']))
  for (const [displayId, here] of guests)
    here.toSorted(graver).forEach(({ number }, part) => places.set(number, { displayId, part, of: here.length }))
  return places
}

/** Panes that are never out of sight, whatever the role of their display is called. */
const critical: readonly PaneId[] = ['alarms', 'dispatch']

/** First the gravest windows that have the critical panes, then all others by their gravity. */
function byNeed(homes: readonly Home[]): Home[] {
  const sorted = homes.toSorted(graver)
  const needed = critical.flatMap((pane) => sorted.find(({ panes }) => panesOf(panes).includes(pane)) ?? [])
  return [...new Set([...needed, ...sorted])]
}

const leastGrave = (most: number, { role }: Home): number => Math.max(most, gravityOf(role))

/** The pixels of a place on its display: parts lie side by side on a wide display, above each other on a tall one. */
export function boundsOf(
  { part, of }: { part: number; of: number },
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): { x: number; y: number; width: number; height: number } {
  const cut = (length: number, at: number) => Math.round((length * at) / of)
  return width >= height
    ? { x: x + cut(width, part), y, width: cut(width, part + 1) - cut(width, part), height }
    : { x, y: y + cut(height, part), width, height: cut(height, part + 1) - cut(height, part) }
}
