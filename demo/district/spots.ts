import { BuildingId, type Place, PlotId } from '../../domain/contract'
import { along, crossing, distance, distanceToSegment, isInside, type Point, segments, sides } from '../planar'
import type { Ground, SitedBuilding } from './makeGeometry'
import { plots, shore } from './masterPlan'
import type { Way } from './network'
import { bendPoint, toLngLat } from './projection'

const plotOutlines = plots.map((plot) => ({ id: plot.id, corners: plot.corners.map(bendPoint) }))

/** Plot that a point lies in, or the nearest one: streets belong to the plot beside them. */
export function plotAt(point: Point): PlotId {
  let best = { id: plotOutlines[0]?.id ?? '', away: Infinity }
  for (const { id, corners } of plotOutlines) {
    if (isInside(point, corners)) return PlotId.parse(id)
    for (const [a, b] of sides(corners)) {
      const away = distanceToSegment(point, a, b)
      if (away < best.away) best = { id, away }
    }
  }
  return PlotId.parse(best.id)
}

export const outdoors = (point: Point): Place => ({ lngLat: toLngLat(point), plotId: plotAt(point) })

const quarters = [
  { zh: '北', en: 'north' },
  { zh: '东', en: 'east' },
  { zh: '南', en: 'south' },
  { zh: '西', en: 'west' },
] as const

/** How people write a floor: 18, B2. */
export const floorCode = (floor: number): string => (floor < 0 ? `B${-floor}` : String(floor))

/** A point inside a building: from its heart towards a bearing, by a share of the way to the wall. */
export function pointInside(sited: SitedBuilding, bearingDegrees: number, share: number): Point {
  const heart = heartOf(sited)
  const turn = (bearingDegrees * Math.PI) / 180
  const far: Point = [heart[0] + Math.sin(turn) * 400, heart[1] + Math.cos(turn) * 400]
  let wall = 1
  for (const [a, b] of sides(sited.corners)) {
    const hit = crossing(heart, far, a, b)
    if (hit && hit.first > 1e-6) wall = Math.min(wall, hit.first)
  }
  return along(heart, far, wall * share)
}

const hearts = new WeakMap<SitedBuilding, Point>()
/** The middle of a building, or of its largest wing where the middle lies in the open. */
function heartOf(sited: SitedBuilding): Point {
  const known = hearts.get(sited)
  if (known) return known
  let best = { point: sited.middle, room: -1 }
  const west = Math.min(...sited.corners.map(([x]) => x))
  const east = Math.max(...sited.corners.map(([x]) => x))
  const south = Math.min(...sited.corners.map(([, y]) => y))
  const north = Math.max(...sited.corners.map(([, y]) => y))
  for (let i = 0; i <= 12; i++)
    for (let j = 0; j <= 12; j++) {
      const point: Point = [west + ((east - west) * i) / 12, south + ((north - south) * j) / 12]
      if (!isInside(point, sited.corners)) continue
      // Room to the nearest wall, and of equals the one nearer the middle.
      let room = Infinity
      for (const [a, b] of sides(sited.corners)) room = Math.min(room, distanceToSegment(point, a, b))
      room -= distance(point, sited.middle) * 0.01
      if (room > best.room) best = { point, room }
    }
  hearts.set(sited, best.point)
  return best.point
}

/** Room `number` of `rooms` on a floor, numbered clockwise so that a fourth before the last is in the east: 1806 of eight is the east one. */
export function room(sited: SitedBuilding, floor: number, number: number, rooms: number): Place {
  const bearing = (((number - 4) * 360) / Math.max(rooms, 8) + 720) % 360
  const quarter = quarters[Math.round(bearing / 90) % 4] ?? quarters[0]
  const code = `${floorCode(floor)}${String(number).padStart(2, '0')}`
  return {
    ...indoors(sited, floor, pointInside(sited, bearing, 0.5 + ((number * 7) % 10) * 0.04)),
    space: { zh: `${quarter.zh} ${code} 室`, en: `Room ${code}, ${quarter.en}` },
  }
}

export const indoors = (sited: SitedBuilding, floor: number, point: Point): Place => ({
  lngLat: toLngLat(point),
  plotId: sited.building.plotId,
  buildingId: BuildingId.parse(sited.building.id),
  floor,
})

const lake = shore(0).map(bendPoint)

/** Whether a point lies neither in a building nor in the lake. */
export const isOpenGround = (ground: Ground, point: Point): boolean =>
  !isInside(point, lake) && !ground.sited.some(({ corners }) => isInside(point, corners))

/** Points beside ways, evenly spread over their length, on both sides in turn; where a building stands in the way, nearer to the way. */
export function besideWays(ground: Ground, ways: readonly Way[], count: number, offsetM: number): Point[] {
  const stretches = ways.flatMap((way) => [...segments(way.line)])
  const lengthM = stretches.reduce((sum, [a, b]) => sum + distance(a, b), 0)
  const points: Point[] = []
  let walkedM = 0
  for (const [a, b] of stretches) {
    const stretchM = distance(a, b)
    while (points.length < count && (points.length + 0.5) * (lengthM / count) <= walkedM + stretchM) {
      const share = ((points.length + 0.5) * (lengthM / count) - walkedM) / stretchM
      const [x, y] = along(a, b, share)
      const side = points.length % 2 === 0 ? offsetM : -offsetM
      const aside = (metres: number): Point => [
        x - ((b[1] - a[1]) / stretchM) * metres,
        y + ((b[0] - a[0]) / stretchM) * metres,
      ]
      const places = [side, -side, side / 3].map(aside)
      points.push(places.find((place) => isOpenGround(ground, place)) ?? [x, y])
    }
    walkedM += stretchM
  }
  return points
}

/** Points spread over the open ground of polygons on a grid of the fitting width. */
export function withinAreas(ground: Ground, polygons: readonly (readonly Point[])[], count: number): Point[] {
  for (let width = 60; width > 1; width *= 0.85) {
    const points = polygons.flatMap((corners) => {
      const xs = corners.map(([x]) => x)
      const ys = corners.map(([, y]) => y)
      const inside: Point[] = []
      for (let x = Math.min(...xs) + width / 2; x < Math.max(...xs); x += width)
        for (let y = Math.min(...ys) + width / 2; y < Math.max(...ys); y += width)
          if (isInside([x, y], corners) && isOpenGround(ground, [x, y])) inside.push([x, y])
      return inside
    })
    if (points.length >= count)
      return Array.from({ length: count }, (_, i) => points[Math.floor((i * points.length) / count)] ?? [0, 0])
  }
  return []
}

/** Streets that vehicles drive on. */
export const streetsOf = (ground: Ground): Way[] => ground.ways.filter((way) => way.kind !== 'path')
/** Walks through the plots, without the short ones to the doors. */
export const walksOf = (ground: Ground): Way[] =>
  ground.ways.filter((way) => way.kind === 'path' && !way.id.startsWith('F-D-'))
