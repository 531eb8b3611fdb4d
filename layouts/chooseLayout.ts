import { rowsOf } from './readingOrder'
import type { DisplayPlace } from './fingerprintsOf'
import type { Layout, LayoutPost, Occasion } from './schema'

/** What a layout is wanted for. */
export interface LayoutWish {
  post: LayoutPost
  occasion: Occasion
  /** How many displays stand in each row, see `topologyOf`. */
  rows: readonly number[]
  /** The seat that asks; layouts of other seats are never chosen. */
  seat?: string
}

/** `exact`: post, occasion and number of displays are as wished. `fewer`: made for fewer displays. `nearest`: anything else; the person should know. */
export type LayoutMatch = 'exact' | 'fewer' | 'nearest'

/** How the displays of a desk stand: how many in each row, from top to bottom. */
export const topologyOf = (displays: readonly DisplayPlace[]): number[] => rowsOf(displays).map((row) => row.length)

/**
 * The layout to show: of the post, for the occasion, for as many displays, standing like that, of this very seat; in this order, as far as there is one.
 * Without one for as many displays the largest that fits; only then one for more. Of equals the first in the list, of one layout the latest revision.
 *
 * @throws RangeError when no layout is for this seat
 */
export function chooseLayout(layouts: readonly Layout[], wish: LayoutWish): { layout: Layout; match: LayoutMatch } {
  const count = wish.rows.reduce((sum, row) => sum + row, 0)
  const [layout] = layouts
    .filter(({ seat }) => seat === undefined || seat === wish.seat)
    .filter(({ id, revision }) => !layouts.some((other) => other.id === id && other.revision > revision))
    .toSorted((a, b) => compareRanks(rankOf(a, wish, count), rankOf(b, wish, count)))
  if (!layout) throw new RangeError('no layout for this seat')
  const isMeant = layout.post === wish.post && layout.occasion === wish.occasion
  const length = layout.displays.length
  return { layout, match: !isMeant || length > count ? 'nearest' : length === count ? 'exact' : 'fewer' }
}

/** Numbers to compare one after the other; the smaller is the nearer. */
function rankOf({ post, occasion, displays, rows, seat }: Layout, wish: LayoutWish, count: number): number[] {
  const missing = count - displays.length
  return [
    // Who has no layout of his own post sees what a dispatcher sees.
    post === wish.post ? 0 : post === 'dispatcher' ? 1 : 2,
    occasion === wish.occasion ? 0 : 1,
    missing >= 0 ? 0 : 1,
    Math.abs(missing),
    rows.join() === wish.rows.join() ? 0 : 1,
    seat === undefined ? 1 : 0,
  ]
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [at, rank] of a.entries()) {
    const difference = rank - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
