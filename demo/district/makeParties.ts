import type { Device, DistrictGrant, DistrictGroup, DistrictOrganisation } from '../../domain/contract'

interface Named {
  id: string
  zh: string
  en: string
  parentId?: string
  /** Types of devices that are theirs. */
  types?: readonly string[]
  /** Demo accounts that work there. */
  memberNames?: string[]
}

/** The property company with its departments, and those who work in the district by contract. */
const organisationPlans: readonly Named[] = [
  { id: 'property', zh: '澄湖物业服务', en: 'Chenghu Property Services' },
  { id: 'engineering', zh: '工程部', en: 'Engineering', parentId: 'property', memberNames: ['wangjianguo'] },
  {
    id: 'power',
    zh: '强电班',
    en: 'Power team',
    parentId: 'engineering',
    types: [
      'TRANSFORMER',
      'GENERATOR',
      'LIGHTING',
      'LAMP_POLE',
      'POWER_METER',
      'METER_GATEWAY',
      'UPS',
      'LIGHTING_GATEWAY',
      'DIMMER',
      'PRESENCE_SENSOR',
      'DRY_CONTACT',
      'LIGHTING_PANEL',
    ],
  },
  {
    id: 'climate',
    zh: '暖通班',
    en: 'Heating and air team',
    parentId: 'engineering',
    types: ['CHILLER', 'AIR_HANDLER', 'FAN', 'SMOKE_FAN', 'ROW_COOLER'],
  },
  {
    id: 'water',
    zh: '给排水班',
    en: 'Water team',
    parentId: 'engineering',
    types: ['WATER_PUMP', 'SEWAGE_PUMP', 'WATER_TANK', 'WATER_METER', 'WATER_PRESSURE', 'WATER_LEVEL', 'HYDRANT'],
  },
  {
    id: 'network',
    zh: '弱电网络班',
    en: 'Network team',
    parentId: 'engineering',
    types: ['CABLE_LINK', 'NETWORK_SWITCH', 'WIFI_AP', 'SERVER_ROOM', 'NAV_BEACON', 'NETWORK_GUARD', 'RADIO_REPEATER'],
  },
  {
    id: 'security',
    zh: '安保部',
    en: 'Security',
    parentId: 'property',
    types: [
      'CAMERA',
      'VIDEO_AI',
      'THROWING_CAMERA',
      'ALARM_BUTTON',
      'PATROL_ROBOT',
      'AR_GLASSES',
      'DRONE',
      'RADIO',
      'DOOR',
      'HANDSET',
      'ROAD_MONITOR',
    ],
  },
  {
    id: 'fireStation',
    zh: '微型消防站',
    en: 'Micro fire station',
    parentId: 'security',
    types: [
      'FIRE_PANEL',
      'SMOKE_DETECTOR',
      'MANUAL_CALL_POINT',
      'FIRE_BROADCAST',
      'FIRE_DOOR',
      'EXTINGUISHER',
      'AED_CABINET',
      'GAS_EXTINGUISHING',
    ],
  },
  {
    id: 'customerService',
    zh: '客服部',
    en: 'Customer service',
    parentId: 'property',
    types: ['INTERCOM', 'GUIDE_KIOSK', 'GUIDE_ROBOT', 'PARCEL_LOCKER', 'DELIVERY_ROBOT', 'FLOW_COUNTER'],
  },
  {
    id: 'environment',
    zh: '环境部',
    en: 'Cleaning and greening',
    parentId: 'property',
    types: ['REFUSE_ROOM', 'BIN_CAMERA', 'CLEANING_ROBOT', 'AIR_STATION', 'MIST_SPRAY', 'SOIL_IRRIGATION'],
  },
  { id: 'contractors', zh: '外委单位', en: 'Contractors' },
  {
    id: 'liftContractor',
    zh: '安驰电梯维保',
    en: 'Anchi Lift Service',
    parentId: 'contractors',
    types: ['LIFT', 'LIFT_CONTROL', 'LIFT_INTERCOM', 'ESCALATOR'],
    memberNames: ['luowei'],
  },
  { id: 'fireContractor', zh: '恒安消防维保', en: 'Heng’an Fire Service', parentId: 'contractors' },
  {
    id: 'parkingOperator',
    zh: '畅泊停车运营',
    en: 'Changbo Parking',
    parentId: 'contractors',
    types: ['PARKING_GATE', 'PARKING_TERMINAL', 'EV_CHARGER'],
  },
  {
    id: 'radioOperator',
    zh: '通信运营商',
    en: 'Radio network operator',
    parentId: 'contractors',
    types: ['NR_MACRO', 'NR_MICRO', 'NR_INDOOR'],
  },
  { id: 'busOperator', zh: '公交运营公司', en: 'Bus company', parentId: 'contractors', types: ['BUS', 'SHUTTLE'] },
]

interface GroupPlan extends Named {
  note?: string
  has?: (device: Device) => boolean
}

const isUnderground = ({ place }: Device): boolean => place.floor !== undefined && place.floor < 0

/** What people put together across departments. */
const groupPlans: readonly GroupPlan[] = [
  { id: 'fireGear', zh: '消防设备', en: 'Fire equipment', note: '年检与维保按此分组' },
  {
    id: 'fireAlarm',
    zh: '火灾报警',
    en: 'Fire alarm',
    parentId: 'fireGear',
    types: ['FIRE_PANEL', 'MANUAL_CALL_POINT', 'SMOKE_DETECTOR'],
  },
  { id: 'sprinklerEnds', zh: '喷淋末端', en: 'Sprinkler ends', parentId: 'fireGear', types: ['WATER_PRESSURE'] },
  {
    id: 'hydrants',
    zh: '消火栓与水箱',
    en: 'Hydrants and tanks',
    parentId: 'fireGear',
    types: ['HYDRANT', 'WATER_LEVEL'],
  },
  {
    id: 'smokeControl',
    zh: '防排烟与防火门',
    en: 'Smoke control and fire doors',
    parentId: 'fireGear',
    types: ['SMOKE_FAN', 'FIRE_DOOR'],
  },
  { id: 'extinguishers', zh: '灭火器', en: 'Extinguishers', parentId: 'fireGear', types: ['EXTINGUISHER'] },
  { id: 'nightRound', zh: '夜间巡查重点', en: 'Night round' },
  {
    id: 'nightGarage',
    zh: '地下车库',
    en: 'Garages',
    parentId: 'nightRound',
    has: (device) => ['CAMERA', 'EV_CHARGER'].includes(device.typeId) && isUnderground(device),
  },
  {
    id: 'nightPlant',
    zh: '设备机房',
    en: 'Plant rooms',
    parentId: 'nightRound',
    types: ['TRANSFORMER', 'GENERATOR', 'SERVER_ROOM', 'CHILLER'],
  },
  { id: 'floodWatch', zh: '防汛重点', en: 'Flood watch', types: ['WATER_PUMP'] },
  { id: 'inspectedPlant', zh: '特种设备', en: 'Plant under statutory inspection', types: ['LIFT'] },
  { id: 't2Trial', zh: 'T2 试点楼', en: 'T2 trial building', has: ({ place }) => place.buildingId === 'T2' },
]

const named = ({ id, zh, en, parentId }: Named) => ({
  id,
  name: { zh, en },
  ...(parentId !== undefined && { parentId }),
})

export const organisations: readonly DistrictOrganisation[] = organisationPlans.map((plan) => ({
  ...named(plan),
  ...(plan.memberNames && { memberNames: plan.memberNames }),
}))

export const groups: readonly DistrictGroup[] = groupPlans.map((plan) => ({
  ...named(plan),
  ...(plan.note !== undefined && { note: plan.note }),
}))

/** What is theirs to do with devices of others. */
export const grants: readonly DistrictGrant[] = [
  {
    id: 'fireContractor-fireGear',
    to: { kind: 'organisation', id: 'fireContractor' },
    over: { groupIds: ['fireGear'] },
    may: ['command'],
    note: '维保合同：消防设备测试与复位',
  },
  {
    id: 'liftContractor-cameras',
    to: { kind: 'organisation', id: 'liftContractor' },
    over: { systemKeys: ['security.video_ai'], organisationIds: ['security'] },
    may: ['view'],
    note: '轿厢视频分析，只看不控',
  },
]

/** Devices with whom they belong to and what they are put together with; a group is named where nothing below it is. */
export function assignParties(devices: readonly Device[]): Device[] {
  const owners = new Map(organisationPlans.flatMap(({ id, types = [] }) => types.map((type) => [type, id])))
  return devices.map((device) => {
    const organisationId = owners.get(device.typeId)
    const groupIds = groupPlans
      .filter(({ types, has }) => types?.includes(device.typeId) === true || has?.(device) === true)
      .map(({ id }) => id)
    return {
      ...device,
      ...(organisationId !== undefined && { organisationId }),
      ...(groupIds.length > 0 && { groupIds }),
    }
  })
}
