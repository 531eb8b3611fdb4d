import {
  type Building,
  BuildingId,
  type BusinessType,
  DistrictId,
  type DistrictGeometry,
  type LngLat,
  PlotId,
} from '../../domain/contract'
import { areaOf, type Point, segments, along, distance } from '../planar'
import { areas, type BuildingPlan, buildings, gates, plots, shore, streets, walks } from './masterPlan'
import { type DoorWay, layNetwork, leadToDoor, type Way } from './network'
import { bendPoint, centre, toLngLat, turnAt } from './projection'

/** A building with what devices and people need of it on the ground, m. */
export interface SitedBuilding {
  building: Building
  corners: Point[]
  middle: Point
  door: Point
}

export interface Ground {
  geometry: DistrictGeometry
  sited: readonly SitedBuilding[]
  ways: readonly Way[]
  gates: ReadonlyMap<string, Point>
}

const floorHeightM: Record<BusinessType, number> = {
  residential: 3,
  apartment: 3.2,
  retail: 5.2,
  office: 4.2,
  hotel: 3.6,
  public: 4.8,
}

const ring = (corners: readonly Point[]): LngLat[] => {
  const closed = corners.map(toLngLat)
  const first = closed[0]
  return first ? [...closed, first] : closed
}

/** Long sides of the board need vertices in between to follow the bend. */
const bendOutline = (corners: readonly Point[]): Point[] => {
  const first = corners[0]
  if (first === undefined) return []
  const bent: Point[] = []
  for (const [from, to] of segments([...corners, first])) {
    const pieces = Math.max(1, Math.ceil(distance(from, to) / 60))
    for (let piece = 0; piece < pieces; piece++) bent.push(bendPoint(along(from, to, piece / pieces)))
  }
  return bent
}

/** Stands a building on the ground: it is turned with its street, but keeps its right angles and its size. */
function footprint(plan: BuildingPlan): Point[] {
  const [x, y] = bendPoint(plan.at)
  const turn = turnAt(plan.at)
  return plan
    .shape(plan.width, plan.depth)
    .map(([dx, dy]): Point => [
      x + dx * Math.cos(turn) - dy * Math.sin(turn),
      y + dx * Math.sin(turn) + dy * Math.cos(turn),
    ])
}

/** The district's ground: plots, buildings, streets and walks, water and green, from the drawing board. The same every time: there is nothing random in it. */
export function makeGeometry(): Ground {
  const ways = layNetwork([...streets, ...walks])
  const standing = buildings.map((plan) => ({ plan, corners: footprint(plan) }))
  const obstacles = standing.map(({ corners }) => corners)
  const doors = new Map<string, DoorWay>()
  for (const { plan, corners } of standing) doors.set(plan.id, leadToDoor(plan.id, corners, ways, obstacles))

  const sited = standing.map(({ plan, corners }): SitedBuilding => {
    const door = doors.get(plan.id)?.door
    if (!door) throw new Error(`building ${plan.id} has no door`)
    return {
      building: {
        id: BuildingId.parse(plan.id),
        plotId: PlotId.parse(plan.plotId),
        name: plan.name,
        businessType: plan.businessType,
        footprint: ring(corners),
        floorsAbove: plan.floorsAbove,
        floorsBelow: plan.floorsBelow,
        floorHeightM: floorHeightM[plan.businessType],
        floorAreaM2: Math.round(areaOf(corners) * plan.floorsAbove),
      },
      corners,
      middle: bendPoint(plan.at),
      door,
    }
  })
  const allWays = [...ways, ...[...doors.values()].map(({ way }) => way)]

  return {
    geometry: {
      id: DistrictId.parse('chenghu'),
      name: { zh: '澄湖城区', en: 'Chenghu District' },
      timeZone: 'Asia/Shanghai',
      centre,
      plots: plots.map((plot) => ({
        id: PlotId.parse(plot.id),
        name: plot.name,
        outline: ring(bendOutline(plot.corners)),
      })),
      buildings: sited.map(({ building }) => building),
      roads: allWays.map((way) => ({
        id: way.id,
        kind: way.kind,
        ...(way.name === undefined ? {} : { name: way.name }),
        line: way.line.map(toLngLat),
      })),
      areas: [
        {
          id: 'A-LAND',
          kind: 'land',
          outline: ring(
            bendOutline([
              [-930, -780],
              [930, -780],
              [930, 760],
              [-930, 760],
            ]),
          ),
        },
        ...areas.map((area) => ({
          id: area.id,
          kind: area.kind,
          ...(area.name === undefined ? {} : { name: area.name }),
          outline: ring(bendOutline(area.corners)),
        })),
        {
          id: 'A-LAKE',
          kind: 'water',
          name: { zh: '澄湖', en: 'Lake Chenghu' },
          outline: ring(shore(0).map(bendPoint)),
        },
      ],
      gates: gates.map((gate) => ({ id: gate.id, name: gate.name, lngLat: toLngLat(bendPoint(gate.at)) })),
    },
    sited,
    ways: allWays,
    gates: new Map(gates.map((gate) => [gate.id, bendPoint(gate.at)])),
  }
}
