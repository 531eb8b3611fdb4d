import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttpConnector } from '../../connectors/http/createHttpConnector'
import { readDeviceRequest } from '../../connectors/http/readDeviceRequest'
import { HistoryAnswers } from '../../connectors/mqtt/HistoryAnswers'
import { MessageIntake } from '../../connectors/mqtt/MessageIntake'
import { createRecordingSink, createTestDirectory } from '../../connectors/mqtt/testing'
import type { SiteSink } from '../../connectors/site'
import { writeCertificate } from '../../tests/support/writeCertificate'
import { createTestAccess, device, engineer, hydrant, sign } from './testAccess'

// The door of devices that speak HTTP, with the house's own gate behind it and real sockets in front.

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const root = '/sys/hydrant/h1/thing'
const propertyPath = `${root}/event/property/post`
const userOf = (id: string) => `${id}&hydrant`

interface Answer {
  status: number
  body: {
    code?: number
    message?: string
    data?: { userName?: string; deviceSecret?: string }
    messages?: { topic: string; message: { id: string; params: unknown } }[]
  }
}
interface Question {
  method?: string
  path?: string
  auth?: string
  body?: string | Buffer
  headers?: Record<string, string>
  certificate?: { cert: string; key: string }
}

async function openDoor({
  tls,
  whenStored,
}: { tls?: { cert: string; key: string }; whenStored?: SiteSink['whenStored'] } = {}) {
  const house = await createTestAccess()
  cleanups.push(() => house.access.stop())
  const { access, clock } = house
  const sink = createRecordingSink(whenStored)
  const directory = createTestDirectory()
  const connector = createHttpConnector(
    { id: 'https', host: '127.0.0.1', port: 0, maxBodyBytes: 4_096 },
    {
      directory,
      sink,
      gate: access.gate('https'),
      signatures: access.signatures,
      now: clock.now,
      ...(tls && { tls: { keys: async () => ({ ...tls, authorities: [] }), onChanged: () => () => undefined } }),
    },
  )
  connector.start()
  cleanups.push(() => connector.stop())
  await expect.poll(() => connector.url).toBeDefined()
  const url = connector.url ?? ''
  const secretOf = async (id: string) =>
    (await access.keys.issue({ deviceId: device(id), overlapMs: 0 }, engineer)).secret
  const ask = ({ method = 'POST', path = propertyPath, auth, body, headers, certificate }: Question): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = (tls ? tlsRequest : plainRequest)(new URL(path, url), {
        method,
        agent: false,
        ...(tls && { rejectUnauthorized: false, ...certificate }),
        ...(auth !== undefined && { auth }),
        headers: { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
      })
      sent.on('error', reject)
      sent.on('response', (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => (text += part))
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: text === '' ? {} : JSON.parse(text) })
        })
      })
      sent.end(body)
    })
  return { ...house, sink, directory, connector, url, ask, secretOf }
}

const post = (params: object, more: object = {}) => JSON.stringify({ id: '1', params, ...more })

describe('the door of devices that speak HTTP', () => {
  it('takes what a device posts as over MQTT: values with their time, events, presence, numbers', async () => {
    const { ask, secretOf, sink, directory, clock } = await openDoor()
    const auth = `${userOf('h1')}:${await secretOf('h1')}`
    const time = clock.now() - 5_000
    expect(await ask({ auth, body: post({ pressure: 512, isOpen: { value: true, time } }, { seq: 7 }) })).toMatchObject(
      {
        status: 200,
        body: { code: 200 },
      },
    )
    expect(await ask({ auth, path: `${root}/event/tilted/post`, body: post({}, { id: '2' }) })).toMatchObject({
      status: 200,
    })
    expect(await ask({ auth, path: `${root}/lifecycle`, body: '{"status":"offline"}' })).toMatchObject({ status: 200 })
    const { properties, index } = directory.slot('hydrant/h1')
    expect(sink.samples).toMatchObject([
      { point: properties.get('pressure')?.point, value: 512, sourceAtMs: clock.now() },
      { point: properties.get('isOpen')?.point, value: 1, sourceAtMs: time },
    ])
    expect(sink.events.map(({ event }) => event)).toEqual(['tilted'])
    expect(sink.numbers).toMatchObject([{ deviceIndex: index, seq: 7 }])
    expect(sink.lostOf).toEqual([index])
  })

  it('answers only once a message is stored, and a message that is posted again counts once', async () => {
    const waiting: ((error?: Error) => void)[] = []
    const { ask, secretOf, sink } = await openDoor({ whenStored: (done) => void waiting.push(done) })
    const auth = `${userOf('h1')}:${await secretOf('h1')}`
    const body = post({ pressure: 300 })
    let isAnswered = false
    const first = ask({ auth, body }).then((answer) => {
      isAnswered = true
      return answer
    })
    await expect.poll(() => waiting).toHaveLength(1)
    expect(isAnswered).toBe(false)
    waiting[0]?.(new Error('the disk is full'))
    expect(await first).toMatchObject({ status: 503, body: { message: 'notNow' } })
    for (const times of [2, 3]) {
      const again = ask({ auth, body })
      await expect.poll(() => waiting).toHaveLength(times)
      waiting.at(-1)?.()
      expect(await again).toMatchObject({ status: 200 })
    }
    // What was not stored counts when it comes again; what was stored does not.
    expect(sink.samples).toHaveLength(2)
    expect(sink.refusals).toEqual([])
  })

  it('carries a command to the device that waits for it, also behind its gateway, and its answer back', async () => {
    const { ask, secretOf, sink, directory, connector } = await openDoor()
    const auth = `${userOf('h1')}:${await secretOf('h1')}`
    const behind = directory.slot('hydrant/h2')
    expect(connector.isReady?.(behind)).toBe(false)
    const ready: string[] = []
    connector.onReady?.((name) => ready.push(name))
    const waits = ask({ auth, method: 'GET', path: `${root}/downlink?wait=20` })
    await expect.poll(() => ready).toEqual(['h2'])
    await connector.sendCommand({
      commandId: 'C-1',
      device: behind,
      service: 'flush',
      input: { seconds: 5, words: '请勿靠近' },
    })
    const told = await waits
    expect(told.body.messages).toMatchObject([
      {
        topic: '/sys/hydrant/h2/thing/service/flush',
        message: { id: 'C-1', params: { seconds: 5, words: '请勿靠近' } },
      },
    ])
    // What comes while nobody asks waits for the next question.
    await connector.sendCommand({ commandId: 'C-2', device: behind, service: 'flush', input: {} })
    const next = await ask({ auth, method: 'GET', path: `${root}/downlink` })
    expect(next.body.messages?.map(({ message }) => message.id)).toEqual(['C-2'])
    const reply = JSON.stringify({ id: 'C-1', code: 200, message: 'done' })
    expect(await ask({ auth, path: `${told.body.messages?.[0]?.topic ?? ''}_reply`, body: reply })).toMatchObject({
      status: 200,
    })
    expect(sink.answers).toMatchObject([{ commandId: 'C-1', code: 200, text: 'done' }])
  })

  it('says at the end of the wait that there is nothing', async () => {
    const { ask, secretOf } = await openDoor()
    const auth = `${userOf('h1')}:${await secretOf('h1')}`
    expect(await ask({ auth, method: 'GET', path: `${root}/downlink?wait=0` })).toEqual({ status: 204, body: {} })
  })

  it('lets nobody in with a wrong secret, counts it, and listens to it no more after five tries', async () => {
    const { ask, secretOf, sink, access, journal } = await openDoor()
    const secret = await secretOf('h1')
    for (let tries = 0; tries < 5; tries += 1)
      expect(await ask({ auth: `${userOf('h1')}:wrong`, body: post({ pressure: 1 }) })).toMatchObject({ status: 401 })
    expect(await ask({ auth: `${userOf('h1')}:wrong`, body: post({ pressure: 1 }) })).toMatchObject({ status: 423 })
    expect(await ask({ auth: `${userOf('h9')}:x`, body: post({ pressure: 1 }) })).toMatchObject({ status: 401 })
    expect(sink.samples).toEqual([])
    // Who knows its name and shares its address must not keep the device itself out.
    expect(await ask({ auth: `${userOf('h1')}:${secret}`, body: post({ pressure: 1 }) })).toMatchObject({ status: 200 })
    expect(access.intruders.counts()).toEqual({ wrongSecret: 5, unknownDevice: 1 })
    await access.intruders.flush()
    expect(
      [...journal.view.list('intruder')].map(({ name, linkId, count }) => ({ name, linkId, count })),
    ).toContainEqual({ name: 'h1', linkId: 'https', count: 5 })
  })

  it('lets a device speak for itself and those behind it, and for nobody else', async () => {
    const { ask, secretOf, sink, access } = await openDoor()
    const auth = `${userOf('h1')}:${await secretOf('h1')}`
    const at = (name: string) => `/sys/hydrant/${name}/thing/event/property/post`
    expect(await ask({ auth, path: at('h2'), body: post({ pressure: 1 }) })).toMatchObject({ status: 200 })
    expect(await ask({ auth, path: at('h0'), body: post({ pressure: 1 }) })).toMatchObject({ status: 403 })
    expect(await ask({ auth, method: 'GET', path: '/sys/hydrant/h0/thing/downlink' })).toMatchObject({ status: 403 })
    expect(await ask({ auth, path: '/sys/hydrant/h1/thing/service/flush', body: '{}' })).toMatchObject({ status: 404 })
    expect(sink.samples).toHaveLength(1)
    expect(access.intruders.counts()).toEqual({ foreignTopic: 2 })
  })

  it('takes signed messages as over MQTT, each number once, and no plain ones where a device must sign', async () => {
    const { ask, secretOf, sink, access, clock } = await openDoor()
    const secret = await secretOf('h1')
    const auth = `${userOf('h1')}:${secret}`
    const rule = { scope: { kind: 'device', deviceId: device('h1') }, mustUseOwnSecret: true } as const
    await access.setRule({ ...rule, mustSign: true, mustShowCertificate: false }, engineer)
    const signed = sign(secret, propertyPath, { id: '8', params: { pressure: 8 } }, { seq: 8, time: clock.now() })
    expect(await ask({ auth, body: post({ pressure: 1 }) })).toMatchObject({
      status: 400,
      body: { message: 'unsigned' },
    })
    expect(await ask({ auth, body: signed })).toMatchObject({ status: 200 })
    expect(await ask({ auth, body: signed })).toMatchObject({ status: 200 })
    expect(await ask({ auth, body: signed.replace('pressure', 'pressurf') })).toMatchObject({ status: 400 })
    expect(sink.samples.map(({ value }) => value)).toEqual([8])
  })

  it('refuses a body that is too large or packed, counts it, and goes on', async () => {
    const { ask, secretOf, sink } = await openDoor()
    const auth = `${userOf('h1')}:${await secretOf('h1')}`
    expect(await ask({ auth, body: `{"params":{"pressure":1},"x":"${'x'.repeat(5_000)}"}` })).toMatchObject({
      status: 413,
    })
    expect(await ask({ auth, body: post({ pressure: 1 }), headers: { 'content-encoding': 'gzip' } })).toMatchObject({
      status: 415,
    })
    expect(await ask({ auth, body: post({ pressure: 99_999 }) })).toMatchObject({
      status: 400,
      body: { message: 'outOfRange' },
    })
    expect(sink.samples).toEqual([])
    expect(sink.refusals.map(({ reason, deviceId }) => ({ reason, deviceId }))).toEqual([
      { reason: 'tooLarge', deviceId: undefined },
      { reason: 'outOfRange', deviceId: 'h1' },
    ])
    expect(await ask({ auth, body: post({ pressure: 2 }, { id: '2' }) })).toMatchObject({ status: 200 })
  })

  it('slows down a device that posts without end', async () => {
    const { ask, secretOf, sink } = await openDoor()
    const auth = `${userOf('h1')}:${await secretOf('h1')}`
    // The clock of the test stands: what is spent is not filled up again.
    const statuses = await Promise.all(
      Array.from(
        { length: 210 },
        async (_, at) => (await ask({ auth, body: post({ pressure: at }, { id: at }) })).status,
      ),
    )
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
    expect(sink.samples).toHaveLength(200)
  })

  it('hangs up on a device whose secret is taken back while it waits', async () => {
    const { ask, secretOf, access, connector, directory } = await openDoor()
    const auth = `${userOf('h1')}:${await secretOf('h1')}`
    const ready: string[] = []
    connector.onReady?.((name) => ready.push(name))
    connector.isReady?.(directory.slot('hydrant/h1'))
    const waits = ask({ auth, method: 'GET', path: `${root}/downlink?wait=50` })
    await expect.poll(() => ready).toEqual(['h1'])
    await access.keys.revoke({ deviceId: device('h1'), reason: 'stolen' }, engineer)
    expect(await waits).toMatchObject({ status: 204 })
    expect(await ask({ auth, body: post({ pressure: 1 }) })).toMatchObject({ status: 401 })
  })

  it('gives a secret for an activation code, with which the device then comes in', async () => {
    const { ask, access, sink } = await openDoor()
    const { codes } = await access.activations.make(
      { typeId: hydrant, deviceIds: [device('h1')], validMs: 60_000 },
      engineer,
    )
    const request = (activationCode: string) =>
      JSON.stringify({ id: '1', params: { productKey: 'hydrant', deviceName: 'h1', activationCode } })
    const path = '/ext/activate'
    expect(await ask({ path, body: request('ABCD') })).toMatchObject({ status: 200, body: { code: 460 } })
    const given = await ask({ path, body: request(codes[0]?.code ?? '') })
    const { userName, deviceSecret } = given.body.data ?? {}
    expect(await ask({ auth: `${userName}:${deviceSecret}`, body: post({ pressure: 1 }) })).toMatchObject({
      status: 200,
    })
    expect(sink.samples).toHaveLength(1)
  })

  it('speaks TLS with the certificate of the house, and takes one of a device in place of its secret', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chengtai-device-door-'))
    cleanups.push(() => rmSync(folder, { recursive: true }))
    const tls = writeCertificate(folder, 'IP:127.0.0.1')
    // Made before the house, whose clock stands still: a certificate counts from the whole second in which it was made.
    const own = writeCertificate(folder, 'DNS:device', false)
    const { ask, access, sink } = await openDoor({ tls })
    await access.certificates.import({ pem: own.cert, holder: { kind: 'device', deviceId: device('h1') } }, engineer)
    const body = post({ pressure: 44 })
    expect(await ask({ body })).toMatchObject({ status: 401 })
    expect(await ask({ body, certificate: own })).toMatchObject({ status: 200 })
    expect(sink.samples.map(({ value }) => value)).toEqual([44])
  })

  it('counts what is no HTTP and hangs up', async () => {
    const { url, access } = await openDoor()
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    cleanups.push(() => socket.destroy())
    socket.on('error', () => undefined).resume()
    socket.write('\u0010\u0020\u0000\u0004MQTT\u0004\u0002\r\n\r\n')
    await new Promise((resolve) => socket.once('close', resolve))
    expect(access.intruders.counts()).toEqual({ wrongProtocol: 1 })
  })
})

describe('what is asked', () => {
  it.each([
    ['POST', propertyPath, { kind: 'post', topic: propertyPath }],
    [
      'POST',
      '/sys/hydrant/%E6%B6%88%E7%81%AB%E6%A0%93/thing/lifecycle',
      { kind: 'post', topic: '/sys/hydrant/消火栓/thing/lifecycle' },
    ],
    ['GET', `${root}/downlink?wait=30`, { kind: 'poll', productKey: 'hydrant', deviceName: 'h1', waitMs: 30_000 }],
    ['GET', `${root}/downlink?wait=999`, { kind: 'poll', productKey: 'hydrant', deviceName: 'h1', waitMs: 55_000 }],
    ['POST', '/ext/activate', { kind: 'activate' }],
    ['GET', propertyPath, { status: 405 }],
    ['POST', `${root}/downlink`, { status: 405 }],
    ['GET', `${root}/downlink?wait=-1`, { status: 400 }],
    ['POST', '/sys/hydrant/h1%2Fthing/event/property/post', { status: 404 }],
    ['POST', '/sys/hydrant/+/thing/event/property/post', { status: 404 }],
    ['POST', '/sys/hydrant/%ff/thing/lifecycle', { status: 404 }],
    ['POST', `${root}/service/flush`, { status: 404 }],
    ['POST', `/${'x'.repeat(2_000)}`, { status: 404 }],
  ])('%s %s is understood', (method, target, expected) => {
    expect(readDeviceRequest(method, target)).toEqual(expected)
  })
})

describe('bodies that are broken on the way', () => {
  it('ten thousand of them are each refused or read as they stand, and never half', () => {
    const sink = createRecordingSink()
    const intake = new MessageIntake({
      linkId: 'https',
      directory: createTestDirectory(),
      sink,
      mappings: [],
      history: new HistoryAnswers('run'),
      now: () => 1_750_000_000_000,
    })
    const bytes = Buffer.from(post({ pressure: 512, isOpen: true, mode: 2 }, { seq: 7, sys: { ack: 1 } }))
    let state = 42
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
      return state % below
    }
    const wholly: ReadonlySet<string> = new Set(['malformedJson', 'wrongShape', 'timeTooOld'])
    const faults: string[] = []
    let refused = 0
    for (let round = 0; round < 10_000; round += 1) {
      const body = Buffer.from(bytes.subarray(0, 1 + random(bytes.length)))
      for (let spoilt = 0; spoilt < 1 + random(3); spoilt += 1) body[random(body.length)] = random(256)
      const before = sink.samples.length
      const at = sink.refusals.length
      intake.take(propertyPath, body, { qos: 1, isRetained: false, isRepeat: true })
      const reasons = sink.refusals.slice(at).map(({ reason }) => reason)
      if (reasons.length > 0) refused += 1
      const isHalfTaken = reasons.some((reason) => wholly.has(reason)) && sink.samples.length > before
      if (intake.firstReason !== reasons[0] || isHalfTaken) faults.push(body.toString('latin1'))
    }
    expect(faults).toEqual([])
    expect(refused).toBeGreaterThan(9_000)
    expect(sink.samples.every(({ value }) => Number.isFinite(value))).toBe(true)
  })

  it('ten thousand addresses are each understood or refused', () => {
    let state = 7
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
      return state % below
    }
    for (let round = 0; round < 10_000; round += 1) {
      const letters = [...`${root}/downlink?wait=20`]
      for (let spoilt = 0; spoilt < 1 + random(4); spoilt += 1)
        letters[random(letters.length)] = String.fromCharCode(random(0x250))
      const asked = readDeviceRequest(round % 2 === 0 ? 'GET' : 'POST', letters.join(''))
      if ('kind' in asked && asked.kind === 'post') expect(asked.topic.split('/')[1]).toBe('sys')
      else if ('kind' in asked && asked.kind === 'poll') expect(asked.waitMs).toBeLessThanOrEqual(55_000)
    }
  })
})
