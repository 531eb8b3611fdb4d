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
let core: Core | undefined
let site: MqttClient | undefined

const panel = systemPacks.find(({ systemKey }) => systemKey === 'fire.alarm_remote_monitoring')
const lift = systemPacks.find(({ systemKey }) => systemKey === 'building_equipment.elevator_monitoring')

/** The small district with the fire panel of the packs beside its lifts, which know what those of the packs know. */
function district() {
  const lifts = smallDistrict.devices.filter(({ typeId }) => typeId === 'LIFT')
  const services = lift?.services.filter(({ id }) => id === 'recall_to_ground') ?? []
  const place = lifts[0]?.place
  return {
    ...smallDistrict,
    deviceTypes: [
      ...smallDistrict.deviceTypes.map((type) =>
        type.id === 'LIFT' ? { ...type, services: [...type.services, ...services] } : type,
      ),
      panel,
    ],
    devices: [...smallDistrict.devices, { id: 'PANEL-1', typeId: panel?.id, name: { zh: '试验', en: 'Test' }, place }],
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
  await site?.endAsync()
  await core?.stop()
  await rm(dataDir, { recursive: true })
})

// req: R-4.1.1-01 R-4.2.9.2-34
it('brings the lifts of the building to the ground floor when the panel tells of a fire: over a real broker, without anybody', async () => {
  if (!site) throw new Error('no site')
  const link = site
  const asked = new Promise<string>((resolve) => link.on('message', (topic) => resolve(topic)))
  await link.subscribeAsync('/sys/LIFT/+/thing/service/+')
  const state = panel?.properties
    .find(({ id }) => id === 'state')
    ?.values?.find(({ name }) => name.en === 'Fire alarm')?.value
  const topic = `/sys/${panel?.id}/PANEL-1/thing/event/property/post`
  const message = { id: '1', version: '1.0', time: Date.now(), params: { state } }
  await link.publishAsync(topic, JSON.stringify(message), { qos: 1 })
  expect(await asked).toContain('recall_to_ground')
})
