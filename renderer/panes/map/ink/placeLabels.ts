import type { ScreenPoint } from '../scene/Projector'

export type Box = { left: number; top: number; right: number; bottom: number }

/** A text that wants to stand near a point of the screen. */
export type LabelWish = {
  id: string
  at: ScreenPoint
  width: number
  height: number
  /** Where the middle of the text may stand, seen from `at`, best first, px. */
  offsets: readonly (readonly [number, number])[]
  /** Higher goes first. */
  priority: number
}

export type PlacedLabel = { id: string; x: number; y: number }

/** Free pixels kept around every label. */
const gapPx = 3
/** Head start of a label that already stood, so that labels do not swap while the map moves. */
const loyalty = 0.5

/**
 * Gives each label the first free place, the important ones first; a label without one is left out.
 *
 * @param taken boxes that no label may cover: alarm signs, people
 * @param standing ids that were placed last time
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  taken: readonly Box[],
  standing: ReadonlySet<string>,
): PlacedLabel[] {
  const rank = (wish: LabelWish) => wish.priority + (standing.has(wish.id) ? loyalty : 0)
  const boxes = [...taken]
  const placed: PlacedLabel[] = []
  for (const wish of wishes.toSorted((a, b) => rank(b) - rank(a))) {
    for (const [dx, dy] of wish.offsets) {
      const x = wish.at.x + dx
      const y = wish.at.y + dy
      const box = boxAround(x, y, wish.width + gapPx * 2, wish.height + gapPx)
      if (boxes.some((other) => overlaps(box, other))) continue
      boxes.push(box)
      placed.push({ id: wish.id, x, y })
      break
    }
  }
  return placed
}

export const boxAround = (x: number, y: number, width: number, height: number): Box => ({
  left: x - width / 2,
  top: y - height / 2,
  right: x + width / 2,
  bottom: y + height / 2,
})

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
