import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mqtt, { type MqttClient } from 'mqtt'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemPacks } from '../../domain/packs'
import { smallDistrict } from '../../tests/support/smallDistrict'
import { createCore } from '../seat/createCore'
import type { Core } from '../seat/CoreOptions'

let dataDir: string
let core: Core
let site: MqttClient

const panel = systemPacks.find(({ systemKey }) => systemKey === 'fire.alarm_remote_monitoring')
const lift = systemPacks.find(({ systemKey }) => systemKey === 'building_equipment.elevator_monitoring')

/** The small district with the fire panel and a lift of the packs in one of its buildings. */
function district() {
  const small = smallDistrict
  const building = small.geometry.buildings[0]
  if (!building || !panel || !lift) throw new Error('a building, a panel and a lift are needed')
  const place = { lngLat: building.footprint[0], buildingId: building.id, floor: 1 }
  const name = { zh: '试验', en: 'Test' }
  return {
    ...small,
    deviceTypes: [...small.deviceTypes, panel, lift],
    devices: [
      ...small.devices,
      { id: 'PANEL-1', typeId: panel.id, name, place },
      { id: 'LIFT-1', typeId: lift.id, name, place },
    ],
  }
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'chengtai-rules-'))
  await writeFile(join(dataDir, 'district.json'), JSON.stringify(district()))
  core = await createCore({
    dataDir,
    seatName: 'test',
    version: '0.0.0',
    isDemo: true,
    districtFile: join(dataDir, 'district.json'),
    broker: { kind: 'embedded', port: 0, username: 'site', password: 'secret' },
    log: pino({ level: 'silent' }),
  })
  site = await mqtt.connectAsync(core.brokerUrl ?? '', { username: 'site', password: 'secret' })
})
afterEach(async () => {
  await site.endAsync()
  await core.stop()
  await rm(dataDir, { recursive: true })
})

// req: R-4.2.9.2-34
it('brings the lifts of the building to the ground floor when the panel tells of a fire: over a real broker, without anybody', async () => {
  const asked = new Promise<string>((resolve) => site.on('message', (topic) => resolve(topic)))
  await site.subscribeAsync('/sys/LIFT/LIFT-1/thing/service/#')
  const state = panel?.properties
    .find(({ id }) => id === 'state')
    ?.values?.find(({ name }) => name.en === 'Fire alarm')?.value
  const topic = `/sys/${panel?.id}/PANEL-1/thing/event/property/post`
  const message = {
    id: '1',
    version: '1.0',
    params: { state: { value: state, time: Date.now() } },
    method: 'thing.event.property.post',
  }
  await site.publishAsync(topic, JSON.stringify(message), { qos: 1 })
  expect(await asked).toContain('recall_to_ground')
})
