import type { Place } from '../../domain/contract'
import { createRandom } from '../random'
import type { Point } from '../planar'
import type { DeviceYard } from './DeviceYard'
import type { Ground, SitedBuilding } from './makeGeometry'
import { areas, gates } from './masterPlan'
import { scaled } from './placeIndoors'
import { bendPoint } from './projection'
import {
  besideWays,
  indoors,
  isOpenGround,
  outdoors,
  plotAt,
  pointInside,
  streetsOf,
  walksOf,
  withinAreas,
} from './spots'

const two = (n: number): string => String(n).padStart(2, '0')

/** What stands or drives in the open: along streets and walks, on greens, at gates. */
export function placeOutdoors(yard: DeviceYard, ground: Ground, seed: number, scale: number): void {
  const streets = streetsOf(ground)
  const walks = walksOf(ground)
  const greens = areas.filter((area) => area.kind === 'green').map((area) => area.corners.map(bendPoint))

  /** One after the other, numbered through. */
  const line = (typeId: string, prefix: string, name: readonly [string, string], points: readonly Point[]) =>
    points.forEach((point, i) => {
      const number = two(i + 1)
      yard.add(typeId, `${prefix}-${number}`, [`${name[0]} ${number}`, `${name[1]} ${number}`], outdoors(point))
    })

  placeHydrants(yard, besideWays(ground, streets, 120, 13))
  line('LAMP_POLE', 'DG-L', ['智慧灯杆', 'Lamp pole'], besideWays(ground, streets, scaled(308, scale), 11))
  line('BIN_CAMERA', 'LJ', ['垃圾箱', 'Bin'], besideWays(ground, [...walks, ...streets], scaled(340, scale), 6))
  line(
    'CAMERA',
    'CAM-R',
    ['道路摄像机', 'Street camera'],
    besideWays(ground, [...streets, ...walks], scaled(300, scale), 8),
  )
  line('NR_MICRO', 'JZ', ['5G 微基站', '5G micro station'], besideWays(ground, streets, scaled(60, scale), 12))
  line(
    'ROAD_MONITOR',
    'DL',
    ['道路监测', 'Road monitor'],
    besideWays(
      ground,
      streets.filter((way) => way.kind === 'major'),
      24,
      15,
    ),
  )
  line(
    'AIR_STATION',
    'KQ',
    ['环境站', 'Environment station'],
    besideWays(ground, [...walks, ...streets], scaled(64, scale), 9),
  )
  line('MIST_SPRAY', 'PW', ['喷雾', 'Mist spray'], withinAreas(ground, greens, scaled(30, scale)))
  line('SOIL_IRRIGATION', 'TR', ['喷灌', 'Irrigation'], withinAreas(ground, greens, scaled(80, scale)))
  line('BUS', 'GJ', ['接驳公交', 'Feeder bus'], besideWays(ground, streets, 9, 3))
  line('SHUTTLE', 'BS', ['自动驾驶巴士', 'Shuttle'], besideWays(ground, streets, 6, 3))
  line('CLEANING_ROBOT', 'QS', ['清扫', 'Cleaning robot'], besideWays(ground, walks, 18, 1))
  line('DELIVERY_ROBOT', 'PS', ['配送', 'Delivery robot'], besideWays(ground, walks, 16, 1))
  line('PATROL_ROBOT', 'XL', ['巡逻', 'Patrol robot'], besideWays(ground, walks, 6, 1))
  line('AR_GLASSES', 'AR', ['AR 眼镜', 'AR glasses'], besideWays(ground, walks, 12, 2))
  placeAeds(yard, ground)
  placeGates(yard, ground)
  placeOnBuildings(yard, ground, seed)
}

/** Numbered by plot as people say them: 3-12 is the twelfth of plot 3. */
function placeHydrants(yard: DeviceYard, points: readonly Point[]): void {
  const numbers = new Map<string, number>()
  for (const point of points) {
    const plot = plotAt(point).slice(1)
    const number = (numbers.get(plot) ?? 0) + 1
    numbers.set(plot, number)
    const label = `${plot}-${two(number)}`
    yard.add('HYDRANT', `XHS-${label}`, [`消火栓 ${label}`, `Hydrant ${label}`], outdoors(point))
  }
}

/** On the ground floor of every larger building. */
function placeAeds(yard: DeviceYard, ground: Ground): void {
  const largest = ground.sited
    .slice()
    .sort((a, b) => b.building.floorAreaM2 - a.building.floorAreaM2)
    .slice(0, 64)
  for (const sited of largest)
    yard.add(
      'AED_CABINET',
      `AED-${sited.building.id}-1F`,
      [`AED ${sited.building.id} 大堂`, `AED ${sited.building.id} lobby`],
      { ...indoors(sited, 1, pointInside(sited, 180, 0.7)), space: { zh: '大堂', en: 'Lobby' } },
    )
}

/** Barriers, cameras, counters and analysis at the gates; barriers at the garages of the large buildings. */
function placeGates(yard: DeviceYard, ground: Ground): void {
  for (const { id, code, name } of gates) {
    const at = ground.gates.get(id)
    if (!at) throw new Error(`gate ${id} is not on the ground`)
    const beside = (dx: number, dy: number): Place => outdoors([at[0] + dx, at[1] + dy])
    for (const lane of [1, 2])
      yard.add(
        'PARKING_GATE',
        `DZ-${code}-${two(lane)}`,
        [`${name.zh} ${lane} 道`, `${name.en} lane ${lane}`],
        beside(lane * 7 - 10, 6),
      )
    for (const number of [1, 2, 3])
      yard.add(
        'CAMERA',
        `CAM-${code}-${number}`,
        [`${name.zh} 摄像机 ${number}`, `${name.en} camera ${number}`],
        beside(number * 8 - 16, -9),
      )
    yard.add('FLOW_COUNTER', `KL-${code}`, [`${name.zh} 客流`, `${name.en} counter`], beside(0, 10))
    yard.add('VIDEO_AI', `AI-${code}`, [`${name.zh} 视频 AI`, `${name.en} video AI`], beside(4, 10))
  }
  for (const sited of garages(ground)) {
    const { id, name } = sited.building
    yard.add('PARKING_GATE', `DZ-${id}-01`, [`${name.zh} 车库入口`, `${name.en} garage`], outdoors(sited.door))
  }
}

const garages = (ground: Ground): SitedBuilding[] =>
  ground.sited
    .filter(({ building }) => building.businessType !== 'residential')
    .slice()
    .sort((a, b) => b.building.floorAreaM2 - a.building.floorAreaM2)
    .slice(0, 12)

/** On roofs and at the foot of towers. */
function placeOnBuildings(yard: DeviceYard, ground: Ground, seed: number): void {
  const random = createRandom(seed, 'onBuildings')
  const tallest = ground.sited.slice().sort((a, b) => b.building.floorsAbove - a.building.floorsAbove)
  tallest.slice(0, 4).forEach((sited, i) => {
    const place = indoors(sited, sited.building.floorsAbove, pointInside(sited, 0, 0.3))
    yard.add('NR_MACRO', `JZH-${i + 1}`, [`5G 宏站 ${i + 1}`, `5G macro station ${i + 1}`], place)
    yard.add('DRONE', `WRJ-${i + 1}`, [`无人机 ${i + 1}`, `Drone ${i + 1}`], place)
  })
  const homes = ground.sited.filter(({ building }) => ['residential', 'apartment'].includes(building.businessType))
  for (let i = 0; i < 60; i++) {
    const sited = homes[i % homes.length]
    if (!sited) continue
    const bearing = random.between(0, 360)
    const [x, y] = pointInside(sited, bearing, 1)
    const turn = (bearing * Math.PI) / 180
    const aside = (metres: number): Point => [x + Math.sin(turn) * metres, y + Math.cos(turn) * metres]
    const place = outdoors([7, 4, 2, 1].map(aside).find((point) => isOpenGround(ground, point)) ?? aside(0.5))
    yard.add(
      'THROWING_CAMERA',
      `GK-${two(i + 1)}`,
      [`高空抛物 ${sited.building.id}`, `Falling-object camera ${sited.building.id}`],
      place,
    )
  }
}
