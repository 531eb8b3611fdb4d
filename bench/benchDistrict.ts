import { DeviceType, DistrictDocument, type RuleDraft } from '../domain/contract'
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

/** A sensor with limits on every property, and an alarm of each kind; the load stays within them, so that all are judged and alarms are rare. */
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
    alarm('stuffing', {
      kind: 'rate',
      property: 'co2',
      direction: 'rise',
      limit: 1_000_000_000,
      deadband: 1,
      windowMs: 60_000,
    }),
    alarm('apart', {
      kind: 'deviation',
      property: 'temperature',
      from: { property: 'humidity' },
      limit: 5_000,
      deadband: 1,
    }),
    alarm('silent', { kind: 'stale', property: 'level', afterMs: 3_600_000 }),
    alarm('both', { kind: 'expression', expression: 'temperature > 1000.0 && humidity > 90.0' }),
  ],
})

/** A button whose alarm is raised by the sample itself, without a delay: how long that takes is how long the core takes. */
export const probeType = DeviceType.parse({
  id: 'bench-probe',
  version: 1,
  systemKey: 'bench.probe',
  name: name('probe'),
  symbol: 'air-sensor',
  properties: [{ id: 'isOpen', name: name('isOpen'), type: 'bool', access: 'read', reportPeriodMs: 60_000 }],
  events: [],
  services: [],
  alarms: [
    {
      ...alarm('pressed', { kind: 'equals', property: 'isOpen', value: 1 }),
      priority: 'urgent',
      onDelayMs: 0,
      offDelayMs: 0,
    },
  ],
})
export const probeId = (nth: number): string => `probe-${nth}`

const ruleOf = (id: string, property: string, conditions: RuleDraft['conditions']): RuleDraft => ({
  id,
  name: name(id),
  areas: { plotIds: [], buildingIds: [] },
  triggers: [{ kind: 'sample', devices: { systemKeys: [benchType.systemKey] }, property }],
  inputs: [],
  conditions,
  actions: [{ kind: 'message', posts: ['security'], text: name(id) }],
  limit: { times: 1, withinMs: 60_000, of: 'device' },
})

/** Rules that look at every sensor: one that the value alone rules out, one that needs its expression, one that must hold for a time. The load sets none of them off. */
export const benchRules: readonly RuleDraft[] = [
  ruleOf('bench-hot', 'temperature', [{ kind: 'expression', source: 'value > 1000000.0 && hour < 25' }]),
  ruleOf('bench-both', 'humidity', [{ kind: 'expression', source: 'humidity * 2.0 > power + 1000000.0' }]),
  ruleOf('bench-long', 'power', [
    { kind: 'expression', source: 'value > 1000000.0' },
    { kind: 'held', forMs: 60_000 },
  ]),
]

/** The given district with the sensors, or one of nothing but sensors; and probes, where alarms are to be raised. */
export function makeBenchDistrict(base?: DistrictDocument, count = loadDevices, probes = 0): DistrictDocument {
  const place = (i: number) => ({
    lngLat: [113.94 + (i % 100) / 10_000, 22.53 + (Math.floor(i / 100) % 100) / 10_000],
  })
  const device = (id: string, typeId: string, i: number) => ({ id, typeId, name: name(id), place: place(i) })
  const devices = [
    ...Array.from({ length: count }, (_, i) => device(`d${i}`, loadProductKey, i)),
    ...Array.from({ length: probes }, (_, i) => device(probeId(i), probeType.id, i)),
  ]
  const bare = {
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
    deviceTypes: [],
    devices: [],
    people: [],
    materials: [],
    plans: [],
    graphics: [],
    organisations: [],
    groups: [],
    grants: [],
  } satisfies Record<keyof DistrictDocument, unknown>
  const all = base ?? DistrictDocument.parse(bare)
  return DistrictDocument.parse({
    ...all,
    deviceTypes: [...all.deviceTypes, benchType, ...(probes > 0 ? [probeType] : [])],
    devices: [...all.devices, ...devices],
  })
}
