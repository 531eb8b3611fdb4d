import { DistrictDocument } from '../contract'

const text = (zh: string, en = zh) => ({ zh, en })
const square = (lng: number, lat: number) => [
  [lng, lat],
  [lng + 0.0004, lat],
  [lng + 0.0004, lat + 0.0004],
  [lng, lat + 0.0004],
  [lng, lat],
]
const alarm = (id: string, condition: object, more: object = {}) => ({
  id,
  name: text(id),
  priority: 'urgent',
  isLifeSafety: false,
  condition,
  onDelayMs: 0,
  offDelayMs: 0,
  incidentType: 'fire',
  response: [],
  ...more,
})
const offline = alarm('offline', { kind: 'offline' }, { priority: 'commloss', incidentType: 'equipment' })
const property = (id: string, reportPeriodMs = 2_000) => ({
  id,
  name: text(id),
  type: 'number',
  access: 'read',
  reportPeriodMs,
})
const type = (id: string, systemKey: string, more: object) => ({
  id,
  version: 1,
  systemKey,
  name: text(id),
  symbol: 'pump',
  properties: [],
  events: [],
  services: [],
  alarms: [],
  ...more,
})
const service = (id: string, commandClass: number, input: object[] = []) => ({
  id,
  name: text(id),
  commandClass,
  timeoutMs: 2_000,
  input,
})
const indoors = (buildingId: string, floor: number, lng = 113.9402, lat = 22.5302) => ({
  lngLat: [lng, lat],
  plotId: 'plot-1',
  buildingId,
  floor,
})

/** A sound district in plain JSON, small enough to know by heart; tests break one thing in it. */
export const testDistrictJson = () => ({
  version: 1,
  geometry: {
    id: 'test',
    name: text('试验城区', 'Test district'),
    timeZone: 'Asia/Shanghai',
    centre: [113.94, 22.53],
    plots: [{ id: 'plot-1', name: text('一号地块', 'Plot 1'), outline: square(113.94, 22.53) }],
    buildings: [
      {
        id: 'T1',
        plotId: 'plot-1',
        name: text('澄湖中心 T1', 'Lake Centre T1'),
        businessType: 'office',
        footprint: square(113.94, 22.53),
        floorsAbove: 20,
        floorsBelow: 2,
        floorHeightM: 4,
        floorAreaM2: 40_000,
      },
    ],
    roads: [],
    areas: [],
    gates: [],
  },
  deviceTypes: [
    type('thermo', 'environment.room', {
      properties: [property('temperature'), property('humidity', 60_000)],
      alarms: [
        alarm('hot', { kind: 'above', property: 'temperature', limit: 60, deadband: 5 }),
        alarm(
          'cold',
          { kind: 'below', property: 'temperature', limit: 5, deadband: 1 },
          { priority: 'minor', onDelayMs: 3_000, offDelayMs: 2_000 },
        ),
        alarm('note', { kind: 'above', property: 'humidity', limit: 80, deadband: 0 }, { priority: 'notice' }),
        offline,
      ],
    }),
    type('callPoint', 'fire.call_point', {
      events: [{ id: 'pressed', name: text('pressed') }],
      alarms: [alarm('called', { kind: 'event', event: 'pressed' }, { isLifeSafety: true })],
    }),
    type('door', 'security.door', {
      events: ['forced', 'closed'].map((id) => ({ id, name: text(id) })),
      services: [
        service('query', 0),
        service('setLevel', 1, [{ id: 'level', name: text('level'), type: 'number', min: 0, max: 100 }]),
        service('unlock', 2),
        service('cutPower', 3),
      ],
      alarms: [alarm('forced', { kind: 'event', event: 'forced', clearEvent: 'closed' }), offline],
    }),
    type('gateway', 'network.gateway', { properties: [property('load', 10_000)], alarms: [offline] }),
    type('handset', 'people.handset', { properties: [property('battery', 30_000)] }),
  ],
  devices: [
    { id: 'GW-1', typeId: 'gateway', name: text('一号网关', 'Gateway 1'), place: indoors('T1', 1) },
    { id: 'TH-1', typeId: 'thermo', name: text('温感一', 'Thermo 1'), place: indoors('T1', 18), parentId: 'GW-1' },
    { id: 'TH-2', typeId: 'thermo', name: text('温感二', 'Thermo 2'), place: indoors('T1', 19), parentId: 'GW-1' },
    { id: 'CP-1', typeId: 'callPoint', name: text('手报一', 'Call point 1'), place: indoors('T1', 18) },
    { id: 'DR-1', typeId: 'door', name: text('门禁一', 'Door 1'), place: indoors('T1', 1) },
    { id: 'DR-2', typeId: 'door', name: text('门禁二', 'Door 2'), place: indoors('T1', -1) },
    { id: 'DR-3', typeId: 'door', name: text('门禁三', 'Door 3'), place: { lngLat: [113.945, 22.53] } },
    { id: 'HS-1', typeId: 'handset', name: text('手持机一', 'Handset 1'), place: { lngLat: [113.94, 22.53] } },
  ],
  people: [
    {
      id: 'P-1',
      name: text('王强', 'Wang Qiang'),
      post: 'security',
      skills: ['fire'],
      team: text('安保一组', 'Security 1'),
      handsetId: 'HS-1',
      phone: '13800000000',
      base: indoors('T1', 1),
    },
  ],
  materials: [
    {
      id: 'M-1',
      name: text('灭火器', 'Extinguisher'),
      symbol: 'extinguisher',
      incidentTypes: ['fire'],
      count: 4,
      unit: text('具', 'pcs'),
      place: indoors('T1', 1),
    },
  ],
  plans: [
    {
      id: 'F-01',
      version: 1,
      code: 'F-01',
      name: text('火灾', 'Fire'),
      incidentTypes: ['fire'],
      minGrade: 'general',
      steps: [
        { id: 'look', name: text('查看'), after: [], action: { kind: 'confirm' } },
        {
          id: 'send',
          name: text('派人'),
          after: ['look'],
          action: { kind: 'task', skills: ['fire'], count: 1, instruction: text('前往') },
        },
        {
          id: 'open',
          name: text('开门'),
          after: ['look'],
          action: {
            kind: 'command',
            devices: { systemKeys: ['security.door'], scope: 'sameBuilding', max: 5 },
            service: 'unlock',
            input: {},
            commandClass: 2,
          },
        },
        {
          id: 'tell',
          name: text('通知'),
          after: ['send', 'open'],
          action: { kind: 'message', posts: ['security'], text: text('集合') },
        },
      ],
    },
  ],
})

export const testDistrict = (): DistrictDocument => DistrictDocument.parse(testDistrictJson())
