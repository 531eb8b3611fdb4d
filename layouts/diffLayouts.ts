import { panesOf, type DisplayRole, type Layout, type LayoutPost, type Occasion, type PaneId } from './schema'

/** One difference between two versions of a layout; displays by number from 1. Whoever shows it puts it into words by `kind`. */
export type LayoutChange =
  | { kind: 'renamed'; from: Layout['name']; to: Layout['name'] }
  | { kind: 'postChanged'; from: LayoutPost; to: LayoutPost }
  | { kind: 'occasionChanged'; from: Occasion; to: Occasion }
  | { kind: 'locked' }
  | { kind: 'unlocked' }
  /** For this seat only, or for every seat again. */
  | { kind: 'seatBound' }
  | { kind: 'seatFreed' }
  | { kind: 'displayAdded'; display: number; role: DisplayRole }
  | { kind: 'displayRemoved'; display: number; role: DisplayRole }
  | { kind: 'roleChanged'; display: number; from: DisplayRole; to: DisplayRole }
  | { kind: 'paneMoved'; pane: PaneId; from: number; to: number }
  | { kind: 'paneAdded'; pane: PaneId; display: number }
  | { kind: 'paneRemoved'; pane: PaneId; display: number }
  /** The same panes stand otherwise: sizes, splits, tabs or which tab lies on top. */
  | { kind: 'rearranged'; display: number }
  /** Made for another display than before. */
  | { kind: 'displayExchanged'; display: number }

/** What somebody changed from one version of a layout to the next, in the order: the layout itself, its displays, its panes. Nothing for equal ones. */
export function diffLayouts(before: Layout, after: Layout): LayoutChange[] {
  return [...ofItself(before, after), ...ofDisplays(before, after), ...ofPanes(before, after)]
}

function ofItself(a: Layout, b: Layout): LayoutChange[] {
  const changes: LayoutChange[] = []
  if (a.name.zh !== b.name.zh || a.name.en !== b.name.en) changes.push({ kind: 'renamed', from: a.name, to: b.name })
  if (a.post !== b.post) changes.push({ kind: 'postChanged', from: a.post, to: b.post })
  if (a.occasion !== b.occasion) changes.push({ kind: 'occasionChanged', from: a.occasion, to: b.occasion })
  if (a.isLocked !== b.isLocked) changes.push({ kind: b.isLocked ? 'locked' : 'unlocked' })
  if (a.seat !== b.seat) changes.push({ kind: b.seat === undefined ? 'seatFreed' : 'seatBound' })
  return changes
}

function ofDisplays(before: Layout, after: Layout): LayoutChange[] {
  const length = Math.max(before.displays.length, after.displays.length)
  return Array.from({ length }).flatMap((_, at): LayoutChange[] => {
    const [a, b] = [before.displays[at], after.displays[at]]
    const display = at + 1
    if (!a || !b) {
      if (b) return [{ kind: 'displayAdded', display, role: b.role }]
      return a ? [{ kind: 'displayRemoved', display, role: a.role }] : []
    }
    const changes: LayoutChange[] = []
    if (a.role !== b.role) changes.push({ kind: 'roleChanged', display, from: a.role, to: b.role })
    if (!isSame(a.fingerprint, b.fingerprint)) changes.push({ kind: 'displayExchanged', display })
    const hasSamePanes = isSame(panesOf(a.panes).toSorted(), panesOf(b.panes).toSorted())
    if (hasSamePanes && !isSame(a.panes, b.panes)) changes.push({ kind: 'rearranged', display })
    return changes
  })
}

/** A pane that left one display and came to another has moved, even where several displays show it. */
function ofPanes(before: Layout, after: Layout): LayoutChange[] {
  const panes = new Set([...before.displays, ...after.displays].flatMap((display) => panesOf(display.panes)))
  return [...panes].flatMap((pane) => {
    const [was, is] = [numbersWith(before, pane), numbersWith(after, pane)]
    const left = was.filter((display) => !is.includes(display))
    const come = is.filter((display) => !was.includes(display))
    return Array.from({ length: Math.max(left.length, come.length) }).flatMap((_, at): LayoutChange[] => {
      const [from, to] = [left[at], come[at]]
      if (from !== undefined && to !== undefined) return [{ kind: 'paneMoved', pane, from, to }]
      if (to !== undefined) return [{ kind: 'paneAdded', pane, display: to }]
      return from === undefined ? [] : [{ kind: 'paneRemoved', pane, display: from }]
    })
  })
}

const numbersWith = (layout: Layout, pane: PaneId): number[] =>
  layout.displays.flatMap(({ panes }, at) => (panesOf(panes).includes(pane) ? [at + 1] : []))

/** Both come from one schema, which writes keys in one order. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
