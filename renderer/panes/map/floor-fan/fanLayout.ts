import type { LngLat, Ring } from '../../../../domain/contract'
import { metresPerDegree, ringCentre } from '../scene/districtFeatures'
import type { ScreenPoint, Size } from '../scene/Projector'

/** How much a storey seen from the side is pressed flat. */
const squash = 0.42
/** Thickness of a slab, px. */
const slabPx = 6

export type FanSlab = {
  floor: number
  /** Outline of the storey. */
  outline: ScreenPoint[]
  /** The storey's plan position of a place, px of the fan. */
  place(lngLat: LngLat): ScreenPoint
  left: ScreenPoint
  right: ScreenPoint
}

/**
 * Storeys in plan, one above the other, all turned as the house stands on the map.
 *
 * @param bearing of the camera, degrees, so that plan and map agree
 * @param size of the sheet; slabs keep clear of `sidePx` at both sides for words
 */
export function fanLayout(
  footprint: Ring,
  bearing: number,
  floors: readonly number[],
  size: Size,
  sidePx: number,
): FanSlab[] {
  const centre = ringCentre(footprint)
  const perDegree = metresPerDegree(centre[1])
  const turn = (bearing * Math.PI) / 180
  const flat = ([lng, lat]: LngLat): ScreenPoint => {
    const east = (lng - centre[0]) * perDegree.lng
    const north = (lat - centre[1]) * perDegree.lat
    return {
      x: east * Math.cos(turn) - north * Math.sin(turn),
      y: -(east * Math.sin(turn) + north * Math.cos(turn)) * squash,
    }
  }
  const corners = footprint.map(flat)
  const halfWidth = Math.max(1, ...corners.map(({ x }) => Math.abs(x)))
  const halfDepth = Math.max(1, ...corners.map(({ y }) => Math.abs(y)))
  const step = size.height / floors.length
  const scale = Math.min((size.width / 2 - sidePx) / halfWidth, ((step - slabPx) * 0.48) / halfDepth)
  return floors.map((floor, at) => {
    const middle = { x: size.width / 2, y: step * (at + 0.5) }
    const place = (lngLat: LngLat) => {
      const { x, y } = flat(lngLat)
      return { x: middle.x + x * scale, y: middle.y + y * scale }
    }
    const outline = footprint.map(place)
    return {
      floor,
      outline,
      place,
      left: outline.reduce((a, b) => (b.x < a.x ? b : a), middle),
      right: outline.reduce((a, b) => (b.x > a.x ? b : a), middle),
    }
  })
}

/** The side of a slab that the eye sees, as a polygon under its outline. */
export function slabSide(outline: readonly ScreenPoint[]): ScreenPoint[] {
  const lowered = outline.map(({ x, y }) => ({ x, y: y + slabPx }))
  return convexHull([...outline, ...lowered])
}

function convexHull(points: readonly ScreenPoint[]): ScreenPoint[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y)
  const half = (list: readonly ScreenPoint[]) => {
    const hull: ScreenPoint[] = []
    for (const point of list) {
      for (;;) {
        const [a, b] = [hull.at(-2), hull.at(-1)]
        if (!a || !b || (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) > 0) break
        hull.pop()
      }
      hull.push(point)
    }
    return hull.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}
