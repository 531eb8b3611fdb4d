import type { BusinessType } from '../../domain/contract'
import type { FloorKind } from './floorSlots'

/** How many devices of a type stand in the buildings, on which floors, and which gateway they hang on. */
export interface IndoorRule {
  typeId: string
  /** In a district of 20,000 devices; numbers from 30 up shrink and grow with the whole. */
  count: number
  /** Start of the device's id. */
  prefix: string
  name: readonly [zh: string, en: string]
  floors: FloorKind
  by: 'size' | 'floor'
  in?: readonly BusinessType[]
  parent?: 'panel' | 'switch' | 'meterGateway'
}

const homes: BusinessType[] = ['residential', 'apartment']
const work: BusinessType[] = ['office', 'retail', 'hotel', 'public']

/** Gateways first: those behind them name them as parents. */
export const indoorRules: readonly IndoorRule[] = [
  { typeId: 'CABLE_LINK', count: 86, prefix: 'ZX', name: ['主干链路', 'Backbone link'], floors: 'ground', by: 'floor' },
  { typeId: 'NETWORK_SWITCH', count: 300, prefix: 'SW', name: ['交换机', 'Switch'], floors: 'above', by: 'floor' },
  {
    typeId: 'METER_GATEWAY',
    count: 212,
    prefix: 'WG',
    name: ['抄表网关', 'Metering gateway'],
    floors: 'above',
    by: 'floor',
  },
  {
    typeId: 'SERVER_ROOM',
    count: 6,
    prefix: 'JF',
    name: ['机房', 'Server room'],
    floors: 'basement',
    by: 'size',
    in: ['office', 'public'],
  },
  {
    typeId: 'MANUAL_CALL_POINT',
    count: 400,
    prefix: 'SB',
    name: ['手动报警', 'Call point'],
    floors: 'above',
    by: 'floor',
    parent: 'panel',
  },
  {
    typeId: 'FIRE_DOOR',
    count: 400,
    prefix: 'FM',
    name: ['防火门', 'Fire door'],
    floors: 'above',
    by: 'floor',
    parent: 'panel',
  },
  {
    typeId: 'FIRE_BROADCAST',
    count: 400,
    prefix: 'GB',
    name: ['应急广播', 'Broadcast'],
    floors: 'above',
    by: 'floor',
    parent: 'panel',
  },
  {
    typeId: 'SMOKE_FAN',
    count: 220,
    prefix: 'SF',
    name: ['消防风机', 'Smoke-control fan'],
    floors: 'above',
    by: 'floor',
    parent: 'panel',
  },
  { typeId: 'HYDRANT', count: 292, prefix: 'XH', name: ['室内消火栓', 'Indoor hydrant'], floors: 'above', by: 'size' },
  {
    typeId: 'WATER_PRESSURE',
    count: 96,
    prefix: 'PL',
    name: ['喷淋末端', 'Sprinkler end'],
    floors: 'top',
    by: 'floor',
  },
  { typeId: 'WATER_LEVEL', count: 22, prefix: 'SX', name: ['消防水箱', 'Fire water tank'], floors: 'top', by: 'size' },
  { typeId: 'EXTINGUISHER', count: 2860, prefix: 'MH', name: ['灭火器', 'Extinguisher'], floors: 'all', by: 'size' },
  {
    typeId: 'CAMERA',
    count: 1200,
    prefix: 'CAM',
    name: ['摄像机', 'Camera'],
    floors: 'all',
    by: 'floor',
    parent: 'switch',
  },
  { typeId: 'DOOR', count: 1000, prefix: 'MJ', name: ['门禁', 'Door'], floors: 'all', by: 'floor' },
  {
    typeId: 'INTERCOM',
    count: 240,
    prefix: 'DJ',
    name: ['可视对讲', 'Intercom'],
    floors: 'lowerTwo',
    by: 'floor',
    in: homes,
  },
  {
    typeId: 'ALARM_BUTTON',
    count: 180,
    prefix: 'BJ',
    name: ['一键报警', 'Emergency button'],
    floors: 'lowerTwo',
    by: 'floor',
  },
  { typeId: 'FAN', count: 260, prefix: 'FJ', name: ['送排风机', 'Fan'], floors: 'basement', by: 'size' },
  { typeId: 'WATER_PUMP', count: 130, prefix: 'SBF', name: ['水泵', 'Pump'], floors: 'basement', by: 'floor' },
  {
    typeId: 'GENERATOR',
    count: 14,
    prefix: 'FD',
    name: ['发电机', 'Generator'],
    floors: 'basement',
    by: 'size',
    in: work,
  },
  {
    typeId: 'CHILLER',
    count: 36,
    prefix: 'CH',
    name: ['冷水机组', 'Chiller'],
    floors: 'basement',
    by: 'size',
    in: work,
  },
  {
    typeId: 'AIR_HANDLER',
    count: 240,
    prefix: 'KT',
    name: ['空调机组', 'Air handler'],
    floors: 'above',
    by: 'size',
    in: work,
  },
  {
    typeId: 'POWER_METER',
    count: 700,
    prefix: 'DB',
    name: ['电表', 'Electricity meter'],
    floors: 'above',
    by: 'size',
    parent: 'meterGateway',
  },
  {
    typeId: 'WATER_METER',
    count: 400,
    prefix: 'SBI',
    name: ['水表', 'Water meter'],
    floors: 'above',
    by: 'size',
    parent: 'meterGateway',
  },
  { typeId: 'LIGHTING', count: 1400, prefix: 'ZM', name: ['照明回路', 'Lighting circuit'], floors: 'all', by: 'floor' },
  {
    typeId: 'WIFI_AP',
    count: 500,
    prefix: 'AP',
    name: ['无线接入', 'Access point'],
    floors: 'above',
    by: 'size',
    in: work,
    parent: 'switch',
  },
  {
    typeId: 'NR_INDOOR',
    count: 120,
    prefix: 'SFN',
    name: ['5G 室分', '5G indoor unit'],
    floors: 'above',
    by: 'floor',
    parent: 'switch',
  },
  {
    typeId: 'FLOW_COUNTER',
    count: 48,
    prefix: 'KL',
    name: ['客流计', 'Passenger counter'],
    floors: 'lowerTwo',
    by: 'size',
    in: ['retail', 'public', 'office', 'hotel'],
    parent: 'switch',
  },
  {
    typeId: 'GUIDE_KIOSK',
    count: 40,
    prefix: 'YT',
    name: ['导购一体机', 'Kiosk'],
    floors: 'above',
    by: 'size',
    in: ['retail'],
  },
  {
    typeId: 'GUIDE_ROBOT',
    count: 12,
    prefix: 'DG',
    name: ['导购机器人', 'Guide robot'],
    floors: 'lowerTwo',
    by: 'size',
    in: ['retail'],
  },
  {
    typeId: 'PARKING_TERMINAL',
    count: 1040,
    prefix: 'CW',
    name: ['车位引导', 'Parking terminal'],
    floors: 'basement',
    by: 'size',
  },
  { typeId: 'NAV_BEACON', count: 240, prefix: 'XB', name: ['导航信标', 'Beacon'], floors: 'basement', by: 'size' },
  { typeId: 'EV_CHARGER', count: 310, prefix: 'CDZ', name: ['充电桩', 'Charger'], floors: 'basement', by: 'size' },
  {
    typeId: 'REFUSE_ROOM',
    count: 24,
    prefix: 'LJF',
    name: ['垃圾房', 'Refuse room'],
    floors: 'basement',
    by: 'size',
    in: ['retail', 'residential', 'apartment', 'hotel'],
  },
  { typeId: 'RADIO', count: 120, prefix: 'DJJ', name: ['对讲机', 'Radio'], floors: 'ground', by: 'floor' },
  {
    typeId: 'PARCEL_LOCKER',
    count: 48,
    prefix: 'KD',
    name: ['快递柜', 'Parcel locker'],
    floors: 'ground',
    by: 'floor',
    in: homes,
  },
]

/** What fills the district up to the asked number. */
export const fillingRule: IndoorRule = {
  typeId: 'SMOKE_DETECTOR',
  count: 0,
  prefix: 'YG',
  name: ['感烟', 'Smoke detector'],
  floors: 'above',
  by: 'size',
  parent: 'panel',
}
