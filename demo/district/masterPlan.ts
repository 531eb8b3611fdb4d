import type { BusinessType, LocalText, Road } from '../../domain/contract'
import type { Point } from '../planar'
import { angle, angleTurned, bow, box, court, cross, oval, type Shape, slab, tower } from './shapes'

// The drawing board: streets straight, metres east and north of the centre. `projection.ts` bends it onto the ground.

const name = (zh: string, en: string): LocalText => ({ zh, en })

export interface StreetPlan {
  id: string
  kind: Road['kind']
  name?: LocalText
  line: Point[]
}

export const streets: readonly StreetPlan[] = [
  {
    id: 'R-N',
    kind: 'major',
    name: name('澄湖北路', 'Chenghu North Road'),
    line: [
      [-930, 660],
      [930, 660],
    ],
  },
  {
    id: 'R-M',
    kind: 'major',
    name: name('中心路', 'Central Road'),
    line: [
      [-930, -40],
      [930, -40],
    ],
  },
  {
    id: 'R-S',
    kind: 'major',
    name: name('澄湖南路', 'Chenghu South Road'),
    line: [
      [-930, -680],
      [930, -680],
    ],
  },
  {
    id: 'R-W',
    kind: 'major',
    name: name('望湖西路', 'Wanghu West Road'),
    line: [
      [-820, -780],
      [-820, 760],
    ],
  },
  {
    id: 'R-A',
    kind: 'major',
    name: name('中轴大道', 'Axis Avenue'),
    line: [
      [-150, -780],
      [-150, 760],
    ],
  },
  {
    id: 'R-E',
    kind: 'major',
    name: name('湖东路', 'Lake East Road'),
    line: [
      [820, -780],
      [820, 760],
    ],
  },
  {
    id: 'R-T',
    kind: 'minor',
    name: name('天街路', 'Tianjie Road'),
    line: [
      [-820, 290],
      [820, 290],
    ],
  },
  {
    id: 'R-Q',
    kind: 'minor',
    name: name('青禾路', 'Qinghe Road'),
    line: [
      [-820, -360],
      [150, -360],
    ],
  },
  {
    id: 'R-V',
    kind: 'minor',
    name: name('望湖路', 'Wanghu Road'),
    line: [
      [-480, -680],
      [-480, 660],
    ],
  },
  {
    id: 'R-L',
    kind: 'minor',
    name: name('湖滨路', 'Lakeside Road'),
    line: [
      [150, -680],
      [150, 660],
    ],
  },
  {
    id: 'R-K',
    kind: 'minor',
    name: name('科创路', 'Kechuang Road'),
    line: [
      [470, 290],
      [470, 660],
    ],
  },
]

/** A plot on the board: its outline runs along the middle of its streets, drawn in by `streetInset`. */
export interface PlotPlan {
  id: string
  name: LocalText
  corners: Point[]
}
const block = (west: number, south: number, east: number, north: number): Point[] => [
  [west + 14, south + 14],
  [east - 14, south + 14],
  [east - 14, north - 14],
  [west + 14, north - 14],
]

/** Numbers are those people say: hydrant 3-12 is the twelfth of plot 3. */
export const plots: readonly PlotPlan[] = [
  { id: 'P1', name: name('澄湖中心', 'Chenghu Centre'), corners: block(-150, -360, 150, -40) },
  { id: 'P2', name: name('中轴天街', 'Axis Tianjie'), corners: block(-480, -40, 150, 290) },
  { id: 'P3', name: name('望湖里', 'Wanghuli'), corners: block(-820, -40, -480, 660) },
  { id: 'P4', name: name('望湖里二期', 'Wanghuli Phase II'), corners: block(-820, -680, -150, -360) },
  { id: 'P5', name: name('青禾公寓', 'Qinghe Apartments'), corners: block(-820, -360, -150, -40) },
  { id: 'P6', name: name('科创园', 'Innovation Park'), corners: block(-480, 290, 820, 660) },
  {
    id: 'P7',
    name: name('湖畔酒店与会议中心', 'Lakeside Hotels and Conference Centre'),
    corners: block(150, -40, 820, 290),
  },
  {
    id: 'P8',
    name: name('社区中心与湖滨公园', 'Community Centre and Lakeside Park'),
    corners: [
      [-136, -666],
      [806, -666],
      [806, -54],
      [164, -54],
      [164, -374],
      [-136, -374],
    ],
  },
]

export interface BuildingPlan {
  /** Code people say and devices carry: T2. */
  id: string
  plotId: string
  name: LocalText
  businessType: BusinessType
  at: Point
  shape: Shape
  width: number
  depth: number
  floorsAbove: number
  floorsBelow: number
}

const building = (
  id: string,
  plotId: string,
  names: readonly [zh: string, en: string],
  businessType: BusinessType,
  at: Point,
  shape: Shape,
  size: readonly [width: number, depth: number],
  floors: readonly [above: number, below: number],
): BuildingPlan => ({
  id,
  plotId,
  name: name(...names),
  businessType,
  at,
  shape,
  width: size[0],
  depth: size[1],
  floorsAbove: floors[0],
  floorsBelow: floors[1],
})

/** Rows of like buildings, numbered from the north-west, with the ground between them for paths. */
interface RowsPlan {
  code: string
  first: number
  plotId: string
  names: (number: number) => readonly [zh: string, en: string]
  businessType: BusinessType
  /** Middles of the columns and rows. */
  xs: readonly number[]
  ys: readonly number[]
  shape: Shape
  size: readonly [width: number, depth: number]
  /** Floors by place in the row, repeated; housing steps down towards the lake. */
  floors: readonly number[]
  /** How far every second row is shifted to the east, m. */
  shift: number
}

const rows = (plan: RowsPlan): BuildingPlan[] =>
  plan.ys.flatMap((y, row) =>
    plan.xs.map((x, column) => {
      const index = row * plan.xs.length + column
      const number = plan.first + index
      return building(
        `${plan.code}${String(number).padStart(2, '0')}`,
        plan.plotId,
        plan.names(number),
        plan.businessType,
        [x + (row % 2) * plan.shift, y],
        plan.shape,
        plan.size,
        [plan.floors[index % plan.floors.length] ?? 30, 2],
      )
    }),
  )

const wanghuli = (n: number) => [`望湖里 ${n} 栋`, `Wanghuli Block ${n}`] as const
const phaseTwo = (n: number) => [`望湖里二期 ${n} 栋`, `Wanghuli II Block ${n}`] as const
const qinghe = (n: number) => [`青禾公寓 ${n} 栋`, `Qinghe Block ${n}`] as const
const park = (n: number) => [`科创园 ${n} 号楼`, `Innovation Park Building ${n}`] as const

export const buildings: readonly BuildingPlan[] = [
  // 澄湖中心: four towers round two podiums on the green axis; T2 is the corner that looks over the lake.
  building('T1', 'P1', ['澄湖中心 T1', 'Chenghu Centre T1'], 'office', [-82, -106], tower, [50, 50], [48, 4]),
  building('T2', 'P1', ['澄湖中心 T2', 'Chenghu Centre T2'], 'office', [82, -106], tower, [48, 48], [24, 4]),
  building('T3', 'P1', ['澄湖中心 T3', 'Chenghu Centre T3'], 'office', [-82, -294], tower, [46, 46], [38, 4]),
  building('T4', 'P1', ['澄湖中心 T4', 'Chenghu Centre T4'], 'office', [82, -294], tower, [46, 46], [34, 4]),
  building('P1A', 'P1', ['澄湖汇 A 馆', 'Chenghu Arcade A'], 'retail', [-76, -200], angleTurned, [92, 76], [5, 2]),
  building('P1B', 'P1', ['澄湖汇 B 馆', 'Chenghu Arcade B'], 'retail', [76, -200], box, [84, 70], [4, 2]),

  // 中轴天街: malls on both sides of the plaza.
  building('J1', 'P2', ['天街 1 号馆', 'Tianjie Hall 1'], 'retail', [-392, 205], angle, [124, 110], [6, 2]),
  building('J2', 'P2', ['天街 2 号馆', 'Tianjie Hall 2'], 'retail', [-244, 205], box, [116, 104], [6, 2]),
  building('J3', 'P2', ['天街 3 号馆', 'Tianjie Hall 3'], 'retail', [-316, 42], court, [236, 104], [5, 2]),
  building('J4', 'P2', ['天街 4 号馆', 'Tianjie Hall 4'], 'retail', [-84, 197], box, [76, 120], [5, 2]),
  building('J5', 'P2', ['天街 5 号馆', 'Tianjie Hall 5'], 'retail', [-84, 49], angle, [76, 120], [4, 2]),
  building('J6', 'P2', ['天街 6 号馆', 'Tianjie Hall 6'], 'retail', [84, 124], box, [76, 250], [5, 2]),

  // 望湖里: slabs in the north, point towers and the kindergarten in the south.
  ...rows({
    code: 'W',
    first: 1,
    plotId: 'P3',
    names: wanghuli,
    businessType: 'residential',
    xs: [-752, -654, -556],
    ys: [598, 516, 434, 352],
    shape: slab,
    size: [64, 18],
    floors: [33, 33, 30, 32, 31, 28, 33, 30, 27, 28, 28, 26],
    shift: 8,
  }),
  ...rows({
    code: 'W',
    first: 13,
    plotId: 'P3',
    names: wanghuli,
    businessType: 'residential',
    xs: [-765, -687, -609, -535],
    ys: [238, 165, 92],
    shape: cross,
    size: [38, 36],
    floors: [33, 32, 33, 31, 30, 33, 28, 30, 29, 28, 30, 26],
    shift: 0,
  }),
  building('C1', 'P3', ['望湖里幼儿园', 'Wanghuli Kindergarten'], 'public', [-600, 12], angle, [86, 40], [3, 1]),

  // 望湖里二期.
  ...rows({
    code: 'V',
    first: 1,
    plotId: 'P4',
    names: phaseTwo,
    businessType: 'residential',
    xs: [-748, -650, -552],
    ys: [-428, -520, -612],
    shape: slab,
    size: [66, 18],
    floors: [32, 30, 31, 33, 28, 30, 26, 27, 24],
    shift: -8,
  }),
  ...rows({
    code: 'V',
    first: 10,
    plotId: 'P4',
    names: phaseTwo,
    businessType: 'residential',
    xs: [-418, -318, -218],
    ys: [-408, -476, -544],
    shape: cross,
    size: [44, 34],
    floors: [33, 31, 30, 32, 29, 30, 28, 27, 25],
    shift: 0,
  }),
  building('C2', 'P4', ['望湖里小学', 'Wanghuli Primary School'], 'public', [-378, -620], court, [120, 52], [5, 1]),

  // 青禾公寓.
  ...rows({
    code: 'Q',
    first: 1,
    plotId: 'P5',
    names: qinghe,
    businessType: 'apartment',
    xs: [-724, -578],
    ys: [-106, -200, -294],
    shape: angle,
    size: [80, 44],
    floors: [24, 22, 25, 24, 22, 23],
    shift: 0,
  }),
  ...rows({
    code: 'Q',
    first: 7,
    plotId: 'P5',
    names: qinghe,
    businessType: 'apartment',
    xs: [-412, -315, -218],
    ys: [-118],
    shape: tower,
    size: [38, 40],
    floors: [28, 30, 27],
    shift: 0,
  }),
  ...rows({
    code: 'Q',
    first: 10,
    plotId: 'P5',
    names: qinghe,
    businessType: 'apartment',
    xs: [-412, -315],
    ys: [-268],
    shape: tower,
    size: [38, 40],
    floors: [27, 26],
    shift: 0,
  }),
  building('J7', 'P5', ['青禾生活馆', 'Qinghe Living Mall'], 'retail', [-218, -268], box, [72, 92], [4, 2]),

  // 科创园.
  building('K01', 'P6', park(1), 'office', [-400, 560], angle, [92, 78], [18, 3]),
  building('K02', 'P6', park(2), 'office', [-256, 572], box, [96, 38], [18, 3]),
  building('K03', 'P6', park(3), 'office', [-316, 392], court, [150, 92], [9, 3]),
  building('K04', 'P6', park(4), 'office', [-70, 560], tower, [52, 52], [30, 3]),
  building('K05', 'P6', park(5), 'office', [72, 546], angleTurned, [84, 96], [16, 3]),
  building('K06', 'P6', park(6), 'office', [0, 392], box, [150, 44], [16, 3]),
  building('K07', 'P6', park(7), 'office', [252, 556], box, [90, 44], [19, 3]),
  building('K08', 'P6', park(8), 'office', [350, 398], angle, [104, 88], [14, 3]),
  building('K09', 'P6', park(9), 'office', [566, 556], tower, [54, 54], [28, 3]),
  building('K10', 'P6', park(10), 'office', [680, 420], court, [130, 96], [10, 3]),

  // 湖畔酒店与会议中心.
  building('H1', 'P7', ['湖畔酒店', 'Lakeside Hotel'], 'hotel', [256, 66], bow, [128, 26], [28, 3]),
  building('H2', 'P7', ['澄湖国际酒店', 'Chenghu International Hotel'], 'hotel', [256, 206], tower, [46, 46], [38, 3]),
  building('H3', 'P7', ['云栖酒店', 'Yunqi Hotel'], 'hotel', [712, 190], angle, [96, 74], [18, 3]),
  building('M1', 'P7', ['会议中心', 'Conference Centre'], 'public', [488, 110], oval, [188, 116], [5, 3]),

  // 社区中心与湖滨公园.
  building('G1', 'P8', ['社区中心', 'Community Centre'], 'public', [-74, -440], court, [86, 66], [6, 2]),
  building('G2', 'P8', ['澄湖图书馆', 'Chenghu Library'], 'public', [78, -436], box, [72, 50], [5, 2]),
  building('G3', 'P8', ['文体馆', 'Sports Hall'], 'public', [-70, -586], oval, [96, 74], [4, 2]),
  building('G4', 'P8', ['社区卫生服务中心', 'Community Health Centre'], 'public', [80, -588], angle, [70, 54], [6, 1]),
]

/** The shore as a closed wave about its middle; `grow` moves it outwards, m. */
export function shore(grow: number): Point[] {
  return Array.from({ length: 64 }, (_, i): Point => {
    const turn = (i / 64) * 2 * Math.PI
    const wave = 1 + 0.1 * Math.sin(2 * turn + 1.1) + 0.06 * Math.sin(3 * turn + 0.4) + 0.03 * Math.sin(5 * turn + 2)
    return [500 + (248 * wave + grow) * Math.cos(turn), -268 + (158 * wave + grow) * Math.sin(turn)]
  })
}

/** The walk round the lake, and where the ways from the streets meet it: given by its vertex, a quarter being sixteen. */
const promenade = shore(14)
const onPromenade = (vertex: number): Point => promenade[vertex % 64] ?? [500, -268]

const walk = (id: string, ...line: Point[]): StreetPlan => ({ id, kind: 'path', line })

/** Walks inside the plots, from street to street, between the rows of buildings. */
export const walks: readonly StreetPlan[] = [
  { id: 'F-LAKE', kind: 'path', name: name('环湖步道', 'Lake Walk'), line: [...promenade, onPromenade(0)] },
  {
    id: 'F-AXIS',
    kind: 'path',
    name: name('中轴步行街', 'Axis Walk'),
    line: [
      [0, 290],
      [0, -680],
    ],
  },
  walk('F-AXIS-N', [0, 660], [0, 474]),
  walk('F-K7', [96, 474], [96, 290]),
  walk('F-L1', [150, -200], [200, -196], onPromenade(30)),
  walk('F-L2', [500, -40], [505, -80], onPromenade(16)),
  walk('F-L3', [820, -300], [790, -300], onPromenade(0)),
  walk('F-L4', [470, -680], [462, -600], [490, -530], onPromenade(48)),
  walk('F-L5', [150, -520], [240, -500], onPromenade(38)),
  walk('F-L6', [820, -560], [700, -540], [620, -500], onPromenade(56)),
  walk('F-L7', [240, -500], [340, -590], [462, -600], [600, -590], [700, -540]),
  // 望湖里
  ...[557, 475, 393].map((y, i) => walk(`F-W${i + 1}`, [-820, y], [-480, y])),
  ...[-699, -605].map((x, i) => walk(`F-W${i + 4}`, [x, 660], [x, 290])),
  ...[201, 128, 52].map((y, i) => walk(`F-W${i + 6}`, [-820, y], [-480, y])),
  ...[-726, -648, -572].map((x, i) => walk(`F-W${i + 9}`, [x, 290], [x, 52])),
  walk('F-W12', [-700, 52], [-700, -40]),
  // 望湖里二期
  ...[-474, -566].map((y, i) => walk(`F-V${i + 1}`, [-820, y], [-480, y])),
  ...[-703, -601].map((x, i) => walk(`F-V${i + 3}`, [x, -360], [x, -680])),
  ...[-442, -510, -574].map((y, i) => walk(`F-V${i + 5}`, [-480, y], [-150, y])),
  ...[-368, -268].map((x, i) => walk(`F-V${i + 8}`, [x, -360], [x, -574])),
  walk('F-V10', [-268, -574], [-268, -680]),
  // 青禾公寓
  ...[-153, -247].map((y, i) => walk(`F-Q${i + 1}`, [-820, y], [-480, y])),
  walk('F-Q3', [-651, -40], [-651, -360]),
  walk('F-Q4', [-480, -190], [-150, -190]),
  ...[-363, -266].map((x, i) => walk(`F-Q${i + 5}`, [x, -40], [x, -360])),
  // 中轴天街
  walk('F-J1', [-316, 290], [-316, 122]),
  walk('F-J2', [-480, 122], [-150, 122]),
  walk('F-J3', [-150, 122], [0, 122]),
  // 澄湖中心
  walk('F-T1', [-150, -148], [150, -148]),
  walk('F-T2', [-150, -252], [150, -252]),
  // 科创园
  walk('F-K1', [-480, 474], [150, 474]),
  walk('F-K2', [-326, 660], [-326, 474]),
  walk('F-K3', [-200, 474], [-200, 290]),
  walk('F-K4', [150, 478], [820, 478]),
  walk('F-K5', [250, 478], [250, 290]),
  walk('F-K6', [600, 478], [560, 290]),
  // 酒店与会议中心
  walk('F-H1', [150, 130], [360, 130], [380, 200], [480, 222], [590, 200], [620, 130], [620, 90], [820, 90]),
  walk('F-H2', [372, 290], [372, 172]),
  walk('F-H3', [360, 130], [372, 40], [372, -40]),
  walk('F-H4', [620, 290], [610, 155]),
  walk('F-H5', [620, 90], [610, 30], [610, -40]),
  // 社区中心
  walk('F-G1', [-150, -510], [150, -510]),
]

export interface AreaPlan {
  id: string
  kind: 'green' | 'plaza' | 'parking'
  name?: LocalText
  corners: Point[]
}
const area = (
  id: string,
  kind: AreaPlan['kind'],
  [west, south, east, north]: readonly [number, number, number, number],
  names?: LocalText,
): AreaPlan => ({
  id,
  kind,
  corners: [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ],
  ...(names === undefined ? {} : { name: names }),
})

export const areas: readonly AreaPlan[] = [
  {
    id: 'A-PARK',
    kind: 'green',
    name: name('湖滨公园', 'Lakeside Park'),
    corners: [
      [164, -664],
      [804, -664],
      [804, -58],
      [164, -58],
    ],
  },
  area('A-G1', 'green', [-130, -664, 130, -644]),
  area('A-G2', 'green', [-782, 300, -520, 328], name('望湖里南苑', 'Wanghuli South Court')),
  area('A-G3', 'green', [-786, 460, -520, 490], name('望湖里中庭', 'Wanghuli Court')),
  area('A-G4', 'green', [-786, 116, -512, 141]),
  area('A-G5', 'green', [-790, -16, -712, 36], name('望湖里口袋公园', 'Wanghuli Pocket Park')),
  area('A-G6', 'green', [-786, -490, -514, -456], name('二期中庭', 'Phase II Court')),
  area('A-G7', 'green', [-786, -580, -514, -550]),
  area('A-G8', 'green', [-296, -660, -170, -582], name('小学操场', 'School Field')),
  area('A-G9', 'green', [-456, -234, -174, -172], name('青禾中庭', 'Qinghe Court')),
  area('A-G10', 'green', [-682, -268, -620, -132]),
  area('A-G11', 'green', [-460, 478, -340, 508]),
  area('A-G12', 'green', [-132, 424, 132, 468], name('科创中庭', 'Innovation Court')),
  area('A-G13', 'green', [474, 484, 520, 640]),
  area('A-G14', 'green', [640, 500, 800, 640], name('科创绿地', 'Innovation Green')),
  area('A-G15', 'green', [380, -20, 600, 34], name('湖畔草坪', 'Lakeside Lawn')),
  area('A-G16', 'green', [640, -20, 796, 76]),
  // Verges of the avenue and of the central road.
  ...[
    [300, 650],
    [-30, 280],
    [-350, -50],
    [-670, -370],
  ].flatMap(([south, north], i) => [
    area(`A-V${2 * i + 1}`, 'green', [-137, south ?? 0, -132, north ?? 0]),
    area(`A-V${2 * i + 2}`, 'green', [-168, south ?? 0, -163, north ?? 0]),
  ]),
  area('A-P1', 'plaza', [-30, -334, 30, -56], name('澄湖广场', 'Chenghu Plaza')),
  area('A-P2', 'plaza', [-40, -22, 40, 272], name('中轴广场', 'Axis Plaza')),
  area('A-P3', 'plaza', [-24, -640, 24, -376], name('社区广场', 'Community Plaza')),
  area('A-P4', 'plaza', [392, 196, 584, 246], name('会议广场', 'Conference Plaza')),
  area('A-C1', 'parking', [-456, 620, -338, 642], name('科创园 P1 停车场', 'Innovation Park P1')),
  area('A-C2', 'parking', [176, 490, 204, 632], name('科创园 P2 停车场', 'Innovation Park P2')),
  area('A-C3', 'parking', [640, 216, 660, 274], name('酒店停车场', 'Hotel Car Park')),
  area('A-C4', 'parking', [392, 254, 584, 276], name('会议中心停车场', 'Conference Car Park')),
  area('A-C5', 'parking', [34, -660, 128, -632], name('社区停车场', 'Community Car Park')),
  area('A-C6', 'parking', [176, -660, 300, -628], name('湖滨公园停车场', 'Park Car Park')),
  area('A-C7', 'parking', [-452, -16, -440, 110], name('天街停车场', 'Tianjie Car Park')),
]

export interface GatePlan {
  id: string
  code: string
  name: LocalText
  at: Point
}

/** Where people and vehicles come in; on the streets of the border. Barrier numbers bear the code: DZ-S-01. */
export const gates: readonly GatePlan[] = [
  { id: 'GATE-N', code: 'N', name: name('北门', 'North Gate'), at: [-150, 660] },
  { id: 'GATE-N2', code: 'N2', name: name('北 2 门', 'North Gate 2'), at: [470, 660] },
  { id: 'GATE-E', code: 'E', name: name('东门', 'East Gate'), at: [820, -40] },
  { id: 'GATE-E2', code: 'E2', name: name('东 2 门', 'East Gate 2'), at: [820, 290] },
  { id: 'GATE-S', code: 'S', name: name('南门', 'South Gate'), at: [150, -680] },
  { id: 'GATE-S2', code: 'S2', name: name('南 2 门', 'South Gate 2'), at: [-150, -680] },
  { id: 'GATE-W', code: 'W', name: name('西 1 门', 'West Gate 1'), at: [-820, -40] },
  { id: 'GATE-W2', code: 'W2', name: name('西 2 门', 'West Gate 2'), at: [-820, 290] },
]
