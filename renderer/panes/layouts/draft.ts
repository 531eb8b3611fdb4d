import {
  groupsOf,
  Layout,
  panesOf,
  putPane,
  withoutPane,
  withPaneOnTop,
  withRoom,
  type Drop,
  type PaneId,
  type Rectangle,
} from '../../../layouts'

/** A layout under the hand: a display of it may be empty for a while. */
export interface Draft extends Omit<Layout, 'displays'> {
  displays: readonly DraftDisplay[]
}
export type DraftDisplay = Omit<Layout['displays'][number], 'panes'> & {
  panes: Layout['displays'][number]['panes'] | undefined
}

/** Where a pane goes: display from 0, the group of which pane there, and how. */
export interface Spot {
  display: number
  at?: PaneId | undefined
  drop: Drop
}

/** Puts a pane at a spot; one that comes from another display leaves it. */
export function place(draft: Draft, pane: PaneId, { display, at, drop }: Spot, from?: number): Draft {
  return withDisplays(draft, (each, number) => {
    if (number === display) return { ...each, panes: putPane(each.panes, pane, at, drop) }
    return number === from && each.panes ? { ...each, panes: withoutPane(each.panes, pane) } : each
  })
}

export const remove = (draft: Draft, display: number, pane: PaneId): Draft =>
  withTree(draft, display, (tree) => withoutPane(tree, pane))

export const putOnTop = (draft: Draft, display: number, pane: PaneId): Draft =>
  withTree(draft, display, (tree) => withPaneOnTop(tree, pane))

/** @param by share of the whole split */
export const giveRoom = (draft: Draft, display: number, pane: PaneId, along: 'row' | 'column', by: number): Draft =>
  withTree(draft, display, (tree) => withRoom(tree, pane, along, by))

export const setRole = (draft: Draft, display: number, role: DraftDisplay['role']): Draft =>
  withDisplays(draft, (each, number) => (number === display ? { ...each, role } : each))

/** An empty display at the right end of the row of another, or in a row of its own below. */
export function addDisplay(draft: Draft, beside: number, where: 'row' | 'below'): Draft {
  const { row, end } = rowOf(draft.rows, beside)
  const rows =
    where === 'row'
      ? draft.rows.map((count, at) => (at === row ? count + 1 : count))
      : draft.rows.toSpliced(row + 1, 0, 1)
  return { ...draft, rows, displays: draft.displays.toSpliced(end, 0, { role: 'all', panes: undefined }) }
}

/** Without one of several displays, and without its row when it stood there alone. */
export function removeDisplay(draft: Draft, number: number): Draft {
  if (draft.displays.length < 2) return draft
  const { row } = rowOf(draft.rows, number)
  const rows = draft.rows.map((count, at) => (at === row ? count - 1 : count)).filter((count) => count > 0)
  return { ...draft, rows, displays: draft.displays.toSpliced(number, 1) }
}

/** The row of a display, and the number of the first display behind that row. */
function rowOf(rows: readonly number[], number: number): { row: number; end: number } {
  let end = 0
  for (const [row, count] of rows.entries()) {
    end += count
    if (number < end) return { row, end }
  }
  throw new RangeError(`no display ${number}`)
}

/** For this seat only, or for every seat. */
export function forSeat(draft: Draft, seat: string | undefined): Draft {
  const { seat: _, ...rest } = draft
  return seat === undefined ? rest : { ...rest, seat }
}

type Tree = Layout['displays'][number]['panes']

const withDisplays = (draft: Draft, change: (display: DraftDisplay, number: number) => DraftDisplay): Draft => ({
  ...draft,
  displays: draft.displays.map(change),
})

const withTree = (draft: Draft, display: number, change: (tree: Tree) => Tree | undefined): Draft =>
  withDisplays(draft, (each, number) =>
    number === display && each.panes ? { ...each, panes: change(each.panes) } : each,
  )

/** What is not right with a draft; displays from 1. */
export type DraftProblem =
  | { kind: 'nameless' }
  | { kind: 'emptyDisplay'; display: number }
  | { kind: 'noAlarms' }
  | { kind: 'noDispatch' }
  | { kind: 'tooSmall'; display: number; pane: PaneId }

/** Least room of a pane, CSS px. */
export type LeastRoom = (pane: PaneId) => { minWidthPx: number; minHeightPx: number }

/** Strips, status bar and tabs take so much of a display's height, CSS px. */
const bandsPx = 40 + 40 + 24
const tabsPx = 32

/**
 * What somebody should know before the draft is used. The first two make it no layout; the others are advice.
 *
 * @param rooms size of each display, CSS px
 */
export function problemsOf(
  draft: Draft,
  rooms: readonly Pick<Rectangle, 'width' | 'height'>[],
  leastOf: LeastRoom,
): DraftProblem[] {
  const problems: DraftProblem[] = []
  if (draft.name.zh.trim() === '' || draft.name.en.trim() === '') problems.push({ kind: 'nameless' })
  draft.displays.forEach(({ panes }, at) => {
    if (!panes) problems.push({ kind: 'emptyDisplay', display: at + 1 })
  })
  const all = draft.displays.flatMap(({ panes }) => (panes ? panesOf(panes) : []))
  if (draft.post !== 'wall' && !all.includes('alarms')) problems.push({ kind: 'noAlarms' })
  if (isDuty(draft.post) && !all.includes('dispatch')) problems.push({ kind: 'noDispatch' })
  draft.displays.forEach(({ panes }, at) => {
    const room = rooms[at]
    if (!panes || !room) return
    const area = { x: 0, y: 0, width: room.width, height: room.height - bandsPx }
    for (const group of groupsOf(panes, area)) {
      const height = group.area.height - (group.panes.length > 1 ? tabsPx : 0)
      for (const pane of group.panes) {
        const { minWidthPx, minHeightPx } = leastOf(pane)
        if (group.area.width < minWidthPx || height < minHeightPx)
          problems.push({ kind: 'tooSmall', display: at + 1, pane })
      }
    }
  })
  return problems
}

const isDuty = (post: Layout['post']): boolean => post === 'dispatcher' || post === 'shiftLeader'

/** The draft as a layout; nothing while it is none yet. */
export const layoutOf = (draft: Draft): Layout | undefined => Layout.safeParse(draft).data
