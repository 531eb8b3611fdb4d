import { expect, it } from 'vitest'
import type { DeviceEvent, DeviceService } from '../../domain/contract'
import { HistoryAnswers } from '../../connectors/mqtt/HistoryAnswers'
import { MessageIntake } from '../../connectors/mqtt/MessageIntake'
import type { DeviceSlot, HandsetReceipt, PropertySlot, SiteSink } from '../../connectors/site'
import { makeDistrict } from '../district/makeDistrict'
import { toAlink } from './createSiteLink'
import { Site } from './Site'
import { stories } from './stories/stories'

it('speaks so that the product’s own connector refuses nothing of it, through every story', () => {
  const district = makeDistrict({ seed: 1, devices: 6_000 })
  const byId = <T extends { id: string }>(items: readonly T[]) => new Map(items.map((item) => [item.id, item]))
  const types = byId(district.deviceTypes)
  const slots = new Map<string, DeviceSlot>()
  district.devices.forEach((device, index) => {
    const type = types.get(device.typeId)
    if (!type) return
    slots.set(`${type.id}/${device.id}`, {
      index,
      id: device.id,
      type,
      properties: new Map(
        type.properties.map((property, point): [string, PropertySlot] => [property.id, { point, property }]),
      ),
      events: byId<DeviceEvent>(type.events),
      services: byId<DeviceService>(type.services),
    })
  })

  const refused: string[] = []
  const answers: string[] = []
  const receipts: HandsetReceipt['state'][] = []
  let samples = 0
  let lost = 0
  const sink: SiteSink = {
    sample: () => (samples += 1),
    heard: () => {},
    lost: () => (lost += 1),
    event: () => {},
    receipt: ({ state }) => receipts.push(state),
    answer: ({ commandId, code }) => answers.push(`${commandId} ${code}`),
    refused: ({ topic, reason, detail }) => refused.push(`${topic} ${reason} ${detail}`),
    numbered: () => {},
    whenStored: (done) => done(),
  }
  let nowMs = Date.UTC(2026, 10, 22, 6, 26)
  const intake = new MessageIntake({
    linkId: 'site',
    directory: {
      findDevice: (productKey, deviceName) => slots.get(`${productKey}/${deviceName}`),
      hasType: (productKey) => types.has(productKey),
    },
    sink,
    mappings: [],
    history: new HistoryAnswers('test'),
    now: () => nowMs,
  })
  let sent = 0
  const site = new Site({
    district,
    seed: 1,
    startMs: nowMs,
    speed: 1,
    cues: stories.map(({ name }, i) => ({ atS: 5 + i, play: name })),
    emit: (message, atMs) => {
      nowMs = atMs
      sent += 1
      const { topic, body } = toAlink(message, `test-${sent}`, atMs)
      intake.take(topic, Buffer.from(JSON.stringify(body)), { qos: 0, isRetained: false, isRepeat: false })
    },
  })
  const startMs = nowMs
  site.advance(startMs + 10_000)
  const [lng, lat] = district.devices.find(({ id }) => id === 'XHS-3-12')?.place.lngLat ?? [0, 0]
  site.receive('HANDSET', 'HS-001', 'task', 't1', { taskId: 't1', lng, lat }, startMs + 10_000)
  site.receive('LIFT', 'DT-T2-1', 'recall_to_ground', 'cmd-1', {}, startMs + 10_000)
  site.advance(startMs + 240_000)

  expect(refused).toEqual([])
  expect(samples).toBeGreaterThan(100_000)
  expect(lost).toBeGreaterThan(4)
  expect(answers).toEqual(['cmd-1 200'])
  expect(receipts.slice(0, 2)).toEqual(['delivered', 'accepted'])
})
