import type { IncidentGrade } from '../../domain/contract'
import {
  addTabs,
  assignDisplays,
  beginWith,
  chooseByHand,
  chooseLayout,
  type DisplayPlace,
  type Drop,
  fingerprintsOf,
  followIncidents,
  inReadingOrder,
  type KnownLayout,
  type Layout,
  type LayoutMatch,
  type LayoutPost,
  type LayoutState,
  type PaneId,
  panesOf,
  type PaneTree,
  planPlaces,
  putPane,
  rehome,
  standSame,
  type Occasion,
  topologyOf,
  type WindowPlace,
  withoutPane,
} from '../../layouts'
import type { DeskHome } from './DeskHome'

/** What a seat keeps of its desk on its own disk: enough to stand as before without a core and before anybody signs in. */
export interface DeskMemory {
  post: LayoutPost
  layout?: Layout
  /** The everyday layout that was chosen by hand, by post and number of displays. */
  chosen: Record<string, string>
}

export interface PaneMove {
  pane: PaneId
  fromNumber: number
  toNumber: number
  at?: PaneId | undefined
  drop?: Drop | undefined
}

/**
 * The desk: which layout is shown on which displays, what was arranged since, and where windows stand while displays are gone. No window and no Electron: it
 * is told what happened, and says how it is.
 */
export class DeskModel {
  #living: readonly DisplayPlace[] = []
  #homes: DeskHome[] = []
  #places: ReadonlyMap<number, WindowPlace> = new Map()
  #shelf: readonly KnownLayout[]
  #post: LayoutPost
  #seat: string | undefined
  #layout: Layout
  #match: LayoutMatch = 'nearest'
  #state: LayoutState
  #grades: readonly IncidentGrade[] = []
  /** Panes that people brought to themselves from displays that are gone. */
  #borrowed: PaneMove[] = []
  readonly #chosen: Record<string, string>
  readonly #blank = new Set<number>()

  constructor(shipped: readonly KnownLayout[], memory: DeskMemory | undefined) {
    const [first] = shipped
    if (!first) throw new RangeError('no layout comes with the product')
    const remembered = memory?.layout
    const isShipped = shipped.some(({ layout }) => layout.id === remembered?.id)
    // What was shown last is there before the core has told of saved layouts.
    this.#shelf =
      remembered && !isShipped ? [...shipped, { layout: remembered, source: 'own', versions: [remembered] }] : shipped
    this.#layout = remembered ?? first.layout
    this.#state = beginWith(this.#layout.id)
    this.#post = memory?.post ?? 'dispatcher'
    this.#chosen = { ...memory?.chosen }
    if (remembered?.occasion === 'everyday')
      this.#chosen[`${this.#post} ${remembered.displays.length}`] ??= remembered.id
  }

  get layout(): Layout {
    return this.#layout
  }
  get match(): LayoutMatch {
    return this.#match
  }
  get post(): LayoutPost {
    return this.#post
  }
  /** Id of the seat, once it is known: layouts of other seats are not for it. */
  get seat(): string | undefined {
    return this.#seat
  }
  get shelf(): readonly KnownLayout[] {
    return this.#shelf
  }
  get living(): readonly DisplayPlace[] {
    return this.#living
  }
  /** The displays that the layout was laid out on, in reading order. */
  get homes(): readonly DeskHome[] {
    return this.#homes
  }
  /** The layout was brought by a grave incident. */
  get isForIncident(): boolean {
    return this.#state.former !== undefined
  }
  get isArranged(): boolean {
    // A pane that was opened and closed again leaves nothing to keep; which tab lies on top is no arrangement.
    return this.#homes.some(({ panes, arranged }) => arranged !== undefined && !standSame(arranged, panes))
  }

  memory(): DeskMemory {
    const { former } = this.#state
    const layout = (former === undefined ? undefined : this.#find(former)) ?? this.#layout
    return { post: this.#post, chosen: { ...this.#chosen }, layout }
  }

  isLiving = (displayId: number): boolean => this.#living.some(({ id }) => id === displayId)
  isBlank = (number: number): boolean => this.#blank.has(number)
  placeOf = (number: number): WindowPlace => this.#places.get(number) ?? 'waiting'

  /** What stands on a display: the layout's panes, or what was made of them, and what was borrowed from displays that are gone. */
  treeOf({ number, panes, arranged }: DeskHome): PaneTree {
    return this.#borrowed
      .filter((move) => move.toNumber === number)
      .reduce((tree, { pane, at, drop }) => put(tree, pane, at, drop), arranged ?? panes)
  }

  /** Displays came, went or changed. */
  displaysAre(displays: readonly DisplayPlace[]): void {
    // For a moment there may be none at all, while they are switched: nothing is moved then.
    if (displays.length === 0) return
    this.#living = displays
    const fingerprints = fingerprintsOf(displays)
    const { newIds, extra } = rehome(this.#homes, fingerprints)
    if (extra.length > 0) return this.#layOutAnew()
    this.#homes = this.#homes.map((home) => ({ ...home, displayId: newIds.get(home.displayId) ?? home.displayId }))
    if (this.#homes.every(({ displayId }) => this.isLiving(displayId))) {
      // All are there: what they look like now is what they are known by from here on.
      this.#homes = this.#homes.map((home) => {
        const place = displays.find(({ id }) => id === home.displayId) ?? home.place
        return { ...home, place, fingerprint: fingerprints.get(home.displayId) ?? home.fingerprint }
      })
    }
    const isLost = (number: number) =>
      this.#homes.some((home) => home.number === number && !this.isLiving(home.displayId))
    this.#borrowed = this.#borrowed.filter(({ fromNumber }) => isLost(fromNumber))
    this.#stand()
  }

  /** Who works here, and the layouts there are for him. What is shown stays if it is for the same post and he may show it. */
  personIs(post: LayoutPost, shelf: readonly KnownLayout[], seat: string): void {
    this.#shelf = shelf
    this.#seat = seat
    if (post === this.#post && shelf.some(({ layout }) => layout.id === this.#layout.id)) return
    this.#post = post
    this.#layOutAnew()
  }

  /** The layout was saved at this seat: what is shown follows at once. */
  savedWas(layout: Layout): void {
    if (layout.id === this.#layout.id) this.#show(layout)
  }

  /** Grades of all open incidents. */
  incidentsAre(grades: readonly IncidentGrade[]): void {
    this.#grades = grades
    if (this.#homes.length === 0) return
    const incident = this.#choose('incident')
    const next = followIncidents(this.#state, grades, incident.id)
    const isOther = next.shown !== this.#state.shown
    this.#state = next
    if (!isOther) return
    const layout = next.shown === incident.id ? incident : (this.#find(next.shown) ?? this.#choose('everyday'))
    this.#state = { ...next, shown: layout.id }
    this.#show(layout)
  }

  /** Somebody chooses a layout. @returns whether there is such a one */
  choose(id: string): boolean {
    const layout = this.#find(id)
    if (!layout) return false
    this.#state = chooseByHand(this.#state, layout)
    // One for as many displays as the desk has counts on those that are gone to come back; any other takes the desk as it is now.
    if (layout.displays.length !== this.#homes.length) this.#homes = []
    if (layout.occasion === 'everyday') this.#chosen[`${this.#post} ${this.#count}`] = id
    this.#show(layout)
    return true
  }

  /** A pane goes to another display; from one that is gone it is only borrowed, and is back there when the display is. @returns whether it could */
  move(move: PaneMove): boolean {
    const from = this.#homes.find(({ number }) => number === move.fromNumber)
    const to = this.#homes.find(({ number }) => number === move.toNumber)
    if (!from || !to || from === to || !panesOf(this.treeOf(from)).includes(move.pane)) return false
    if (!this.isLiving(from.displayId)) {
      this.#borrowed = [...this.#borrowed.filter(({ pane }) => pane !== move.pane), move]
      return true
    }
    const left = withoutPane(from.arranged ?? from.panes, move.pane)
    // A display with nothing on it would be a hole in the desk.
    if (left === undefined) return false
    this.#arrange(from.number, left)
    this.#arrange(to.number, put(to.arranged ?? to.panes, move.pane, move.at, move.drop))
    return true
  }

  /** Somebody arranged the panes of a display. What is borrowed stays borrowed. */
  arrange(number: number, panes: PaneTree): boolean {
    const home = this.#homes.find((each) => each.number === number)
    if (!home) return false
    const own = panesOf(home.arranged ?? home.panes)
    const kept = this.#borrowed
      .filter(({ toNumber, pane }) => toNumber === number && !own.includes(pane))
      .reduce<PaneTree | undefined>((tree, { pane }) => tree && withoutPane(tree, pane), panes)
    if (kept === undefined) return false
    this.#arrange(number, kept)
    return true
  }

  blank(number: number, isBlank: boolean): void {
    if (isBlank && this.#homes.some((home) => home.number === number)) this.#blank.add(number)
    else this.#blank.delete(number)
  }

  get #count(): number {
    return this.#homes.length > 0 ? this.#homes.length : this.#living.length
  }

  #find(id: string): Layout | undefined {
    return this.#shelf.find(({ layout }) => layout.id === id)?.layout
  }

  /** The layout for the desk as it is: what was chosen for it before, else the nearest there is. */
  #choose(occasion: Occasion): Layout {
    const places = this.#homes.length > 0 ? this.#homes.map(({ place }) => place) : this.#living
    const remembered = this.#find(this.#chosen[`${this.#post} ${places.length}`] ?? '')
    if (occasion === 'everyday' && remembered) return remembered
    const layouts = this.#shelf.map(({ layout }) => layout)
    const wish = { post: this.#post, occasion, rows: topologyOf(places) }
    return chooseLayout(layouts, { ...wish, ...(this.#seat !== undefined && { seat: this.#seat }) }).layout
  }

  /** Another person or another number of displays: the layout is chosen afresh, on the displays that are there. */
  #layOutAnew(): void {
    this.#homes = []
    const everyday = this.#choose('everyday')
    const wasChosenMeanwhile = this.#state.isGrave && this.#state.former === undefined
    this.#state = { ...beginWith(everyday.id), isGrave: wasChosenMeanwhile }
    const incident = this.#choose('incident')
    this.#state = followIncidents(this.#state, this.#grades, incident.id)
    this.#show(this.#state.shown === incident.id ? incident : everyday)
  }

  /** Lays a layout out: on the displays of the desk, those that are gone among them; on the living when there was no desk. */
  #show(layout: Layout): void {
    this.#layout = layout
    this.#borrowed = []
    const places = this.#homes.length > 0 ? this.#homes.map(({ place }) => place) : this.#living
    const former = new Map(this.#homes.map((home) => [home.place.id, home]))
    const fingerprints = fingerprintsOf(places)
    this.#homes = assignDisplays(layout, places).flatMap(({ displayId, number, role, panes }) => {
      const place = places.find(({ id }) => id === displayId)
      const fingerprint = former.get(displayId)?.fingerprint ?? fingerprints.get(displayId)
      if (!place || !fingerprint) return []
      return [{ number, role, panes, place, fingerprint, displayId: former.get(displayId)?.displayId ?? displayId }]
    })
    this.#match = this.#matchOf(layout)
    for (const number of this.#blank) if (number > this.#homes.length) this.#blank.delete(number)
    this.#stand()
  }

  #matchOf({ post, displays: { length } }: Layout): LayoutMatch {
    if (post !== this.#post || length > this.#homes.length) return 'nearest'
    return length === this.#homes.length ? 'exact' : 'fewer'
  }

  #arrange(number: number, arranged: PaneTree): void {
    this.#homes = this.#homes.map((home) => (home.number === number ? { ...home, arranged } : home))
  }

  #stand(): void {
    const living = inReadingOrder(this.#living).map(({ id }) => id)
    this.#places = planPlaces(this.#homes, living)
  }
}

const put = (tree: PaneTree, pane: PaneId, at: PaneId | undefined, drop: Drop | undefined): PaneTree =>
  at === undefined ? addTabs(tree, [pane]) : putPane(tree, pane, at, drop ?? 'tab')
