import { DeviceType, type DistrictDocument } from '../domain/contract'
import { loadDevices, loadProductKey, loadProperties } from './roles/reports'

const name = (text: string) => ({ zh: text, en: text })
const alarm = (id: string, condition: object) => ({
  id,
  name: name(id),
  priority: 'important',
  isLifeSafety: false,
  condition,
  onDelayMs: 2_000,
  offDelayMs: 2_000,
  incidentType: 'equipment',
  response: [],
})

/** A sensor with limits on every property; the load stays within them, so that rules are evaluated and alarms are rare. */
export const benchType = DeviceType.parse({
  id: loadProductKey,
  version: 1,
  systemKey: 'bench.sensor',
  name: name('sensor'),
  symbol: 'air-sensor',
  properties: loadProperties.map((id) => ({
    id,
    name: name(id),
    type: id === 'isOpen' ? 'bool' : 'number',
    min: -10_000,
    max: 10_000,
    access: 'read',
    reportPeriodMs: 60_000,
  })),
  events: [],
  services: [],
  alarms: [
    alarm('hot', { kind: 'above', property: 'temperature', limit: 1_000, deadband: 1 }),
    alarm('cold', { kind: 'below', property: 'temperature', limit: -1_000, deadband: 1 }),
    alarm('humid', { kind: 'above', property: 'humidity', limit: 95, deadband: 1 }),
    alarm('stuffy', { kind: 'above', property: 'co2', limit: 5_000, deadband: 50 }),
    alarm('overload', { kind: 'above', property: 'power', limit: 500, deadband: 5 }),
    alarm('opened', { kind: 'equals', property: 'isOpen', value: 1 }),
  ],
})

/** A district of nothing but sensors. */
export function makeBenchDistrict(): unknown {
  const devices = Array.from({ length: loadDevices }, (_, i) => ({
    id: `d${i}`,
    typeId: loadProductKey,
    name: name(`d${i}`),
    place: { lngLat: [113.94 + (i % 100) / 10_000, 22.53 + Math.floor(i / 100) / 10_000] },
  }))
  return {
    version: 1,
    geometry: {
      id: 'bench',
      name: name('bench'),
      timeZone: 'Asia/Shanghai',
      centre: [113.94, 22.53],
      plots: [],
      buildings: [],
      roads: [],
      areas: [],
      gates: [],
    },
    deviceTypes: [benchType],
    devices,
    people: [],
    materials: [],
    plans: [],
  } satisfies Record<keyof DistrictDocument, unknown>
}
