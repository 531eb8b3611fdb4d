import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCore } from '../core/seat/createCore'
import type { Core } from '../core/seat/CoreOptions'
import { type Client, DeviceId, IdempotencyKey } from '../domain/contract'
import { openWindow } from '../tests/support/openWindow'
import { smallDistrict } from '../tests/support/smallDistrict'

// A real core with its door for devices of HTTP: what a device posts is seen by people, and what people ask of it reaches it.

const smoke = DeviceId.parse('YG-T2-1806')
const root = `/sys/SMOKE/${smoke}/thing`
const secret = 'a secret of the detector, forty-three long.'
const within = { timeout: 15_000 }

let dataDir: string
let core: Core
let desk: Client
let closeDesk: () => void

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'chengtai-device-door-'))
  await writeFile(join(dataDir, 'district.json'), JSON.stringify(smallDistrict))
  await writeFile(join(dataDir, 'own.json'), JSON.stringify([{ deviceId: smoke, typeId: 'SMOKE', secret }]))
  core = await createCore({
    dataDir,
    seatName: 'test',
    version: '0.0.0',
    isDemo: true,
    districtFile: join(dataDir, 'district.json'),
    demoDevicesFile: join(dataDir, 'own.json'),
    deviceHttp: { host: '127.0.0.1', port: 0, isTls: false },
    broker: { kind: 'embedded', port: 0, username: 'site', password: 'secret' },
    log: pino({ level: 'silent' }),
  })
  const window = openWindow(core)
  desk = window.client
  closeDesk = window.close
  await desk.call('session.signIn', { name: 'hejing', password: 'Chenghu-2026' })
}, 60_000)
afterAll(async () => {
  closeDesk()
  await core.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const link = () => core.seatState().links.find(({ id }) => id === 'https')

async function ask(method: string, path: string, body?: object, password = secret) {
  await expect.poll(() => link()?.state, within).toBe('up')
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request(new URL(path, link()?.address), { method, agent: false, auth: `${smoke}&SMOKE:${password}` })
    asked.on('error', reject)
    asked.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    asked.end(body && JSON.stringify(body))
  })
}

describe('a device that speaks HTTP', () => {
  // req: R-4.1.1.1-04
  it('is seen live and in history, raises its alarm, and has a link of its own', async () => {
    const atMs = Date.now() - 1_000
    const posted = { id: '1', params: { smoke_density: 6.5 }, time: atMs }
    expect(await ask('POST', `${root}/event/property/post`, posted)).toMatchObject({ status: 200 })
    await expect.poll(() => core.seatState().devices.abnormal, within).toBe(1)
    const recorded = await desk.call('history.read', {
      deviceId: smoke,
      property: 'smoke_density',
      fromMs: atMs - 60_000,
      toMs: atMs + 60_000,
      maxPoints: 10,
    })
    expect([...recorded.average]).toEqual([6.5])
    expect(link()).toMatchObject({ protocol: 'http', state: 'up', messages: 1, refused: 0 })
  })

  it('is asked as soon as it listens, and its answer comes back', async () => {
    const { commandId } = await desk.call('command.issue', {
      key: IdempotencyKey.parse('device-door-key-1'),
      deviceId: smoke,
      service: 'mute',
      input: {},
    })
    const told = await ask('GET', `${root}/downlink?wait=20`)
    const [{ topic, message }] = JSON.parse(told.text).messages
    expect({ topic, id: message.id }).toEqual({ topic: `${root}/service/mute`, id: commandId })
    const reply = { id: message.id, code: 200, message: 'muted', data: {} }
    expect(await ask('POST', `${topic}_reply`, reply)).toMatchObject({ status: 200 })
    const stateOf = async () =>
      (await desk.call('command.history', { deviceId: smoke, limit: 1 })).commands.map(({ state, answer }) => ({
        state,
        answer,
      }))
    await expect.poll(stateOf, within).toEqual([{ state: 'answered', answer: 'muted' }])
  })

  it('with a wrong secret is refused, and nothing of what it said is taken', async () => {
    const messages = link()?.messages
    const posted = { id: '2', params: { smoke_density: 0.1 } }
    expect(await ask('POST', `${root}/event/property/post`, posted, 'wrong')).toMatchObject({ status: 401 })
    expect(link()?.messages).toBe(messages)
  })
})
