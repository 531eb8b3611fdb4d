import type { LngLat } from '../../../../domain/contract'
import { metresPerDegree } from '../../map/scene/districtFeatures'

/** A view on the ground from straight above: metres from an origin, east to the right, south down. */
export interface PlanView {
  origin: LngLat
  /** Middle of the view, m. */
  x: number
  y: number
  /** Width that is seen, m. */
  widthM: number
}

export const narrowestM = 60
export const widestM = 20_000
/** Height of the plan as a part of its width. */
export const planShape = 0.62

export function toPlan([lng, lat]: LngLat, { origin }: Pick<PlanView, 'origin'>): [x: number, y: number] {
  const per = metresPerDegree(origin[1])
  return [(lng - origin[0]) * per.lng, (origin[1] - lat) * per.lat]
}

export function toGround(x: number, y: number, { origin }: Pick<PlanView, 'origin'>): LngLat {
  const per = metresPerDegree(origin[1])
  return [origin[0] + x / per.lng, origin[1] - y / per.lat]
}

/** A view that has all places in it, with room around. */
export function viewOf(places: readonly LngLat[], origin: LngLat): PlanView {
  const points = places.map((place) => toPlan(place, { origin }))
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  if (points.length === 0) return { origin, x: 0, y: 0, widthM: 1_000 }
  const widthM = Math.max(4 * narrowestM, 2.2 * Math.max(right - left, (bottom - top) / planShape))
  return { origin, x: (left + right) / 2, y: (top + bottom) / 2, widthM }
}

/** Narrower (factor below 1) or wider, around a point that stays where it is. */
export function zoomedView(view: PlanView, factor: number, [x, y]: readonly [number, number]): PlanView {
  const widthM = Math.min(widestM, Math.max(narrowestM, view.widthM * factor))
  const share = widthM / view.widthM
  return { ...view, widthM, x: x + (view.x - x) * share, y: y + (view.y - y) * share }
}
