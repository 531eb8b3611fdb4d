import { DeviceId, DeviceType } from '../../domain/contract'
import type { Refusal } from '../../domain/contract'
import type { CommandAnswer, DeviceSlot, HandsetReceipt, SiteDirectory, SiteEvent, SiteSink } from '../site'

/** Test support: a small site, and a sink that keeps what it is given. */

const text = (name: string) => ({ zh: name, en: name })
const read = { access: 'read', reportPeriodMs: 1_000 } as const

export const hydrantType = DeviceType.parse({
  id: 'hydrant',
  version: 1,
  systemKey: 'fire.hydrant',
  name: text('hydrant'),
  symbol: 'fire-hydrant',
  properties: [
    { id: 'pressure', name: text('pressure'), type: 'number', unit: 'kPa', min: 0, max: 1_600, ...read },
    { id: 'isOpen', name: text('open'), type: 'bool', ...read },
    {
      id: 'mode',
      name: text('mode'),
      type: 'enum',
      values: [
        { value: 0, name: text('off') },
        { value: 2, name: text('on') },
      ],
      ...read,
    },
  ],
  events: [{ id: 'tilted', name: text('tilted') }],
  services: [{ id: 'flush', name: text('flush'), commandClass: 1, timeoutMs: 5_000, input: [] }],
  alarms: [],
})

export const handsetType = DeviceType.parse({
  id: 'handset',
  version: 1,
  systemKey: 'staff.handset',
  name: text('handset'),
  symbol: 'guard',
  properties: [{ id: 'battery', name: text('battery'), type: 'number', unit: '%', min: 0, max: 100, ...read }],
  events: [{ id: 'receipt', name: text('receipt') }],
  services: ['task', 'message', 'recall'].map((id) => ({
    id,
    name: text(id),
    commandClass: 0,
    timeoutMs: 5_000,
    input: [],
  })),
  alarms: [],
})

/** Devices `h0`, `h1`, … are hydrants with three points each; `p0`, `p1`, … handsets. */
export function createTestDirectory(hydrants = 4, handsets = 2): SiteDirectory & { slot(name: string): DeviceSlot } {
  const slots = new Map<string, DeviceSlot>()
  let points = 0
  const add = (type: DeviceType, id: string) => {
    slots.set(`${type.id}/${id}`, {
      index: slots.size,
      id: DeviceId.parse(id),
      type,
      properties: new Map(type.properties.map((property) => [property.id, { point: points++, property }])),
      events: new Map(type.events.map((event) => [event.id, event])),
      services: new Map(type.services.map((service) => [service.id, service])),
    })
  }
  for (let at = 0; at < hydrants; at += 1) add(hydrantType, `h${at}`)
  for (let at = 0; at < handsets; at += 1) add(handsetType, `p${at}`)
  return {
    findDevice: (productKey, deviceName) => slots.get(`${productKey}/${deviceName}`),
    hasType: (productKey) => productKey === hydrantType.id || productKey === handsetType.id,
    slot(name) {
      const slot = slots.get(name)
      if (!slot) throw new Error(`no device ${name}`)
      return slot
    },
  }
}

export interface RecordingSink extends SiteSink {
  readonly samples: { point: number; value: number; sourceAtMs: number; quality: number }[]
  readonly events: SiteEvent[]
  readonly receipts: HandsetReceipt[]
  readonly answers: CommandAnswer[]
  readonly refusals: Refusal[]
  readonly heardOf: number[]
  readonly lostOf: number[]
  readonly numbers: { deviceIndex: number; seq: number; sourceAtMs: number }[]
}

/** @param whenStored stores at once unless given */
export function createRecordingSink(whenStored: SiteSink['whenStored'] = (done) => done()): RecordingSink {
  const sink: RecordingSink = {
    samples: [],
    events: [],
    receipts: [],
    answers: [],
    refusals: [],
    heardOf: [],
    lostOf: [],
    numbers: [],
    sample: (point, value, sourceAtMs, quality) => void sink.samples.push({ point, value, sourceAtMs, quality }),
    heard: (deviceIndex) => void sink.heardOf.push(deviceIndex),
    lost: (deviceIndex) => void sink.lostOf.push(deviceIndex),
    event: (event) => void sink.events.push(event),
    receipt: (receipt) => void sink.receipts.push(receipt),
    answer: (answer) => void sink.answers.push(answer),
    refused: (refusal) => void sink.refusals.push(refusal),
    numbered: (deviceIndex, seq, sourceAtMs) => void sink.numbers.push({ deviceIndex, seq, sourceAtMs }),
    whenStored,
  }
  return sink
}
