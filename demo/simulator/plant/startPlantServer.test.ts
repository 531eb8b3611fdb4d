import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createOpcUaConnector } from '../../../connectors/opcua/createOpcUaConnector'
import { OpcUaOptions } from '../../../connectors/opcua/options'
import { qualityCodes } from '../../../domain/contract'
import { freePort } from '../../../tests/support/freePort'
import { createRecordingSink, pumpDirectory, pumpSlot } from '../../../tests/support/pumpSite'
import { startPlantServer } from './startPlantServer'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

it('serves what the play measures, carries out what is asked, and says when a device is gone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-plant-'))
  open.push(() => rm(folder, { recursive: true, force: true }))
  const device = { productKey: 'PUMP', deviceName: 'PUMP-1' }
  const options = OpcUaOptions.parse({
    id: 'plant',
    url: `opc.tcp://127.0.0.1:${await freePort()}`,
    security: 'None',
    pkiFolder: join(folder, 'client'),
    publishingMs: 200,
    nodes: [{ nodeId: 'ns=1;s=PUMP-1.pressure', ...device, property: 'pressure' }],
    services: [
      {
        ...device,
        service: 'boost',
        does: { kind: 'call', objectId: 'ns=1;s=PUMP-1', methodId: 'ns=1;s=PUMP-1.boost', input: ['bar'] },
      },
    ],
  })
  const play = { pressure: 4, isThere: true, asked: Array<unknown>() }
  const server = await startPlantServer(JSON.stringify([options]), join(folder, 'server'), {
    measure: () => (play.isThere ? { pressure: play.pressure } : undefined),
    command: (productKey, deviceId, service, input) => void play.asked.push({ productKey, deviceId, service, input }),
  })
  open.push(() => server.stop())
  expect([server.has('PUMP-1'), server.has('PUMP-2')]).toEqual([true, false])

  const sink = createRecordingSink()
  const connector = createOpcUaConnector(options, {
    directory: pumpDirectory,
    sink,
    now: Date.now,
    random: Math.random,
  })
  open.push(() => connector.stop())
  connector.start()
  const last = () => expect.poll(() => sink.samples.at(-1), { timeout: 60_000 })
  await last().toMatchObject({ value: 4, quality: qualityCodes.good })
  play.pressure = 5
  await last().toMatchObject({ value: 5, quality: qualityCodes.good })

  await connector.sendCommand({ commandId: 'C-1', device: pumpSlot, service: 'boost', input: { bar: 2 } })
  await expect
    .poll(() => play.asked, { timeout: 60_000 })
    .toEqual([{ productKey: 'PUMP', deviceId: 'PUMP-1', service: 'boost', input: { bar: 2 } }])

  play.isThere = false
  await last().toMatchObject({ quality: qualityCodes.bad })
}, 120_000)
