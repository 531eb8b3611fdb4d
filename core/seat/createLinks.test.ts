import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mqtt from 'mqtt'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hasMosquitto, startMosquitto } from '../../tests/support/mosquitto'
import { smallDistrict } from '../../tests/support/smallDistrict'
import { createCore } from './createCore'

let dataDir: string
const mappings = [
  {
    topicFilter: 'smoke/+',
    productKey: 'SMOKE',
    deviceName: '{2}',
    properties: { smoke_density: { path: 'measured.obscuration', scale: 100 } },
  },
]

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'chengtai-links-'))
  await writeFile(join(dataDir, 'district.json'), JSON.stringify(smallDistrict))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const start = (url: string) =>
  createCore({
    dataDir,
    seatName: 'test',
    version: '0.0.0',
    isDemo: false,
    districtFile: join(dataDir, 'district.json'),
    broker: { kind: 'external', url, username: '', password: '', mappingsFile: join(dataDir, 'mappings.json') },
    log: pino({ level: 'silent' }),
  })

describe('mappings of plain JSON', () => {
  it('let devices of another dialect speak over a broker of the site', async (context) => {
    context.skip(!hasMosquitto, 'no Mosquitto on this machine')
    await writeFile(join(dataDir, 'mappings.json'), JSON.stringify(mappings))
    const broker = await startMosquitto()
    const core = await start(broker.url)
    try {
      await expect.poll(() => core.seatState().links[0]?.state, { timeout: 10_000 }).toBe('up')
      const device = await mqtt.connectAsync(broker.url)
      await device.publishAsync('smoke/YG-T2-1806', JSON.stringify({ measured: { obscuration: 0.058 } }), { qos: 1 })
      // 5.8 %/m after scaling: over the limit of 3.5, so the device is abnormal.
      await expect.poll(() => core.seatState().devices.abnormal, { timeout: 10_000 }).toBe(1)
      await device.endAsync()
    } finally {
      await core.stop()
      await broker.stop()
    }
  })

  it('stop the start when they are not sound, and say why', async () => {
    await writeFile(join(dataDir, 'mappings.json'), JSON.stringify([{ ...mappings[0], topicFilter: 'a/#/b' }]))
    await expect(start('mqtt://127.0.0.1:1')).rejects.toMatchObject({ code: 'badRequest' })
  })
})
