import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import type { IClientOptions, MqttClient } from 'mqtt'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Refused } from '../../domain/contract'
import { hasMosquitto, startMosquitto } from '../../tests/support/mosquitto'
import { writeCertificate } from '../../tests/support/writeCertificate'
import type { LinkReport, SiteConnector, SiteSink } from '../site'
import { createEmbeddedBroker } from './createEmbeddedBroker'
import { createMqttConnector } from './createMqttConnector'
import { createRecordingSink, createTestDirectory } from './testing'
import { deviceFilters } from './topics'

const directory = createTestDirectory()
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const site = { username: 'site', password: 'site secret', role: 'site' } as const
const core = { username: 'core', password: 'core secret', role: 'core' } as const

interface Broker {
  url: string
}
const brokers: [string, () => Promise<Broker>][] = [
  [
    'the embedded broker over TCP',
    async () => {
      const broker = await createEmbeddedBroker({ port: 0, credentials: [site, core] })
      cleanups.push(() => broker.stop())
      return broker
    },
  ],
]
if (hasMosquitto)
  brokers.push([
    'Mosquitto',
    async () => {
      const broker = await startMosquitto()
      cleanups.push(() => broker.stop())
      return broker
    },
  ])
else console.info('SKIPPED mosquitto is not installed')

async function joinBroker(
  broker: Broker,
  sink: SiteSink,
  more: Partial<Parameters<typeof createMqttConnector>[0]> = {},
) {
  const reports: LinkReport[] = []
  const connector = createMqttConnector(
    { id: 'link', url: broker.url, clientId: 'core-1', username: core.username, password: core.password, ...more },
    { directory, sink, now: Date.now, random: () => 0 },
  )
  connector.onLink((report) => reports.push(report))
  connector.start()
  cleanups.push(() => connector.stop())
  await vi.waitUntil(() => reports.at(-1)?.state === 'up', { timeout: 5_000 })
  return { connector, reports }
}

async function device(broker: Broker, options: IClientOptions = {}): Promise<MqttClient> {
  const client = await connectAsync(broker.url, {
    protocolVersion: 4,
    username: site.username,
    password: site.password,
    reconnectPeriod: 0,
    ...options,
  })
  client.on('error', () => {})
  cleanups.push(() => client.endAsync(true))
  return client
}
const post = (values: object, more: object = {}) =>
  JSON.stringify({ id: String(Math.random()), version: '1.0', params: values, ...more })
const propertyTopic = '/sys/hydrant/h1/thing/event/property/post'
const within = { timeout: 10_000 }

describe.each(brokers)('a link to %s', (_name, start) => {
  // req: R-4.1.1-04 R-4.1.1.1-04 R-4.1.1.1-07
  it('takes values, events, receipts, answers and presence to the sink', async () => {
    const broker = await start()
    const sink = createRecordingSink()
    const { connector } = await joinBroker(broker, sink)
    const client = await device(broker)
    await client.publishAsync(propertyTopic, post({ pressure: 512.5, isOpen: { value: true } }), { qos: 1 })
    await client.publishAsync(
      '/sys/hydrant/h1/thing/event/tilted/post',
      JSON.stringify({ id: '7', params: { value: { angle: 31 } } }),
      { qos: 1 },
    )
    await client.publishAsync(
      '/sys/handset/p0/thing/event/receipt/post',
      JSON.stringify({ id: '8', params: { subject: 'task', id: 't1', state: 'accepted' } }),
      { qos: 1 },
    )
    await client.publishAsync(
      '/sys/hydrant/h1/thing/service/flush_reply',
      JSON.stringify({ id: 'c1', code: 200, message: 'ok' }),
      { qos: 1 },
    )
    await client.publishAsync('/sys/hydrant/h2/thing/lifecycle', JSON.stringify({ status: 'offline' }), { qos: 1 })
    await vi.waitUntil(() => sink.lostOf.length === 1, within)
    const hydrant = directory.slot('hydrant/h1')
    expect(sink.samples.map(({ point, value }) => [point, value])).toStrictEqual([
      [hydrant.properties.get('pressure')?.point, 512.5],
      [hydrant.properties.get('isOpen')?.point, 1],
    ])
    expect(sink.events).toMatchObject([
      { event: 'tilted', messageId: '7', output: { angle: 31 }, device: { id: 'h1' } },
    ])
    expect(sink.receipts).toMatchObject([
      { subject: { kind: 'task', id: 't1' }, state: 'accepted', device: { id: 'p0' } },
    ])
    expect(sink.answers).toMatchObject([{ commandId: 'c1', code: 200, text: 'ok', device: { id: 'h1' } }])
    expect(sink.lostOf).toStrictEqual([directory.slot('hydrant/h2').index])
    expect(sink.heardOf).toContain(hydrant.index)
    expect(sink.refusals).toStrictEqual([])
    await connector.stop()
  })

  it('hears a last will', async () => {
    const broker = await start()
    const sink = createRecordingSink()
    await joinBroker(broker, sink)
    const client = await device(broker, {
      will: {
        topic: '/sys/hydrant/h3/thing/lifecycle',
        payload: Buffer.from('{"status":"offline"}'),
        qos: 1,
        retain: true,
      },
    })
    client.stream.destroy()
    await vi.waitUntil(() => sink.lostOf.length === 1, within)
    expect(sink.lostOf).toStrictEqual([directory.slot('hydrant/h3').index])
  })

  // req: R-4.1.1.2-13
  it('carries commands to devices and tasks to handsets', async () => {
    const broker = await start()
    const { connector } = await joinBroker(broker, createRecordingSink())
    const client = await device(broker)
    const heard: [string, unknown][] = []
    client.on('message', (topic, payload) => heard.push([topic, JSON.parse(payload.toString())]))
    await client.subscribeAsync('/sys/+/+/thing/service/+', { qos: 1 })
    await connector.sendCommand({
      commandId: 'c9',
      device: directory.slot('hydrant/h0'),
      service: 'flush',
      input: { seconds: 5 },
    })
    await connector.sendToHandset({
      handset: directory.slot('handset/p1'),
      kind: 'task',
      id: 't2',
      body: { title: 'go' },
    })
    await vi.waitUntil(() => heard.length === 2, within)
    expect(heard).toStrictEqual([
      [
        '/sys/hydrant/h0/thing/service/flush',
        { id: 'c9', version: '1.0', params: { seconds: 5 }, method: 'thing.service.flush' },
      ],
      [
        '/sys/handset/p1/thing/service/task',
        { id: 't2', version: '1.0', params: { title: 'go', id: 't2' }, method: 'thing.service.task' },
      ],
    ])
  })

  it('answers a post that asks for it, after storing, and no other', async () => {
    const broker = await start()
    let store: () => void = () => {}
    const sink = createRecordingSink((done) => (store = () => done()))
    await joinBroker(broker, sink)
    const client = await device(broker)
    const replies: { id: string; code: number }[] = []
    client.on('message', (_topic, payload) => replies.push(JSON.parse(payload.toString())))
    await client.subscribeAsync(`${propertyTopic}_reply`, { qos: 1 })
    client.publish(propertyTopic, post({ pressure: 1 }, { id: 'quiet' }), { qos: 1 })
    client.publish(propertyTopic, post({ pressure: 2 }, { id: 'asks', sys: { ack: 1 } }), { qos: 1 })
    client.publish(propertyTopic, post({ pressure: 'x' }, { id: 'wrong', sys: { ack: 1 } }), { qos: 1 })
    await vi.waitUntil(() => sink.samples.length === 2 && sink.refusals.length === 1, within)
    expect(replies).toStrictEqual([])
    await vi.waitUntil(() => {
      store()
      return replies.length === 2
    }, within)
    expect(replies.map(({ id, code }) => [id, code])).toStrictEqual([
      ['asks', 200],
      ['wrong', 460],
    ])
  })

  it('acknowledges only what is stored: what was not comes again to the next link', async () => {
    const broker = await start()
    const dead = createRecordingSink(() => {})
    const { connector } = await joinBroker(broker, dead)
    const client = await device(broker)
    for (let value = 0; value < 200; value += 1)
      client.publish(propertyTopic, post({ pressure: value }, { id: `m${value}` }), { qos: 1 })
    await vi.waitUntil(() => dead.samples.length === 200, within)
    await connector.stop()
    const sink = createRecordingSink()
    await joinBroker(broker, sink)
    await vi.waitUntil(() => sink.samples.length === 200, within)
    expect(new Set(sink.samples.map(({ value }) => value)).size).toBe(200)
    expect(sink.refusals).toStrictEqual([])
  })

  it('gives up the link when storing fails, and takes the same messages again', async () => {
    const broker = await start()
    let isBroken = true
    const sink = createRecordingSink((done) => done(isBroken ? new Error('disk full') : undefined))
    const { reports } = await joinBroker(broker, sink)
    const client = await device(broker)
    client.publish('/sys/hydrant/h1/thing/event/tilted/post', JSON.stringify({ id: 'e1', params: {} }), { qos: 1 })
    await vi.waitUntil(
      () => reports.some(({ state, reason }) => state === 'down' && reason?.includes('disk full')),
      within,
    )
    isBroken = false
    await vi.waitUntil(() => sink.events.length >= 2, within)
    expect(sink.events.every(({ messageId }) => messageId === 'e1')).toBe(true)
    expect(sink.refusals).toStrictEqual([])
  })

  it('turns away an oversize packet, tells it, and goes on', async () => {
    const broker = await start()
    const sink = createRecordingSink()
    const { reports } = await joinBroker(broker, sink, { maxPacketBytes: 2_048 })
    const client = await device(broker)
    await client.publishAsync(propertyTopic, post({ pressure: 1 }), { qos: 1 })
    await client.publishAsync(propertyTopic, post({ pressure: 2, note: 'x'.repeat(5_000) }), { qos: 1 })
    await client.publishAsync(propertyTopic, post({ pressure: 3 }), { qos: 1 })
    await vi.waitUntil(() => sink.samples.length === 2, within)
    expect(sink.refusals).toMatchObject([{ reason: 'tooLarge', linkId: 'link', topic: propertyTopic, deviceId: 'h1' }])
    expect(sink.refusals[0]?.head).toContain('"pressure":2')
    expect(sink.samples.map(({ value }) => value)).toStrictEqual([1, 3])
    expect(reports.at(-1)?.state).toBe('up')
  })

  it('refuses a flood of garbage without losing what is good', async () => {
    const broker = await start()
    const sink = createRecordingSink()
    await joinBroker(broker, sink)
    const client = await device(broker)
    const garbage = [
      '',
      'null',
      '[]',
      '{"params"',
      '\u0000\u0001',
      '{"params":{"pressure":1e999}}',
      '{"params":{"nope":1}}',
      '{"params":{"pressure":-5}}',
      '{"__proto__":{"a":1}}',
    ]
    for (let at = 0; at < 900; at += 1)
      client.publish(propertyTopic, garbage[at % garbage.length] ?? '', { qos: at % 2 ? 1 : 0 })
    client.publish('/sys/nobody/x/thing/event/property/post', post({ a: 1 }), { qos: 1 })
    client.publish('/sys/hydrant/h99/thing/event/property/post', post({ a: 1 }), { qos: 1 })
    client.publish('/sys/hydrant/h1/thing/event/fell/post', post({}), { qos: 1 })
    client.publish(propertyTopic, post({ pressure: 42 }), { qos: 1 })
    await vi.waitUntil(() => sink.samples.length === 1, within)
    expect(sink.samples[0]?.value).toBe(42)
    expect(new Set(sink.refusals.map(({ reason }) => reason))).toStrictEqual(
      new Set([
        'malformedJson',
        'wrongShape',
        'notFinite',
        'unknownProperty',
        'outOfRange',
        'unknownType',
        'unknownDevice',
        'unknownEvent',
      ]),
    )
    expect(sink.refusals).toHaveLength(903)
    expect(sink.refusals.every(({ head }) => head.length <= 120)).toBe(true)
  })

  it('refuses what the broker kept on event topics', async () => {
    const broker = await start()
    const client = await device(broker)
    await client.publishAsync(propertyTopic, post({ pressure: 1 }), { qos: 1, retain: true })
    await client.publishAsync('/sys/hydrant/h2/thing/lifecycle', '{"status":"online"}', { qos: 1, retain: true })
    const sink = createRecordingSink()
    await joinBroker(broker, sink)
    await vi.waitUntil(() => sink.refusals.length === 1 && sink.heardOf.length === 1, within)
    expect(sink.refusals).toMatchObject([{ reason: 'retained', deviceId: 'h1' }])
    expect(sink.samples).toStrictEqual([])
    expect(sink.heardOf).toStrictEqual([directory.slot('hydrant/h2').index])
  })

  it('reads plain JSON by a declared mapping', async () => {
    const broker = await start()
    const sink = createRecordingSink()
    await joinBroker(broker, sink, {
      mappings: [
        {
          topicFilter: 'sys/water/+/state',
          productKey: 'hydrant',
          deviceName: 'h{3}',
          properties: { pressure: { path: 'a.b.0', scale: 100, unit: 'kPa' } },
        },
      ],
    })
    const client = await device(broker, { username: core.username, password: core.password })
    await client.publishAsync('sys/water/2/state', '{"a":{"b":[3.5]}}', { qos: 1 })
    await vi.waitUntil(() => sink.samples.length === 1, within)
    expect(sink.samples).toMatchObject([
      { point: directory.slot('hydrant/h2').properties.get('pressure')?.point, value: 350 },
    ])
  })

  it('refuses to send while there is no link', async () => {
    const broker = await start()
    const { connector } = await joinBroker(broker, createRecordingSink())
    await connector.stop()
    const command = { commandId: 'c', device: directory.slot('hydrant/h0'), service: 'flush', input: {} }
    await expect(connector.sendCommand(command)).rejects.toMatchObject({ code: 'linkDown' })
  })
})

describe.runIf(hasMosquitto)('a link to Mosquitto', () => {
  it('comes back after the broker was killed, subscribed', async () => {
    const broker = await startMosquitto()
    cleanups.push(() => broker.stop())
    const sink = createRecordingSink()
    const { connector, reports } = await joinBroker(broker, sink)
    await broker.kill()
    await vi.waitUntil(() => reports.at(-1)?.state === 'down', within)
    const command = { commandId: 'c', device: directory.slot('hydrant/h0'), service: 'flush', input: {} }
    await expect(connector.sendCommand(command)).rejects.toBeInstanceOf(Refused)
    await broker.start()
    await vi.waitUntil(() => reports.at(-1)?.state === 'up', within)
    const client = await device(broker)
    await client.publishAsync(propertyTopic, post({ pressure: 5 }), { qos: 1 })
    await vi.waitUntil(() => sink.samples.length === 1, within)
  })

  it('speaks MQTT 5 and shares messages among the workers of a group', async () => {
    const broker = await startMosquitto()
    cleanups.push(() => broker.stop())
    const sinks = [createRecordingSink(), createRecordingSink()]
    for (const [at, sink] of sinks.entries())
      await joinBroker(broker, sink, { clientId: `worker-${at}`, sharedGroup: 'ingest' })
    const client = await device(broker)
    for (let value = 0; value < 100; value += 1) client.publish(propertyTopic, post({ pressure: value }), { qos: 1 })
    const total = () => sinks.reduce((sum, sink) => sum + sink.samples.length, 0)
    await vi.waitUntil(() => total() === 100, within)
    expect(sinks.every((sink) => sink.samples.length > 0)).toBe(true)
  })

  it('takes TLS with a password, and no certificate it does not know', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'chengtai-tls-'))
    cleanups.push(() => rmSync(dir, { recursive: true }))
    const certificate = writeCertificate(dir, 'DNS:localhost')
    execFileSync('mosquitto_passwd', ['-b', '-c', `${dir}/passwords`, core.username, core.password])
    const files = {
      ...certificate,
      passwords: readFileSync(`${dir}/passwords`, 'utf8'),
    }
    const broker = await startMosquitto({
      files,
      lines: ['certfile {dir}/cert', 'keyfile {dir}/key', 'password_file {dir}/passwords', 'allow_anonymous false'],
    })
    cleanups.push(() => broker.stop())
    const url = `mqtts://localhost:${broker.port}`
    await joinBroker({ url }, createRecordingSink(), { tls: { ca: files.cert } })
    const failing = async (more: object) => {
      const reports: LinkReport[] = []
      const connector: SiteConnector = createMqttConnector(
        { id: 'x', url, clientId: 'core-2', username: core.username, password: core.password, ...more },
        { directory, sink: createRecordingSink(), now: Date.now, random: () => 0 },
      )
      connector.onLink((report) => reports.push(report))
      connector.start()
      cleanups.push(() => connector.stop())
      await vi.waitUntil(() => reports.at(-1)?.state === 'down', within)
      return reports.at(-1)?.reason
    }
    expect(await failing({})).toContain('self-signed')
    expect(await failing({ tls: { ca: files.cert }, password: 'wrong' })).toMatch(/Not authorized|Bad username/)
  })
})

describe('a broker that answers no ping', () => {
  /** CONNACK and SUBACK as a broker gives them, then whatever `after` sends. */
  const startSilent = async (after: (send: (bytes: Buffer) => void) => void) => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.on('data', (bytes) => {
        if (bytes.readUInt8(0) === 0x10) socket.write(Buffer.from([0x20, 3, 0, 0, 0]))
        if (bytes.readUInt8(0) !== 0x82) return
        const granted = bytes.includes('/history/') ? [1, 1] : deviceFilters.map(() => 1)
        socket.write(Buffer.from([0x90, 3 + granted.length, bytes.readUInt8(2), bytes.readUInt8(3), 0, ...granted]))
      })
      after((bytes) => socket.destroyed || socket.write(bytes))
    }).listen(0, '127.0.0.1')
    cleanups.push(() => server.close())
    await once(server, 'listening')
    return `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  it('is given up when it fell silent, and not taken for hostile', async () => {
    const url = await startSilent(() => {})
    const { reports } = await joinBroker({ url }, createRecordingSink(), { keepaliveS: 1 })
    await vi.waitUntil(() => reports.at(-1)?.state === 'down', within)
    expect(reports.at(-1)?.reason).toBe('the broker fell silent')
  })

  it('is kept while its messages come: a flood is no silence', async () => {
    const payload = Buffer.from('{"params":{"pressure":1}}')
    const head = Buffer.concat([
      Buffer.from([0, propertyTopic.length]),
      Buffer.from(propertyTopic),
      Buffer.from([0]),
      payload,
    ])
    const url = await startSilent((send) => {
      const timer = setInterval(() => send(Buffer.concat([Buffer.from([0x30, head.length]), head])), 50)
      cleanups.push(() => clearInterval(timer))
    })
    const sink = createRecordingSink()
    const { reports } = await joinBroker({ url }, sink, { keepaliveS: 1 })
    await vi.waitUntil(() => sink.samples.length > 70, within)
    expect(reports.map(({ state }) => state)).not.toContain('down')
  })
})

describe('a hostile broker', () => {
  it.each([
    ['noise', Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 7_919) % 256))],
    ['an endless length', Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0xff])],
    ['nothing but zeros', Buffer.alloc(4_000)],
  ])('that sends %s ends in quarantine', async (_name, noise) => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.write(Buffer.from([0x20, 0x03, 0, 0, 0]))
      socket.on('data', () => socket.write(noise))
    }).listen(0, '127.0.0.1')
    cleanups.push(() => new Promise((resolve) => server.close(resolve)))
    await new Promise((resolve) => server.once('listening', resolve))
    const reports: LinkReport[] = []
    const connector = createMqttConnector(
      { id: 'x', url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`, clientId: 'c' },
      { directory, sink: createRecordingSink(), now: Date.now, random: () => 0 },
    )
    connector.onLink((report) => reports.push(report))
    connector.start()
    cleanups.push(() => connector.stop())
    await vi.waitUntil(() => reports.at(-1)?.state === 'quarantined', { timeout: 10_000 })
    expect(reports.some(({ state }) => state === 'down')).toBe(true)
  })
})
