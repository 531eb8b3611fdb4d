import { DistrictDocument, type LngLat } from '../../domain/contract'

/** Two names in one. */
const named = (zh: string, en = zh) => ({ zh, en })
const centre: LngLat = [113.945, 22.535]
/** A place some metres east and north of the centre. */
export const metresFromCentre = (eastM: number, northM: number): LngLat => [
  centre[0] + eastM / 102_700,
  centre[1] + northM / 111_195,
]

const offline = {
  id: 'offline',
  name: named('离线', 'Offline'),
  priority: 'commloss',
  isLifeSafety: false,
  condition: { kind: 'offline' },
  onDelayMs: 0,
  offDelayMs: 0,
  incidentType: 'equipment',
  response: [],
}
const number = (id: string, unit: string, more: object = {}) => ({
  id,
  name: named(id),
  type: 'number',
  unit,
  access: 'read',
  reportPeriodMs: 10_000,
  ...more,
})

/** As small as a district can be for the main job: a smoke detector on the 18th floor, two lifts, two guards and a manager with handsets, and a fire plan. */
export const smallDistrict: DistrictDocument = DistrictDocument.parse({
  version: 1,
  geometry: {
    id: 'small',
    name: named('小城区', 'Small District'),
    timeZone: 'Asia/Shanghai',
    centre,
    plots: [
      {
        id: 'p1',
        name: named('一号地块', 'Plot 1'),
        outline: [
          metresFromCentre(-200, -200),
          metresFromCentre(200, -200),
          metresFromCentre(200, 200),
          metresFromCentre(-200, 200),
          metresFromCentre(-200, -200),
        ],
      },
    ],
    buildings: [
      {
        id: 'T2',
        plotId: 'p1',
        name: named('小城中心 T2', 'Small Centre T2'),
        businessType: 'office',
        floorsAbove: 24,
        floorsBelow: 1,
        floorHeightM: 4,
        floorAreaM2: 24_000,
        footprint: [
          metresFromCentre(-20, -20),
          metresFromCentre(20, -20),
          metresFromCentre(20, 20),
          metresFromCentre(-20, 20),
          metresFromCentre(-20, -20),
        ],
      },
    ],
    roads: [
      {
        id: 'r1',
        kind: 'minor',
        line: [metresFromCentre(-200, -30), metresFromCentre(0, -30), metresFromCentre(200, -30)],
      },
    ],
    areas: [],
    gates: [],
  },
  deviceTypes: [
    {
      id: 'SMOKE',
      version: 1,
      systemKey: 'fire.wireless_smoke',
      name: named('感烟探测器', 'Smoke detector'),
      symbol: 'smoke-detector',
      properties: [
        number('smoke_density', '%/m', { min: 0, max: 100, decimals: 1, isMain: true }),
        number('battery', '%', { min: 0, max: 100 }),
      ],
      events: [],
      services: [{ id: 'mute', name: named('消音', 'Mute'), commandClass: 1, timeoutMs: 3_000, input: [] }],
      alarms: [
        {
          id: 'fire',
          name: named('感烟火警', 'Smoke alarm'),
          priority: 'urgent',
          isLifeSafety: true,
          condition: { kind: 'above', property: 'smoke_density', limit: 3.5, deadband: 0.5 },
          onDelayMs: 0,
          offDelayMs: 0,
          incidentType: 'fire',
          response: [named('看视频，判真假', 'Check the video')],
          consequence: named('烟气进入上层', 'Smoke enters the floor above'),
        },
        offline,
      ],
    },
    {
      id: 'LIFT',
      version: 1,
      systemKey: 'building_equipment.elevator_monitoring',
      name: named('客梯', 'Lift'),
      symbol: 'lift',
      properties: [number('current_floor', 'F', { min: -1, max: 24 })],
      events: [],
      services: [
        { id: 'fire_recall', name: named('消防迫降', 'Fire recall'), commandClass: 3, timeoutMs: 3_000, input: [] },
      ],
      alarms: [offline],
    },
    {
      id: 'HANDSET',
      version: 1,
      systemKey: 'staff.handset',
      name: named('手持机', 'Handset'),
      symbol: 'guard',
      properties: [
        number('lng', '°', { min: -180, max: 180 }),
        number('lat', '°', { min: -90, max: 90 }),
        number('battery', '%', { min: 0, max: 100 }),
        number('floor', 'F', { min: -10, max: 200 }),
      ],
      events: [{ id: 'receipt', name: named('回执', 'Receipt') }],
      services: ['task', 'message', 'recall'].map((id) => ({
        id,
        name: named(id),
        commandClass: 1,
        timeoutMs: 5_000,
        input: [],
      })),
      alarms: [offline],
    },
  ],
  devices: [
    {
      id: 'YG-T2-1806',
      typeId: 'SMOKE',
      name: named('感烟 1806', 'Smoke 1806'),
      place: { lngLat: metresFromCentre(5, 5), plotId: 'p1', buildingId: 'T2', floor: 18 },
    },
    {
      id: 'DT-T2-1',
      typeId: 'LIFT',
      name: named('客梯 1', 'Lift 1'),
      place: { lngLat: metresFromCentre(0, 0), plotId: 'p1', buildingId: 'T2', floor: 1 },
    },
    {
      id: 'DT-T2-2',
      typeId: 'LIFT',
      name: named('客梯 2', 'Lift 2'),
      place: { lngLat: metresFromCentre(2, 0), plotId: 'p1', buildingId: 'T2', floor: 1 },
    },
    ...['H1', 'H2', 'H3'].map((id) => ({
      id,
      typeId: 'HANDSET',
      name: named(`手持机 ${id}`, `Handset ${id}`),
      place: { lngLat: centre },
    })),
  ],
  people: [
    {
      id: 'P1',
      name: named('孙浩', 'Sun Hao'),
      post: 'microFireStation',
      skills: ['fire'],
      team: named('微型消防站', 'Micro fire station'),
      handsetId: 'H1',
      phone: '1',
      base: { lngLat: metresFromCentre(50, -30) },
    },
    {
      id: 'P2',
      name: named('马志强', 'Ma Zhiqiang'),
      post: 'security',
      skills: ['fire', 'security'],
      team: named('巡更', 'Patrol'),
      handsetId: 'H2',
      phone: '2',
      base: { lngLat: metresFromCentre(150, -30) },
    },
    {
      id: 'P3',
      name: named('刘国栋', 'Liu Guodong'),
      post: 'manager',
      skills: ['command'],
      team: named('管理', 'Management'),
      handsetId: 'H3',
      phone: '3',
      base: { lngLat: metresFromCentre(-100, -30) },
    },
  ],
  materials: [
    {
      id: 'M1',
      name: named('干粉灭火器', 'Extinguisher'),
      symbol: 'extinguisher',
      incidentTypes: ['fire'],
      count: 4,
      unit: named('具', 'pcs'),
      place: { lngLat: metresFromCentre(3, 0), buildingId: 'T2', floor: 18 },
    },
  ],
  plans: [
    {
      id: 'fire',
      version: 4,
      code: 'F-01',
      name: named('消防预案', 'Fire plan'),
      incidentTypes: ['fire'],
      minGrade: 'larger',
      steps: [
        { id: 'confirm', name: named('看视频证实火情', 'Confirm by video'), after: [], action: { kind: 'confirm' } },
        {
          id: 'send',
          name: named('首批到场', 'First on site'),
          after: [],
          limitMs: 180_000,
          action: {
            kind: 'task',
            skills: ['fire'],
            count: 2,
            instruction: named('带灭火器、面罩到场', 'Go there with extinguisher and mask'),
          },
        },
        {
          id: 'lifts',
          name: named('电梯迫降', 'Recall the lifts'),
          after: [],
          action: {
            kind: 'command',
            devices: { systemKeys: ['building_equipment.elevator_monitoring'], scope: 'sameBuilding', max: 10 },
            service: 'fire_recall',
            input: {},
            commandClass: 3,
          },
        },
        {
          id: 'leaders',
          name: named('上报分管领导', 'Tell the leaders'),
          after: ['confirm'],
          action: { kind: 'message', posts: ['manager'], text: named('火情已证实', 'Fire confirmed') },
        },
      ],
    },
  ],
})
