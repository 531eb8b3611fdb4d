import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mqtt, { connectAsync } from 'mqtt'
import pino from 'pino'
import { afterEach, expect, it, vi } from 'vitest'
import { type ForwardTarget, IdempotencyKey } from '../../domain/contract'
import { hasMosquitto, startMosquitto } from '../../tests/support/mosquitto'
import { openWindow } from '../../tests/support/openWindow'
import { smallDistrict } from '../../tests/support/smallDistrict'
import { createCore } from '../seat/createCore'
import { route } from './testForwarding'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 20 })
const key = (text: string) => IdempotencyKey.parse(`rule-forward-${text}`)

/** Takes what is posted; away at first. */
async function startReceiver() {
  const taken: { id: string }[][] = []
  const state = { isAway: true, turnedAway: 0 }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      if (state.isAway) {
        state.turnedAway += 1
        return void response.writeHead(503).end()
      }
      taken.push(JSON.parse(body))
      response.writeHead(204).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}/in`, taken, state }
}

// req: R-4.1.1.5-03
it.skipIf(!hasMosquitto)(
  'what a rule hands over comes to a real HTTP server and a real broker, once each, also when one of them was away',
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'chengtai-rule-forward-'))
    closing.push(() => rm(dataDir, { recursive: true, force: true }))
    await writeFile(join(dataDir, 'district.json'), JSON.stringify(smallDistrict))
    const receiver = await startReceiver()
    const broker = await startMosquitto()
    closing.push(() => broker.stop())
    const heard: { topic: string; body: unknown }[] = []
    const listener = await connectAsync(broker.url)
    closing.push(() => listener.endAsync(true))
    listener.on('message', (topic, payload) => heard.push({ topic, body: JSON.parse(payload.toString()) }))
    await listener.subscribeAsync('out/#', { qos: 1 })

    const core = await createCore({
      dataDir,
      seatName: 'test',
      version: '0.0.0',
      isDemo: true,
      districtFile: join(dataDir, 'district.json'),
      broker: { kind: 'embedded', port: 0, username: 'site', password: 'secret' },
      log: pino({ level: 'silent' }),
    })
    closing.push(() => core.stop())
    const { client: desk, close } = openWindow(core)
    closing.push(close)
    const as = (name: string) => desk.call('session.signIn', { name, password: 'Chenghu-2026' })

    await as('xitong')
    const save = (target: ForwardTarget) =>
      desk.call('forwarding.save', {
        route: route(target, { filter: { kinds: ['rule'] }, fields: ['kind', 'deviceId', 'text'] }),
      })
    const http = await save({ kind: 'http', url: receiver.url, method: 'POST' })
    const out = await save({ kind: 'mqtt', url: broker.url, topic: 'out/{deviceId}', qos: 1 })
    await as('chenlijun')
    const rule = {
      id: 'smoke-out',
      name: { zh: '烟感浓度外送', en: 'Smoke goes out' },
      areas: { plotIds: [], buildingIds: [] },
      triggers: [{ kind: 'sample', devices: { deviceIds: ['YG-T2-1806'] }, property: 'smoke_density' }],
      inputs: [],
      conditions: [{ kind: 'expression', source: 'value > 3.0' }],
      actions: [http, out].map(({ id }) => ({ kind: 'forward', targetId: id })),
      limit: { times: 5, withinMs: 60_000, of: 'device' },
    }
    await desk.call('rule.save', { key: key('save'), rule, basis: 0 })
    await desk.call('rule.enable', { key: key('on'), id: 'smoke-out', isEnabled: true })

    const site = await mqtt.connectAsync(core.brokerUrl ?? '', { username: 'site', password: 'secret' })
    closing.push(() => site.endAsync(true))
    const post = (density: number) =>
      site.publishAsync(
        '/sys/SMOKE/YG-T2-1806/thing/event/property/post',
        JSON.stringify({ params: { smoke_density: density } }),
        { qos: 1 },
      )
    await post(0.2)
    await post(6.5)
    await until(() => expect(heard).toHaveLength(1))
    await until(() => expect(receiver.state.turnedAway).toBeGreaterThan(0))
    expect(receiver.taken).toEqual([])
    receiver.state.isAway = false
    await until(() => expect(receiver.taken.flat()).toHaveLength(1))
    expect(heard[0]).toMatchObject({
      topic: 'out/YG-T2-1806',
      body: { kind: 'rule', deviceId: 'YG-T2-1806', text: '烟感浓度外送' },
    })
    expect(receiver.taken.flat()[0]).toMatchObject({ kind: 'rule', deviceId: 'YG-T2-1806', text: '烟感浓度外送' })
    // It was so and stays so: nothing more is handed over.
    await post(6.6)
    await post(0.1)
    await post(7.1)
    await until(() => expect(receiver.taken.flat()).toHaveLength(2))
    await until(() => expect(heard).toHaveLength(2))
    expect(new Set(receiver.taken.flat().map(({ id }) => id)).size).toBe(2)
  },
  60_000,
)
