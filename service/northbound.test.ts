import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import mqtt, { type MqttClient } from 'mqtt'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCore } from '../core/seat/createCore'
import type { Core } from '../core/seat/CoreOptions'
import { type Client, IdempotencyKey, type Intruder, type ThirdPartySystem } from '../domain/contract'
import {
  AlarmHistoryAnswer,
  AlarmsAnswer,
  ApplicationCommand,
  ApplicationDevice,
  DevicesAnswer,
  DeviceTypesAnswer,
  HistoryAnswer,
  RefusalAnswer,
  ValuesAnswer,
  WhoAnswer,
} from '../domain/northbound/answers'
import { openWindow } from '../tests/support/openWindow'
import { smallDistrict } from '../tests/support/smallDistrict'
import { createService, type Service } from './createService'

// A real core, its server and its broker: what a system of others gets over a socket.

const run = promisify(execFile)
const systemKey = 'a key of the parking platform'
const smoke = 'YG-T2-1806'
const log = pino({ level: 'silent' })

let dataDir: string
let core: Core
let service: Service
let site: MqttClient
let desk: Client
let closeDesk: () => void
let systemId: string
let keys = 0
const key = () => IdempotencyKey.parse(`northbound-key-${keys++}`)

async function until<T>(look: () => Promise<T | undefined | false> | T | undefined | false, what: string): Promise<T> {
  const end = Date.now() + 20_000
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) throw new Error(`never came: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const basic = (id = systemId, secret = systemKey) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${service.url}/api/v1${path}`, { ...init, headers: { authorization: basic(), ...init.headers } })
const json = (method: string, body: unknown): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})
const codeOf = async (response: Response) => [response.status, RefusalAnswer.parse(await response.json()).code]
const as = (name: string) => desk.call('session.signIn', { name, password: 'Chenghu-2026' })
const post = (params: object) =>
  site.publishAsync(
    `/sys/SMOKE/${smoke}/thing/event/property/post`,
    JSON.stringify({ id: `${Math.random()}`, version: '1.0', params }),
    { qos: 1 },
  )

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'chengtai-northbound-'))
  await writeFile(join(dataDir, 'district.json'), JSON.stringify(smallDistrict))
  core = await createCore({
    dataDir,
    seatName: 'test',
    version: '0.0.0',
    isDemo: true,
    districtFile: join(dataDir, 'district.json'),
    broker: { kind: 'embedded', port: 0, username: 'site', password: 'secret' },
    log,
  })
  service = await createService({ core, host: '127.0.0.1', port: 0, rendererDir: dataDir, log, now: Date.now })
  site = await mqtt.connectAsync(core.brokerUrl ?? '', { username: 'site', password: 'secret' })
  // The site as far as these tests need it: the detector can be muted.
  await site.subscribeAsync(`/sys/SMOKE/${smoke}/thing/service/mute`)
  site.on('message', (topic, payload) => {
    const { id } = JSON.parse(payload.toString())
    site.publish(`${topic}_reply`, JSON.stringify({ id, code: 200, message: 'muted', data: {} }))
  })
  const window = openWindow(core)
  desk = window.client
  closeDesk = window.close
  await as('hejing')
  const fields = { name: { zh: '停车平台', en: 'Parking' }, host: '10.0.0.8', port: 8443 }
  systemId = (await desk.call('thirdPartySystem.save', { key: key(), fields })).id
  await desk.call('thirdPartySystem.setKey', { key: key(), id: systemId, secret: systemKey })
  await as('anquan')
  const to = { kind: 'application' as const, id: systemId }
  const [detector, lift] = smallDistrict.devices
  await desk.call('grant.save', { key: key(), fields: { to, over: { deviceIds: [detector!.id] }, may: ['manage'] } })
  await desk.call('grant.save', { key: key(), fields: { to, over: { deviceIds: [lift!.id] }, may: ['view'] } })
  await post({ smoke_density: 6.5, battery: 91 })
}, 60_000)
afterAll(async () => {
  closeDesk()
  await site.endAsync(true)
  await service.stop()
  await core.stop()
  await rm(dataDir, { recursive: true, force: true })
})

describe('a system of others', () => {
  it('reads what may be asked of OpenAPI, without a key', async () => {
    const response = await fetch(`${service.url}/api/v1/openapi.json`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
    expect(await response.json()).toMatchObject({ openapi: '3.1.0', paths: { '/api/v1/devices/{id}/commands': {} } })
  })

  // req: R-4.1-04 R-4.1.1-04 R-4.1.3.5-02
  it('gets what the examples of its guide ask for', async () => {
    const guide = await readFile('docs/integrators-applications.md', 'utf8')
    const examples = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
      block.replaceAll('\\\n', ' ').trim().split('\n'),
    )
    const answers: unknown[] = []
    for (const example of examples) {
      const { stdout } = await run('sh', ['-c', example], {
        env: { ...process.env, API: `${service.url}/api/v1`, SYSTEM: systemId, KEY: systemKey },
      })
      answers.push(JSON.parse(stdout))
    }
    const forms = [
      WhoAnswer,
      DevicesAnswer,
      DeviceTypesAnswer,
      ValuesAnswer,
      AlarmsAnswer,
      AlarmHistoryAnswer,
      HistoryAnswer,
      ApplicationCommand,
      ApplicationDevice,
    ]
    expect(answers).toHaveLength(forms.length)
    forms.forEach((form, at) => expect(form.strict().safeParse(answers[at]).error, examples[at]).toBeUndefined())
    expect(answers).toMatchObject([
      { devices: { view: 2, command: 1, manage: 1 } },
      { devices: [{ id: smoke, state: 'abnormal', may: ['view', 'command', 'manage'] }] },
      { deviceTypes: [{ id: 'SMOKE' }, { id: 'LIFT' }] },
      { devices: [{ values: [{ property: 'smoke_density', value: 6.5, quality: 'good' }, {}] }, { values: [] }] },
      { alarms: [{ deviceId: smoke, definitionId: 'fire', value: 6.5 }] },
      { alarms: [{ deviceId: smoke }] },
      {},
      { service: 'mute', commandClass: 1 },
      { firmware: '2.4.1', tags: ['leased'] },
    ])
  })

  it('reads what was told, page by page, to the end of the range', async () => {
    await post({ smoke_density: 7.5 })
    const from = Date.now() - 3 * 86_400_000
    const to = Date.now() + 60_000
    const values = async () => {
      const found: number[] = []
      for (let next: number | undefined = from; next !== undefined;) {
        const query = `device=${smoke}&property=smoke_density&from=${next}&to=${to}&step=raw&limit=1`
        const answer: HistoryAnswer = HistoryAnswer.parse(await (await ask(`/history?${query}`)).json())
        found.push(...answer.rows.map(({ average }) => average))
        next = answer.nextFrom
      }
      return found
    }
    expect(await until(async () => (await values()).includes(7.5) && values(), 'both samples')).toEqual([6.5, 7.5])
  })

  // req: R-4.1.1.2-02
  it('commands what it was granted, once for a key, and hears what became of it', async () => {
    const order = json('POST', { key: 'k-1', service: 'mute', input: {} })
    const [first, again] = [
      await ask(`/devices/${smoke}/commands`, order),
      await ask(`/devices/${smoke}/commands`, order),
    ]
    expect([first.status, again.status]).toEqual([202, 202])
    const { id } = ApplicationCommand.parse(await first.json())
    expect(ApplicationCommand.parse(await again.json()).id).toBe(id)
    const ended = await until(async () => {
      const command = ApplicationCommand.parse(await (await ask(`/commands/${id}`)).json())
      return command.endedAtMs !== undefined && command
    }, 'the answer of the device')
    expect(ended).toMatchObject({ state: 'answered', answer: 'muted' })
    const { commands } = await desk.call('command.history', { byId: systemId, limit: 10 })
    expect(commands[0]?.issued.by).toEqual({ kind: 'application', id: systemId, name: '停车平台' })
    const other = json('POST', { key: 'k-1', service: 'mute', input: {}, reason: 'x' })
    expect((await ask(`/devices/${smoke}/commands`, other)).status).toBe(202)
  })

  // req: R-4.1.1.4-04
  it('manages devices that were handed to it, and is refused where they were only shown to it', async () => {
    const change = json('PATCH', { patch: { serialNumber: 'SN-7' } })
    expect(ApplicationDevice.parse(await (await ask(`/devices/${smoke}`, change)).json()).serialNumber).toBe('SN-7')
    expect(await codeOf(await ask('/devices/DT-T2-1', change))).toEqual([403, 'notAllowed'])
    expect(await codeOf(await ask('/devices/DT-T2-2', change))).toEqual([404, 'notFound'])
    const away = json('PATCH', { patch: { organisationId: 'mine' } })
    expect(await codeOf(await ask(`/devices/${smoke}`, away))).toEqual([400, 'badRequest'])
  })

  it('is refused what it may not, and what makes no sense; each is counted and shown', async () => {
    await as('hejing')
    const { total } = await desk.call('refusal.list', { limit: 1 })
    const lift = (method: string, body: unknown) => ask('/devices/DT-T2-1/commands', json(method, body))
    const refused: [Response, number, string][] = [
      [await lift('POST', { key: 'a', service: 'fire_recall', input: {} }), 403, 'notAllowed'],
      [await ask(`/devices/${smoke}/commands`, json('POST', { key: 'b', service: 'x' })), 404, 'notFound'],
      [await ask('/values?device=H1'), 404, 'notFound'],
      [await ask('/history?device=H1&property=lng&from=0&to=1'), 404, 'notFound'],
      [await ask('/commands/C-somebody-elses'), 404, 'notFound'],
      [await ask('/devices?limit=0'), 400, 'badRequest'],
      [await ask('/devices?limit=1e3'), 400, 'badRequest'],
      [await ask('/devices?colour=red'), 400, 'badRequest'],
      [await ask('/history?device=DT-T2-1&property=current_floor&from=yesterday&to=1'), 400, 'badRequest'],
      [await ask('/everything'), 404, 'unknownMethod'],
      [await ask('/devices', { method: 'DELETE' }), 404, 'unknownMethod'],
      [await ask(`/devices/${smoke}/commands`, { method: 'POST', body: '{}' }), 400, 'badRequest'],
      [await ask(`/devices/${smoke}/commands`, { ...json('POST', 0), body: '{' }), 400, 'badRequest'],
      // What is no text, and has a length that cannot be compared.
      [await lift('POST', { key: { length: { toString: 1 } }, service: 'fire_recall' }), 400, 'badRequest'],
      [await ask(`/devices/${smoke}/commands`, json('POST', { key: 'x'.repeat(70_000) })), 413, 'tooLarge'],
    ]
    for (const [response, status, code] of refused) expect(await codeOf(response)).toEqual([status, code])
    const { total: after, refusals } = await desk.call('refusal.list', { limit: 100 })
    expect(after - total).toBe(refused.length)
    expect(await codeOf(await ask('/devices/%E0%A4%A'))).toEqual([400, 'badRequest'])
    expect(refusals.filter(({ linkId }) => linkId === 'api').length).toBeGreaterThanOrEqual(refused.length)
  })

  it('is locked out after wrong keys, stands in the list of intruders, and is let in again by a person', async () => {
    const wrong = () => fetch(`${service.url}/api/v1`, { headers: { authorization: basic('01J-nobody', 'guess') } })
    for (let at = 0; at < 5; at += 1) expect(await codeOf(await wrong())).toEqual([401, 'wrongCredentials'])
    expect(await codeOf(await wrong())).toEqual([423, 'accountLocked'])
    expect((await fetch(`${service.url}/api/v1`)).headers.get('www-authenticate')).toContain('Basic')
    // Others of the same address are not locked with it, nor is one that has its key kept out by a stranger who knows its id.
    const guess = () => fetch(`${service.url}/api/v1`, { headers: { authorization: basic(systemId, 'guess') } })
    for (let at = 0; at < 5; at += 1) expect(await codeOf(await guess())).toEqual([401, 'wrongCredentials'])
    expect(await codeOf(await guess())).toEqual([423, 'accountLocked'])
    expect((await ask('')).status).toBe(200)
    const intruders = new Map<string, Intruder>()
    const stop = desk.on('intruder.changed', {}, ({ upserts }) => upserts.forEach((one) => intruders.set(one.id, one)))
    const locked = await until(
      () => [...intruders.values()].find(({ name, lockedUntilMs }) => name === '01J-nobody' && lockedUntilMs),
      'the intruder',
    )
    expect(locked).toMatchObject({ linkId: 'api', address: '127.0.0.1', lastReason: 'unknownSystem' })
    await desk.call('intruder.unlock', { id: locked.id, note: 'a typo' })
    expect(await codeOf(await wrong())).toEqual([401, 'wrongCredentials'])
    const guessed = await until(
      () => [...intruders.values()].find(({ name, lockedUntilMs }) => name === systemId && lockedUntilMs),
      'whoever guessed',
    )
    await desk.call('intruder.unlock', { id: guessed.id, note: 'a drill' })
    stop()
  })

  it('is counted: the list of systems says how often it asked, and from where', async () => {
    const systems = new Map<string, ThirdPartySystem>()
    const stop = desk.on('thirdPartySystem.changed', {}, ({ upserts }) =>
      upserts.forEach((one) => systems.set(one.id, one)),
    )
    const { use } = await until(() => {
      const system = systems.get(systemId)
      return system?.use && system
    }, 'what it asked')
    expect(use).toMatchObject({ lastAddress: '127.0.0.1' })
    expect(use?.requests).toBeGreaterThan(0)
    expect(JSON.stringify([...systems.values()])).not.toContain('sealedKey')
    stop()
  })

  it('sees nothing any more when its grants are taken back, and is not let in when it is removed', async () => {
    await as('anquan')
    const grants = new Set<string>()
    const stop = desk.on('grant.changed', {}, ({ upserts }) => upserts.forEach(({ id }) => grants.add(id)))
    await until(() => grants.size === 2, 'the grants')
    for (const id of grants) await desk.call('grant.remove', { key: key(), id })
    stop()
    expect(await (await ask('/devices')).json()).toEqual({ devices: [] })
    expect(await codeOf(await ask(`/devices/${smoke}`))).toEqual([404, 'notFound'])
    await as('hejing')
    await desk.call('thirdPartySystem.remove', { key: key(), id: systemId })
    expect(await codeOf(await ask(''))).toEqual([401, 'wrongCredentials'])
  })
})
