import type { CommandAnswer, DeviceSlot, SiteDirectory, SiteEvent, SiteSink } from '../../connectors/site'
import { DeviceId, DeviceType, type Refusal } from '../../domain/contract'

const named = (text: string) => ({ zh: text, en: text })
const alarmOff = { zh: '告警', en: 'alarm' }

/** A pump room as its server tells of it: a pressure, a switch, a method, an alarm. */
const pumpType = DeviceType.parse({
  id: 'PUMP',
  version: 1,
  systemKey: 'fire.hydrant_monitoring',
  name: named('消防泵'),
  symbol: 'hydrant',
  properties: [
    { id: 'pressure', name: named('压力'), type: 'number', unit: 'kPa', access: 'read', reportPeriodMs: 1_000 },
  ],
  events: ['smoke', 'smokeGone', 'flood', 'floodGone'].map((id) => ({ id, name: alarmOff })),
  services: [
    {
      id: 'start',
      name: named('启动'),
      commandClass: 1,
      timeoutMs: 3_000,
      input: [{ id: 'on', name: named('开'), type: 'bool' }],
    },
    {
      id: 'boost',
      name: named('增压'),
      commandClass: 1,
      timeoutMs: 3_000,
      input: [{ id: 'bar', name: named('增压'), type: 'number', unit: 'bar' }],
    },
  ],
  alarms: [],
})
const [pressure] = pumpType.properties
if (!pressure) throw new Error('the pump has no pressure')

export const pumpSlot: DeviceSlot = {
  index: 0,
  id: DeviceId.parse('PUMP-1'),
  type: pumpType,
  properties: new Map([['pressure', { point: 0, property: pressure }]]),
  events: new Map(pumpType.events.map((event) => [event.id, event])),
  services: new Map(pumpType.services.map((service) => [service.id, service])),
}

export const pumpDirectory: SiteDirectory = {
  findDevice: (productKey, deviceName) => (productKey === 'PUMP' && deviceName === 'PUMP-1' ? pumpSlot : undefined),
  hasType: (productKey) => productKey === 'PUMP',
}

/** A sink that keeps what it is given. */
export interface RecordingSink extends SiteSink {
  /** Signs of life. */
  heardCount: number
  samples: { point: number; value: number; atMs: number; quality: number }[]
  events: SiteEvent[]
  answers: CommandAnswer[]
  refusals: Refusal[]
}

export function createRecordingSink(): RecordingSink {
  const samples: RecordingSink['samples'] = []
  const events: SiteEvent[] = []
  const answers: CommandAnswer[] = []
  const refusals: Refusal[] = []
  const sink: RecordingSink = {
    heardCount: 0,
    samples,
    events,
    answers,
    refusals,
    sample: (point, value, atMs, quality) => void samples.push({ point, value, atMs, quality }),
    heard: () => void (sink.heardCount += 1),
    lost() {},
    event: (event) => void events.push(event),
    receipt() {},
    answer: (answer) => void answers.push(answer),
    refused: (refusal) => void refusals.push(refusal),
    numbered() {},
    whenStored: (done) => done(),
  }
  return sink
}
