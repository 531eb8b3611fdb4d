import { addTabs } from './addTabs'
import { type DisplayPlace, fingerprintsOf } from './fingerprintsOf'
import { graver } from './gravity'
import { inReadingOrder, type Rectangle } from './readingOrder'
import { panesOf, type DisplayRole, type Fingerprint, type Layout, type LayoutDisplay, type PaneTree } from './schema'
import { solveAssignment } from './solveAssignment'
import { unlikeness } from './unlikeness'

/** What one display shows. `number` counts the displays of the desk from 1 in reading order. */
export interface AssignedWindow {
  displayId: number
  number: number
  count: number
  layoutId: string
  role: DisplayRole
  panes: PaneTree
  /** Numbers of the layout's displays that are shown here, from 1: its own first, then those that found no display; none on a display more than the layout has. */
  parts: number[]
  /** The display's work area, device-independent pixels. */
  bounds: Rectangle
}

interface Part extends LayoutDisplay {
  /** From 1, as the layout names them. */
  number: number
}

interface Desk {
  display: DisplayPlace
  /** From 0, in reading order. */
  rank: number
  fingerprint: Fingerprint | undefined
}

/**
 * Gives every display its part of a layout, known by fingerprint: all parts together as like as can be to the displays they were arranged on. The answer
 * depends on nothing but the arguments and not on the order of the displays, so the same desk always gets the same.
 *
 * With fewer displays than parts the gravest (alarms, dispatch, map) get a display each, the others lie as tabs behind the part on the display most like
 * theirs. With more displays those left over show the wall.
 *
 * @returns one window a display, in reading order; nothing for no displays
 */
export function assignDisplays(layout: Layout, displays: readonly DisplayPlace[]): AssignedWindow[] {
  if (displays.length === 0) return []
  const fingerprints = fingerprintsOf(displays)
  const desk = inReadingOrder(displays).map((display, rank): Desk => ({
    display,
    rank,
    fingerprint: fingerprints.get(display.id),
  }))
  const parts = layout.displays.map((display, at): Part => ({ ...display, number: at + 1 }))
  const byGravity = parts.toSorted(graver)
  const hosts = byGravity.slice(0, desk.length).toSorted((a, b) => a.number - b.number)
  const guests = byGravity.slice(desk.length)

  const columns = solveAssignment(hosts.map((part, at) => desk.map((place) => costOf(part, at, place))))
  const shown = new Map(hosts.map((part, at) => [columns[at], [part]]))
  for (const guest of guests) {
    const rank = ((guest.number - 1) * (desk.length - 1)) / (parts.length - 1)
    const [host] = desk.toSorted((a, b) => costOf(guest, rank, a) - costOf(guest, rank, b))
    shown.get(host?.rank)?.push(guest)
  }

  return desk.map(({ display, rank }) => {
    const [own = spareOf(layout), ...others] = shown.get(rank) ?? []
    return {
      displayId: display.id,
      number: rank + 1,
      count: desk.length,
      layoutId: layout.id,
      role: own.role,
      panes: addTabs(
        own.panes,
        others.flatMap(({ panes }) => panesOf(panes)),
      ),
      parts: (shown.get(rank) ?? []).map(({ number }) => number),
      bounds: { ...(display.workArea ?? display.bounds) },
    }
  })
}

/** How ill a part stands on a display. A part without fingerprint belongs where it stands in reading order. */
const costOf = (part: Part, rank: number, place: Desk): number =>
  part.fingerprint && place.fingerprint
    ? unlikeness(part.fingerprint, place.fingerprint)
    : Math.round((place.rank - rank) ** 2 * 10_000)

/** What a display shows that is more than the layout has: its wall once more, or the wall pane. */
const spareOf = (layout: Layout): LayoutDisplay =>
  layout.displays.find(({ role }) => role === 'wall') ?? { role: 'wall', panes: { pane: 'wall' } }
