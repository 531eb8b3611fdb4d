import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect, type MqttClient } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDistrict } from '../district/makeDistrict'
import { readOptions } from './options'
import { type Simulator, startSimulator } from './startSimulator'

const mosquitto = '/usr/sbin/mosquitto'

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

/** Waits until something holds. @throws Error when it does not come about */
async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 2_500; tries++) {
    const found = look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('it did not come about')
}

describe.skipIf(!existsSync(mosquitto))('the simulator at a real broker', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'chengtai-simulator-'))
  const told: { topic: string; body: Record<string, unknown> }[] = []
  const logged: string[] = []
  let broker: ChildProcess
  let simulator: Simulator
  let client: MqttClient

  const said = (topic: RegExp, fits: (body: Record<string, unknown>) => boolean = () => true) =>
    told.find((message) => topic.test(message.topic) && fits(message.body))
  const ask = (topic: string, body: Record<string, unknown>) =>
    client.publishAsync(topic, JSON.stringify(body), { qos: 1 })

  beforeAll(async () => {
    const file = path.join(folder, 'district.json')
    const district = makeDistrict({ seed: 1, devices: 6_000 })
    writeFileSync(file, JSON.stringify(district))
    const port = await freePort()
    const passwords = path.join(folder, 'passwords')
    // Started by root, Mosquitto would else give up its rights, and with them the folder that is only ours.
    writeFileSync(
      path.join(folder, 'mosquitto.conf'),
      `listener ${port} 127.0.0.1\npassword_file ${passwords}\nallow_anonymous false\nuser root\n`,
    )
    writeFileSync(passwords, 'site:plain\n')
    await new Promise((resolve) => spawn('mosquitto_passwd', ['-U', passwords]).once('close', resolve))

    // The broker comes after the simulator, as when everything is started at once.
    const url = `mqtt://127.0.0.1:${port}`
    simulator = await startSimulator(
      readOptions(['--district', file, '--broker', url, '--script', 'none', '--speed', '20', '--control', '0']),
      { CHENGTAI_BROKER_USER: 'site', CHENGTAI_BROKER_PASSWORD: 'plain' },
      (line) => logged.push(line),
    )
    broker = spawn(mosquitto, ['-c', path.join(folder, 'mosquitto.conf')], { stdio: 'ignore' })
    client = connect(url, { username: 'site', password: 'plain', reconnectPeriod: 100 })
    client.on('error', () => {})
    await until(() => (client.connected ? true : undefined))
    client.on('message', (topic, payload) => {
      const isCommand = topic.includes('/service/') && !topic.endsWith('_reply')
      if (!isCommand) told.push({ topic, body: JSON.parse(payload.toString()) })
    })
    await client.subscribeAsync('/sys/#', { qos: 1 })
  }, 60_000)

  afterAll(async () => {
    await client.endAsync()
    await simulator.stop()
    broker.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  it('waits for the broker, signs in, and posts properties with wall time and ids that never repeat', async () => {
    await until(() => (told.filter(({ topic }) => topic.endsWith('/property/post')).length >= 100 ? true : undefined))
    const posts = told.filter(({ topic }) => topic.endsWith('/property/post'))
    expect(new Set(posts.map(({ body }) => body['id'])).size).toBe(posts.length)
    for (const { body } of posts) {
      expect(body['version']).toBe('1.0')
      expect(Math.abs(Number(body['time']) - Date.now())).toBeLessThan(60_000)
    }
  }, 60_000)

  it('answers a service call on its reply topic and reports the new state', async () => {
    await ask('/sys/LIFT/DT-T2-1/thing/service/recall_to_ground', { id: 'cmd-1', version: '1.0', params: {} })
    const reply = await until(() => said(/DT-T2-1\/thing\/service\/recall_to_ground_reply$/))
    expect(reply.body).toEqual({ id: 'cmd-1', code: 200, data: {}, message: 'success' })
    await until(() =>
      said(/\/DT-T2-1\/thing\/event\/property\/post$/, ({ params }) => {
        const values: Record<string, unknown> = typeof params === 'object' && params !== null ? { ...params } : {}
        return values['current_floor'] === 1 && values['state'] === 2
      }),
    )
  }, 60_000)

  it('carries a task on a handset to its end by receipts', async () => {
    await ask('/sys/HANDSET/HS-001/thing/service/task', {
      id: 't1',
      params: { taskId: 't1', lng: 113.9452, lat: 22.5336, title: '到场', instruction: '查看', place: 'T2' },
    })
    const states: unknown[] = []
    await until(() => {
      const receipts = told.filter(({ topic }) => topic === '/sys/HANDSET/HS-001/thing/event/receipt/post')
      states.splice(
        0,
        states.length,
        ...receipts.map(({ body }) =>
          body['params'] instanceof Object ? Reflect.get(body['params'], 'state') : undefined,
        ),
      )
      return states.includes('done') ? true : undefined
    })
    expect(states).toEqual(['delivered', 'accepted', 'arrived', 'done'])
  }, 60_000)

  it('starts a story at its door, and none that it does not know', async () => {
    const door = `http://127.0.0.1:${simulator.controlPort ?? 0}/play`
    expect((await fetch(`${door}/hydrant-hit`, { method: 'POST' })).status).toBe(202)
    expect((await fetch(`${door}/no-such-story`, { method: 'POST' })).status).toBe(409)
    await until(() =>
      said(
        /XHS-3-12\/thing\/event\/property\/post$/,
        ({ params }) => params instanceof Object && Number(Reflect.get(params, 'tilt')) > 15,
      ),
    )
  }, 60_000)

  it('is not disturbed by what is no service call', async () => {
    await client.publishAsync('/sys/LIFT/DT-T2-1/thing/service/query_state', 'no json')
    await ask('/sys/LIFT/DT-T2-1/thing/service/query_state', { params: 7 })
    await ask('/sys/LIFT/DT-T2-2/thing/service/query_state', { id: 'cmd-9', params: {} })
    await until(() => said(/DT-T2-2\/thing\/service\/query_state_reply$/))
  }, 60_000)
})

describe('options', () => {
  const needed = ['--district', 'd.json', '--broker', 'mqtt://127.0.0.1:1883']

  it('have defaults that tell a newcomer a story after 40 s', () => {
    expect(readOptions(needed)).toEqual({
      districtFile: 'd.json',
      broker: 'mqtt://127.0.0.1:1883',
      seed: 1,
      ratePerS: undefined,
      speed: 1,
      qos: 0,
      cues: [{ atS: 40, play: 'smoke-in-tower' }],
      framesFile: undefined,
      plantFile: undefined,
      hasStranger: false,
      controlPort: undefined,
    })
    expect(readOptions([...needed, '--script', 'hydrant-hit']).cues).toEqual([{ atS: 5, play: 'hydrant-hit' }])
    expect(readOptions([...needed, '--script', 'none']).cues).toEqual([])
  })

  it.each([
    ['--rate', '0'],
    ['--rate', '10001'],
    ['--rate', 'fast'],
    ['--speed', '0'],
    ['--qos', '2'],
  ])('refuse %s %s', (name, value) => {
    expect(() => readOptions([...needed, name, value])).toThrow(RangeError)
  })

  it('refuse to start without a district or a broker', () => {
    expect(() => readOptions([])).toThrow(/usage/)
  })
})
