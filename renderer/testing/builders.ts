import type { z } from 'zod'
import {
  AccountId,
  AlarmId,
  DeviceId,
  type Alarm,
  type Conflict,
  type ConflictSide,
  type DeviceLabels,
  type DeviceTable,
  type DeviceTableDelta,
  type DeviceType,
  type DistrictGeometry,
  type Gap,
  type Incident,
  type Person,
  type SeatState,
  type Session,
} from '../../domain/contract'
import {
  Conflict as ConflictSchema,
  DeviceType as DeviceTypeSchema,
  DistrictGeometry as GeometrySchema,
  Gap as GapSchema,
  Incident as IncidentSchema,
  Person as PersonSchema,
  SeatState as SeatStateSchema,
  rightsByRole,
} from '../../domain/contract'
import { createRegistry, type Registry, type RegistryParts } from '../feed/Registry'

/** Valid things from partial ones, for tests of screens. */

let made = 0

export function makeAlarm(
  partial: Partial<Omit<Alarm, 'id' | 'deviceId'>> & { id?: string; deviceId?: string } = {},
): Alarm {
  const { id = `alarm-${String(++made).padStart(5, '0')}`, deviceId = 'smoke-1806', ...rest } = partial
  const raisedAtMs = rest.raisedAtMs ?? 1_000_000
  return {
    id: AlarmId.parse(id),
    deviceId: DeviceId.parse(deviceId),
    definitionId: 'smoke',
    priority: 'urgent',
    isLifeSafety: false,
    state: 'unacknowledged',
    raisedAtMs,
    arrivedAtMs: raisedAtMs,
    lastOccurredAtMs: raisedAtMs,
    occurrences: 1,
    alsoAcknowledged: [],
    ...rest,
  }
}

export const makeDeviceType = (partial: { id: string } & Partial<Omit<DeviceType, 'id'>>): DeviceType =>
  DeviceTypeSchema.parse({
    version: 1,
    systemKey: 'fire.wireless_smoke',
    name: { zh: '感烟探测器', en: 'Smoke detector' },
    symbol: 'smoke-detector',
    properties: [],
    events: [],
    services: [],
    alarms: [],
    ...partial,
  })

const square = (lng: number, lat: number, size = 0.002): [number, number][] => [
  [lng, lat],
  [lng + size, lat],
  [lng + size, lat + size],
  [lng, lat + size],
  [lng, lat],
]

export const makeGeometry = (): DistrictGeometry =>
  GeometrySchema.parse({
    id: 'test',
    name: { zh: '澄湖城区', en: 'Chenghu District' },
    timeZone: 'Asia/Shanghai',
    centre: [113.94, 22.53],
    plots: [
      { id: 'p1', name: { zh: '澄湖中心', en: 'Chenghu Centre' }, outline: square(113.94, 22.53) },
      { id: 'p2', name: { zh: '中轴天街', en: 'Axis Mall' }, outline: square(113.95, 22.53) },
      { id: 'p3', name: { zh: '望湖里', en: 'Lakeview' }, outline: square(113.96, 22.53) },
    ],
    buildings: [
      {
        id: 't2',
        plotId: 'p1',
        name: { zh: '澄湖中心 T2', en: 'Chenghu Centre T2' },
        businessType: 'office',
        footprint: square(113.9405, 22.5305, 0.0005),
        floorsAbove: 24,
        floorsBelow: 2,
        floorHeightM: 4,
        floorAreaM2: 40_000,
      },
      {
        id: 'mall',
        plotId: 'p2',
        name: { zh: '中轴天街', en: 'Axis Mall' },
        businessType: 'retail',
        footprint: square(113.9505, 22.5305, 0.001),
        floorsAbove: 6,
        floorsBelow: 2,
        floorHeightM: 5,
        floorAreaM2: 90_000,
      },
      {
        id: 'lake5',
        plotId: 'p3',
        name: { zh: '望湖里 5 幢', en: 'Lakeview 5' },
        businessType: 'residential',
        footprint: square(113.9605, 22.5305, 0.0005),
        floorsAbove: 33,
        floorsBelow: 1,
        floorHeightM: 3,
        floorAreaM2: 20_000,
      },
    ],
    roads: [],
    areas: [],
    gates: [],
  })

export interface TestDevice {
  id: string
  zh: string
  en: string
  type: string
  building?: string
  floor?: number
}

/** The columns of the registry from plain rows. */
export function makeDeviceTable(
  devices: readonly TestDevice[],
  types: readonly DeviceType[],
  geometry: DistrictGeometry,
): DeviceTable {
  const typeIds = types.map(({ id }) => id)
  const buildingIds = geometry.buildings.map(({ id }) => id)
  const typeOf = (device: TestDevice) => typeIds.findIndex((id) => id === device.type)
  let pointCount = 0
  const firstPoints = devices.map((device) => {
    const first = pointCount
    pointCount += types[typeOf(device)]?.properties.length ?? 0
    return first
  })
  return {
    run: 'run-1',
    changes: 1,
    revision: 1,
    ids: devices.map(({ id }) => DeviceId.parse(id)),
    namesZh: devices.map(({ zh }) => zh),
    namesEn: devices.map(({ en }) => en),
    types: Uint32Array.from(devices, typeOf),
    typeIds,
    lngLats: Float64Array.from(devices.flatMap(() => [113.941, 22.531])),
    buildings: Int32Array.from(devices, ({ building }) => buildingIds.findIndex((id) => id === building)),
    buildingIds,
    floors: Int32Array.from(devices, ({ floor }) => floor ?? 0),
    firstPoints: Uint32Array.from(firstPoints),
    pointCount,
    retired: new Uint32Array(0),
    upgrading: [],
  }
}

const smokeType = () =>
  makeDeviceType({
    id: 'smoke',
    properties: [
      {
        id: 'obscuration',
        name: { zh: '减光率', en: 'Obscuration' },
        type: 'number',
        unit: '%/m',
        min: 0,
        max: 20,
        decimals: 1,
        access: 'read',
        reportPeriodMs: 10_000,
        isMain: true,
      },
    ],
    alarms: [
      {
        id: 'smoke',
        name: { zh: '火警', en: 'Fire alarm' },
        priority: 'urgent',
        isLifeSafety: true,
        condition: { kind: 'above', property: 'obscuration', limit: 3.5, deadband: 0.5 },
        onDelayMs: 0,
        offDelayMs: 0,
        incidentType: 'fire',
        response: [
          { zh: '看走廊视频，判真假', en: 'Look at the corridor video: real or not' },
          { zh: '派最近两人到场', en: 'Send the two nearest people' },
        ],
        consequence: { zh: '烟气 4 分钟内进入 19F', en: 'Smoke reaches 19F within 4 minutes' },
      },
    ],
  })

const meterType = () =>
  makeDeviceType({
    id: 'transformer',
    systemKey: 'building_equipment.power_monitoring',
    name: { zh: '变压器', en: 'Transformer' },
    symbol: 'transformer',
    properties: [
      {
        id: 'temperature',
        name: { zh: '绕组温度', en: 'Winding temperature' },
        type: 'number',
        unit: '℃',
        decimals: 0,
        access: 'read',
        reportPeriodMs: 5_000,
      },
    ],
    alarms: [
      {
        id: 'hot',
        name: { zh: '绕组温度高', en: 'Winding hot' },
        priority: 'minor',
        isLifeSafety: false,
        condition: { kind: 'above', property: 'temperature', limit: 95, deadband: 2 },
        onDelayMs: 0,
        offDelayMs: 0,
        incidentType: 'equipment',
        response: [],
      },
      {
        id: 'offline',
        name: { zh: '离线', en: 'Offline' },
        priority: 'commloss',
        isLifeSafety: false,
        condition: { kind: 'offline' },
        onDelayMs: 0,
        offDelayMs: 0,
        incidentType: 'equipment',
        response: [],
      },
    ],
  })

const devices: TestDevice[] = [
  { id: 'smoke-1806', zh: '感烟 YG-T2-1806', en: 'Smoke YG-T2-1806', type: 'smoke', building: 't2', floor: 18 },
  { id: 'smoke-1901', zh: '感烟 YG-T2-1901', en: 'Smoke YG-T2-1901', type: 'smoke', building: 't2', floor: 19 },
  { id: 'tm-4', zh: '变压器 TM-4', en: 'Transformer TM-4', type: 'transformer', building: 'mall', floor: -1 },
  { id: 'tm-9', zh: '变压器 TM-9', en: 'Transformer TM-9', type: 'transformer' },
]

export const makePerson = (): Person =>
  PersonSchema.parse({
    id: 'sun-hao',
    name: { zh: '孙浩', en: 'Sun Hao' },
    post: 'security',
    skills: ['fire'],
    team: { zh: '甲班', en: 'Team A' },
    handsetId: 'handset-1',
    phone: '13800000000',
    base: { lngLat: [113.941, 22.531] },
  })

export function makeRegistryParts(): RegistryParts {
  const deviceTypes = [smokeType(), meterType()]
  const geometry = makeGeometry()
  return {
    geometry,
    deviceTypes,
    devices: makeDeviceTable(devices, deviceTypes, geometry),
    people: [makePerson()],
    materials: [],
    plans: [],
  }
}

/** A change of the device table after which it is as it was. */
export function makeTableDelta(changes: number): DeviceTableDelta {
  const { typeIds, pointCount } = makeRegistryParts().devices
  const none = new Uint32Array(0)
  return {
    changes,
    revision: changes,
    typeIds,
    pointCount,
    upgrading: [],
    moved: none,
    movedTo: none,
    rows: none,
    ids: [],
    namesZh: [],
    namesEn: [],
    types: none,
    lngLats: new Float64Array(0),
    buildings: new Int32Array(0),
    floors: new Int32Array(0),
    firstPoints: none,
    deviceTypes: [],
  }
}

/** Devices without tags, groups and organisation. */
export function noLabels(devices: number): DeviceLabels {
  const none = { values: [], starts: new Uint32Array(devices + 1), of: new Uint32Array(0) }
  return { revision: 1, tags: none, groups: none, organisations: none }
}

export const makeRegistry = (): Registry => createRegistry(makeRegistryParts())

export const makeSession = (role: keyof typeof rightsByRole = 'dispatcher'): Session => ({
  needsFirstAdministrator: false,
  isDemo: true,
  demoAccounts: [],
  account: {
    id: AccountId.parse('zhou'),
    name: 'zhoumin',
    displayName: '周敏',
    role,
    isDisabled: false,
    isDemo: true,
    mustChangePassword: false,
    passwordChangedAtMs: 0,
  },
  rights: [...rightsByRole[role]],
})

export const makeSeat = (partial: Partial<SeatState> = {}): SeatState =>
  SeatStateSchema.parse({
    seatId: 'seat-1',
    role: 'leader',
    roleSinceMs: 0,
    isDriving: true,
    isMinority: false,
    peers: [],
    districtName: { zh: '澄湖城区', en: 'Chenghu District' },
    timeZone: 'Asia/Shanghai',
    isDemo: true,
    links: [
      { id: 'site', protocol: 'mqtt', address: '127.0.0.1:1883', state: 'up', sinceMs: 0, messages: 1, refused: 0 },
    ],
    samplesPerS: 18_460,
    journalPosition: 4_182_907,
    pendingEntries: 0,
    pendingSubjects: [],
    openConflicts: 0,
    openGaps: 0,
    backup: { state: 'none' },
    refusedMessages: 3,
    devices: { total: 20_000, online: 19_800, abnormal: 40, offline: 100, unknown: 60 },
    storage: { state: 'good', databaseBytes: 1_000_000 },
    nowMs: Date.now(),
    ...partial,
  })

const merger = { kind: 'system', id: 'merge' } as const

/** Sun Hao, sent to a place by each of two seats, unless the test says otherwise. */
export const makeConflict = (partial: Partial<z.input<typeof ConflictSchema>> = {}): Conflict =>
  ConflictSchema.parse({
    id: `conflict-${String(++made).padStart(5, '0')}`,
    kind: 'personTwice',
    found: { by: merger, atMs: 1_000_000 },
    personId: 'sun-hao',
    sides: [
      makeSide({ seatId: 'seat-1', by: { kind: 'account', id: 'zhou', name: '周敏' }, subject: 'task t-1' }),
      makeSide({ seatId: 'seat-2', by: { kind: 'account', id: 'li', name: '李伟' }, subject: 'task t-2' }),
    ],
    ...partial,
  })

export const makeSide = (partial: Partial<z.input<typeof ConflictSide>> = {}) => ({
  seatId: 'seat-1',
  entryId: `entry-${String(++made).padStart(5, '0')}`,
  subject: 'task t-1',
  by: { kind: 'account' as const, id: 'zhou', name: '周敏' },
  atMs: 900_000,
  ...partial,
})

export const makeGap = (partial: Partial<z.input<typeof GapSchema>> = {}): Gap =>
  GapSchema.parse({
    id: `gap-${String(++made).padStart(5, '0')}`,
    linkId: 'site',
    fromMs: 900_000,
    cause: 'link',
    state: 'open',
    found: { by: merger, atMs: 1_000_000 },
    filled: 0,
    ...partial,
  })

export const makeIncident = (partial: Partial<z.input<typeof IncidentSchema>> = {}): Incident =>
  IncidentSchema.parse({
    id: `incident-${String(++made).padStart(5, '0')}`,
    number: 'SJ-20261122-1427',
    type: 'fire',
    grade: 'general',
    state: 'open',
    title: { zh: '澄湖中心 T2 · 18F 火警', en: 'Fire alarm, 18F, Chenghu Centre T2' },
    place: { lngLat: [113.941, 22.531], plotId: 'p1', buildingId: 't2', floor: 18 },
    opened: { by: { kind: 'account', id: 'zhou', name: '周敏' }, atMs: 900_000 },
    graded: { by: { kind: 'account', id: 'zhou', name: '周敏' }, atMs: 900_000 },
    alarmIds: [],
    ...partial,
  })
