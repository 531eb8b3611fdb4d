import { connectAsync } from 'mqtt'
import type { IClientOptions, MqttClient } from 'mqtt'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { SiteSink } from '../site'
import { createEmbeddedBroker } from './createEmbeddedBroker'
import type { EmbeddedBrokerOptions } from './createEmbeddedBroker'
import { createEmbeddedConnector } from './createEmbeddedConnector'
import { createRecordingSink, createTestDirectory } from './testing'

const directory = createTestDirectory()
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const site = { username: 'site', password: 'site secret', role: 'site' } as const
const core = { username: 'core', password: 'core secret', role: 'core' } as const
const propertyTopic = '/sys/hydrant/h1/thing/event/property/post'
const within = { timeout: 10_000 }
const post = (values: object, more: object = {}) =>
  JSON.stringify({ id: String(Math.random()), version: '1.0', params: values, ...more })

async function startEmbedded(options: Partial<EmbeddedBrokerOptions> = {}, whenStored?: SiteSink['whenStored']) {
  const broker = await createEmbeddedBroker({ port: 0, credentials: [site], ...options })
  cleanups.push(() => broker.stop())
  const sink = createRecordingSink(whenStored)
  const connector = createEmbeddedConnector('site', broker, { directory, sink, now: Date.now })
  connector.start()
  return { broker, sink, connector }
}

async function device(broker: { url: string }, options: IClientOptions = {}): Promise<MqttClient> {
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

describe('the embedded broker', () => {
  it('lets nobody in without the right password', async () => {
    const broker = await createEmbeddedBroker({ port: 0, credentials: [site, core] })
    cleanups.push(() => broker.stop())
    for (const credential of [
      {},
      { username: 'site', password: 'wrong' },
      { username: 'x', password: site.password },
    ]) {
      await expect(connectAsync(broker.url, { protocolVersion: 4, reconnectPeriod: 0, ...credential })).rejects.toThrow(
        'Bad username or password',
      )
    }
  })

  it('lets a device say only what devices say, and hear only what lies under /sys', async () => {
    const broker = await createEmbeddedBroker({ port: 0, credentials: [site, core] })
    cleanups.push(() => broker.stop())
    const heard: string[] = []
    const listener = await device(broker, { username: core.username, password: core.password })
    listener.on('message', (topic) => heard.push(topic))
    await listener.subscribeAsync('#')
    const forbidden = ['other/topic', '/sys/hydrant/h1/thing/service/flush', '/sys/hydrant', '$SYS/x']
    for (const topic of forbidden) {
      const client = await device(broker)
      client.publish(topic, '{}', { qos: 1 })
    }
    const client = await device(broker)
    await client.publishAsync(propertyTopic, '{}', { qos: 1 })
    await vi.waitUntil(() => heard.includes(propertyTopic), within)
    expect(heard.filter((topic) => forbidden.includes(topic))).toStrictEqual([])
    await expect(client.subscribeAsync('#')).rejects.toThrow('Unspecified error')
  })

  it('skips a packet that is too large and tells it, and hangs up on whoever goes on', async () => {
    const { broker, sink } = await startEmbedded({ maxPacketBytes: 2_048 })
    const [loud, quiet] = [await device(broker), await device(broker)]
    await loud.publishAsync(propertyTopic, `{"params":"${'x'.repeat(10_000)}"}`, { qos: 1 })
    expect(sink.refusals).toMatchObject([{ reason: 'tooLarge', topic: propertyTopic, bytes: expect.any(Number) }])
    expect(loud.connected).toBe(true)
    const closed = new Promise<void>((resolve) => loud.once('close', () => resolve()))
    for (let at = 0; at < 30; at += 1) loud.publish(propertyTopic, 'x'.repeat(10_000))
    await closed
    await quiet.publishAsync(propertyTopic, post({ pressure: 1 }), { qos: 1 })
    expect(sink.samples).toHaveLength(1)
  })
})

describe('the link to the embedded broker', () => {
  it('takes what devices say, last wills too', async () => {
    const { broker, sink } = await startEmbedded()
    const client = await device(broker, {
      will: {
        topic: '/sys/hydrant/h3/thing/lifecycle',
        payload: Buffer.from('{"status":"offline"}'),
        qos: 1,
        retain: true,
      },
    })
    await client.publishAsync(propertyTopic, post({ pressure: 512.5, isOpen: 'x' }), { qos: 1 })
    client.publish(
      '/sys/hydrant/h1/thing/event/tilted/post',
      JSON.stringify({ id: '7', params: { value: { angle: 31 } } }),
    )
    await client.publishAsync(
      '/sys/handset/p0/thing/event/receipt/post',
      JSON.stringify({ id: '8', params: { subject: 'task', id: 't1', state: 'accepted' } }),
      { qos: 1 },
    )
    expect(sink.samples).toMatchObject([{ value: 512.5 }])
    expect(sink.events).toMatchObject([{ event: 'tilted', messageId: '7' }])
    expect(sink.receipts).toMatchObject([{ subject: { id: 't1' } }])
    expect(sink.refusals).toMatchObject([{ reason: 'wrongType', linkId: 'site', deviceId: 'h1' }])
    client.stream.destroy()
    await vi.waitUntil(() => sink.lostOf.length === 1, within)
  })

  it('acknowledges a device only when its message is stored', async () => {
    const stores: (() => void)[] = []
    const { broker, sink } = await startEmbedded({}, (done) => stores.push(done))
    const client = await device(broker)
    const acknowledged = vi.fn<() => void>()
    for (let value = 0; value < 50; value += 1)
      client.publish(propertyTopic, post({ pressure: value }), { qos: 1 }, acknowledged)
    await vi.waitUntil(() => sink.samples.length === 50 && stores.length > 0, within)
    await (await device(broker)).publishAsync('/sys/hydrant/h2/thing/lifecycle', '{"status":"online"}', { qos: 0 })
    expect(acknowledged).not.toHaveBeenCalled()
    for (const store of stores.splice(0)) store()
    await vi.waitUntil(() => acknowledged.mock.calls.length === 50, within)
    expect(stores.length).toBeLessThan(50)
  })

  it('cuts a device off when storing fails, and takes its message again', async () => {
    let isBroken = true
    const { broker, sink } = await startEmbedded({}, (done) => done(isBroken ? new Error('disk full') : undefined))
    const client = await device(broker, { reconnectPeriod: 20, clean: false, clientId: 'h1' })
    client.publish('/sys/hydrant/h1/thing/event/tilted/post', JSON.stringify({ id: 'e1', params: {} }), { qos: 1 })
    await vi.waitUntil(() => sink.events.length >= 1, within)
    isBroken = false
    const failed = sink.events.length
    await vi.waitUntil(() => sink.events.length > failed, within)
    expect(sink.events.every(({ messageId }) => messageId === 'e1')).toBe(true)
    expect(sink.refusals).toStrictEqual([])
  })

  it('carries commands and tasks, and answers those who ask', async () => {
    const { broker, connector } = await startEmbedded()
    const client = await device(broker)
    const heard: [string, unknown][] = []
    client.on('message', (topic, payload) => heard.push([topic, JSON.parse(payload.toString())]))
    await client.subscribeAsync(['/sys/+/+/thing/service/+', `${propertyTopic}_reply`], { qos: 1 })
    await connector.sendCommand({
      commandId: 'c9',
      device: directory.slot('hydrant/h0'),
      service: 'flush',
      input: { seconds: 5 },
    })
    await connector.sendToHandset({
      handset: directory.slot('handset/p1'),
      kind: 'recall',
      id: 't2',
      body: { reason: 'r' },
    })
    await client.publishAsync(propertyTopic, post({ pressure: 1 }, { id: 'asks', sys: { ack: 1 } }), { qos: 1 })
    await vi.waitUntil(() => heard.length === 3, within)
    expect(heard).toMatchObject([
      ['/sys/hydrant/h0/thing/service/flush', { id: 'c9', params: { seconds: 5 }, method: 'thing.service.flush' }],
      ['/sys/handset/p1/thing/service/recall', { id: 't2', params: { reason: 'r', id: 't2' } }],
      [`${propertyTopic}_reply`, { id: 'asks', code: 200 }],
    ])
  })

  it('acknowledges nothing while it is not started, and sends nothing', async () => {
    const { broker, sink, connector } = await startEmbedded()
    await connector.stop()
    const command = { commandId: 'c', device: directory.slot('hydrant/h0'), service: 'flush', input: {} }
    await expect(connector.sendCommand(command)).rejects.toMatchObject({ code: 'linkDown' })
    const client = await device(broker, { reconnectPeriod: 20, clean: false, clientId: 'h1' })
    client.publish(propertyTopic, post({ pressure: 7 }), { qos: 1 })
    await new Promise<void>((resolve) => client.once('close', () => resolve()))
    connector.start()
    await vi.waitUntil(() => sink.samples.length === 1, within)
  })
})
