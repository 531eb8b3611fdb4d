import type { DeskDisplay, Rectangle } from '../../../layouts'
import type { Draft } from './draft'

/** A display as it is drawn: where it stands, and what is known of the panel. Lengths in device-independent pixels. */
export interface DrawnDisplay {
  bounds: Rectangle
  scaleFactor: number
  label: string
}

/** A display nobody knows, px. */
const unknownDisplay = { width: 1920, height: 1080 }
const gapPx = 120

/**
 * Where the displays of a draft stand: on this desk as they really do, for another desk as their fingerprints tell, and without those in rows of equal ones.
 */
export function placesOf(draft: Draft, desk: readonly DeskDisplay[]): DrawnDisplay[] {
  if (draft.displays.length === desk.length)
    return desk
      .toSorted((a, b) => a.number - b.number)
      .map(({ bounds, scaleFactor, label }) => ({ bounds, scaleFactor, label }))
  const known = draft.displays.flatMap(({ fingerprint }) => fingerprint ?? [])
  const sizes = draft.displays.map(({ fingerprint }) =>
    fingerprint
      ? {
          width: fingerprint.widthPx / fingerprint.scaleFactor,
          height: fingerprint.heightPx / fingerprint.scaleFactor,
        }
      : unknownDisplay,
  )
  const inRows = rowPlaces(draft.rows, sizes)
  return draft.displays.map(({ fingerprint }, at) => ({
    bounds: inRows[at] ?? { x: 0, y: 0, ...unknownDisplay },
    scaleFactor: known.length === draft.displays.length ? (fingerprint?.scaleFactor ?? 1) : 1,
    label: fingerprint?.label ?? '',
  }))
}

function rowPlaces(rows: readonly number[], sizes: readonly { width: number; height: number }[]): Rectangle[] {
  const places: Rectangle[] = []
  let y = 0
  for (const count of rows) {
    let x = 0
    let deepest = 0
    for (const size of sizes.slice(places.length, places.length + count)) {
      places.push({ x, y, ...size })
      x += size.width + gapPx
      deepest = Math.max(deepest, size.height)
    }
    y += deepest + gapPx
  }
  return places
}

/** The displays fitted into a box of the page, CSS px; `scale` is page px to one px of the desktop. */
export function fitInto(
  displays: readonly DrawnDisplay[],
  box: { width: number; height: number },
): { scale: number; areas: Rectangle[] } {
  if (displays.length === 0) return { scale: 1, areas: [] }
  const left = Math.min(...displays.map(({ bounds }) => bounds.x))
  const top = Math.min(...displays.map(({ bounds }) => bounds.y))
  const width = Math.max(...displays.map(({ bounds }) => bounds.x + bounds.width)) - left
  const height = Math.max(...displays.map(({ bounds }) => bounds.y + bounds.height)) - top
  const scale = Math.max(0, Math.min(box.width / width, box.height / height))
  const across = (box.width - width * scale) / 2
  const down = (box.height - height * scale) / 2
  return {
    scale,
    areas: displays.map(({ bounds }) => ({
      x: across + (bounds.x - left) * scale,
      y: down + (bounds.y - top) * scale,
      width: bounds.width * scale,
      height: bounds.height * scale,
    })),
  }
}
