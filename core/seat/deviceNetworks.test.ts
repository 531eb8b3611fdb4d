import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mqtt, { type MqttClient } from 'mqtt'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, DeviceId, deviceStateCodes, DistrictDocument } from '../../domain/contract'
import { systemPacks } from '../../domain/packs'
import { openWindow } from '../../tests/support/openWindow'
import { smallDistrict } from '../../tests/support/smallDistrict'
import { createCore } from './createCore'
import type { Core } from './CoreOptions'

// Devices of the packs over the networks that the white paper names for them: what is kept of their network, and that their signal and state are heard over a real broker.

const within = { timeout: 15_000 }
const cases = [
  ['WATER_PRESSURE', ['nbIot', '4g', '5g'], 'signal'],
  ['WATER_LEVEL', ['nbIot', '4g', '5g'], 'signal'],
  ['HYDRANT', ['nbIot', '4g', '5g'], 'signal'],
  ['EXTINGUISHER', ['nbIot', '4g', '5g'], 'signal'],
  ['SMOKE_DETECTOR', ['nbIot', '4g', '5g'], 'signal'],
  ['RADIO', ['4g', '5g', 'wifi'], 'signal'],
  ['CLEANING_ROBOT', ['4g', '5g', 'wifi'], 'link_signal'],
  ['DELIVERY_ROBOT', ['4g', '5g', 'wifi'], 'signal'],
  ['GUIDE_KIOSK', ['4g', '5g', 'wifi', 'wired'], 'signal'],
] as const
const all = cases.flatMap(([typeId, networks, signal]) =>
  networks.map((network, at) => ({
    id: DeviceId.parse(`${typeId}-${network}`),
    typeId,
    network,
    signal,
    says: -60 - at,
  })),
)
const district = DistrictDocument.parse({
  ...smallDistrict,
  deviceTypes: [
    ...smallDistrict.deviceTypes,
    ...systemPacks.filter(({ id }) => cases.some(([typeId]) => typeId === id)),
  ],
  devices: [
    ...smallDistrict.devices,
    ...all.map(({ id, typeId, network }) => ({
      id,
      typeId,
      name: { zh: id, en: id },
      place: smallDistrict.devices[0]?.place,
      network,
    })),
  ],
})

let dataDir: string
let core: Core
let site: MqttClient
let client: Client
let close: () => void

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'chengtai-networks-'))
  await writeFile(join(dataDir, 'district.json'), JSON.stringify(district))
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
  const window = openWindow(core)
  client = window.client
  close = window.close
  await client.call('session.signIn', { name: 'zhoumin', password: 'Chenghu-2026' })
}, 60_000)
afterAll(async () => {
  close()
  await site.endAsync(true)
  await core.stop()
  await rm(dataDir, { recursive: true, force: true })
})

// req: R-4.2.8.2-07 R-4.2.8.2-12 R-4.2.8.2-17 R-4.2.8.2-23 R-4.2.8.2-27 R-4.2.7.2-43 R-4.2.3.5-04 R-4.2.4.4-09 R-4.2.11.2-26
it('keeps the network of each device, hears its signal, and shows it online', async () => {
  const states = new Map<number, number>()
  const stop = client.on('devices.stateChanged', { rateHz: 20 }, ({ devices, states: bytes }) => {
    devices.forEach((index, at) => states.set(index, bytes[at] ?? 0))
  })
  const heard = new Map<number, number>()
  const ids = all.map(({ id }) => id)
  const stopSamples = client.on('samples.changed', { devices: ids, rateHz: 20 }, ({ points, values }) => {
    points.forEach((point, at) => heard.set(point, values[at] ?? Number.NaN))
  })
  for (const { id, typeId, signal, says } of all)
    await site.publishAsync(
      `/sys/${typeId}/${id}/thing/event/property/post`,
      JSON.stringify({ id: '1', version: '1.0', time: Date.now(), params: { [signal]: says } }),
      { qos: 1 },
    )
  for (const { id, network } of all) {
    const kept = await client.call('registry.device', { deviceId: id })
    expect(kept.network, id).toBe(network)
  }
  const online = () => [...states.values()].filter((state) => state === deviceStateCodes.online).length
  await expect.poll(online, within).toBe(all.length)
  const told = () => [...heard.values()].filter((value) => value <= -60 && value > -70).length
  await expect.poll(told, within).toBe(all.length)
  stop()
  stopSamples()
})
