import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AccountId, contract, Refused, rightsByRole } from '../../domain/contract'
import type { Account, CallName, FeedEvent, FeedName, Params, SampleBatch } from '../../domain/contract'
import { createClient } from '../../domain/channel/createClient'
import type { ChannelClient } from '../../domain/channel/createClient'
import { unpackSamples } from '../../domain/channel/packedSamples'
import { messagePorts, webSockets } from './channelPairs'
import { queueLimit } from './FeedOutlet'
import type { CallHandlers, FeedSink, Handlers } from './handlers'
import { serveChannel } from './serveChannel'
import { createSessionHolder } from './SessionHolder'
import type { SessionHolder } from './SessionHolder'
import { stubHandlers } from './stubHandlers'

/** However long a busy machine takes. */
const until = (holds: () => unknown) => vi.waitUntil(holds, { timeout: 60_000 })

const account = (role: Account['role']): Account => ({
  id: AccountId.parse('a1'),
  name: 'li',
  displayName: '李',
  role,
  isDisabled: false,
  isDemo: true,
  mustChangePassword: false,
  passwordChangedAtMs: 0,
})
const after = (delayMs: number, run: () => void) => {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof Refused ? error.code : error),
  )
const bytesOf = (event: unknown): Uint8Array => {
  if (!(event instanceof Uint8Array)) throw new TypeError('not packed')
  return event
}
const calls = Object.entries(contract).flatMap(([name, { type }]) => (type === 'call' ? [name as CallName] : []))
const feeds = Object.entries(contract).flatMap(([name, { type }]) => (type === 'feed' ? [name as FeedName] : []))

describe.each([messagePorts, webSockets])('a channel over $name', (pairing) => {
  let session: SessionHolder
  let handlers: Handlers
  let side: Awaited<ReturnType<typeof pairing.start>>
  let client: ChannelClient
  let dropLink = () => {}
  const errors: unknown[] = []
  const log = { warn: () => {}, error: (fields: object) => void errors.push(fields) }

  beforeEach(async () => {
    errors.length = 0
    session = createSessionHolder()
    session.set(account('shiftLeader'))
    handlers = stubHandlers({})
    side = await pairing.start((core) => {
      dropLink = () => core.close()
      // Each test gives its own handlers after the link is up.
      const current: Handlers = {
        get call() {
          return handlers.call
        },
        get feed() {
          return handlers.feed
        },
      }
      serveChannel(core, { handlers: current, session, log })
    })
    client = createClient({ connect: side.connect, after, random: () => 0, callTimeoutMs: 5_000 })
  })
  afterEach(async () => {
    client.close()
    await side.stop()
  })

  it('answers a call with what its handler gives, typed arrays and all', async () => {
    const times = Float64Array.of(1, 2, Number.NaN)
    handlers = stubHandlers({
      call: {
        'history.read': async ({ fromMs, toMs }) => ({
          fromMs,
          toMs,
          resolution: 'raw',
          timesMs: times,
          minimum: times,
          maximum: times,
          average: times,
          qualities: Uint8Array.of(0, 2, 255),
        }),
      },
    })
    const series = await client.call('history.read', {
      deviceId: 'd1',
      property: 'p',
      fromMs: 5,
      toMs: 9,
      maxPoints: 10,
    })
    expect(series).toMatchObject({ fromMs: 5, toMs: 9, resolution: 'raw' })
    expect(series.timesMs).toStrictEqual(times)
    expect([...series.qualities]).toStrictEqual([0, 2, 255])
  })

  it('gives a handler the parameters without anything the contract does not name', async () => {
    const seen = vi.fn<CallHandlers['refusal.list']>(async () => ({ total: 0, byReason: {}, refusals: [] }))
    handlers = stubHandlers({ call: { 'refusal.list': seen } })
    const params = { limit: 3, extra: 'x' }
    await client.call('refusal.list', params)
    expect(seen.mock.calls[0]).toMatchObject([{ limit: 3 }, { session: { account: { name: 'li' } } }])
    expect(seen.mock.calls[0]).not.toMatchObject([{ extra: 'x' }])
  })

  it('carries a refusal with code, message and details, and a fault as internal without its text', async () => {
    handlers = stubHandlers({
      call: {
        'incident.close': async () => {
          throw new Refused('worldMoved', 'someone was faster', { head: 7 })
        },
        'registry.plans': async () => {
          throw new Error('secret path /etc')
        },
      },
    })
    const refused = await client
      .call('incident.close', { incidentId: 'i', result: 'r', basis: 1 })
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'worldMoved', message: 'someone was faster', details: { head: 7 } })
    const fault = await client.call('registry.plans', {}).catch((error: unknown) => error)
    expect(fault).toMatchObject({ code: 'internal' })
    expect(String(fault)).not.toContain('secret')
    expect(errors).toHaveLength(1)
  })

  it('refuses an answer that cannot travel, and goes on', async () => {
    handlers = stubHandlers({
      call: {
        'registry.plans': async () => ({
          plans: [],
          get bad(): never {
            throw new Error('cannot be read')
          },
        }),
      },
    })
    expect(await codeOf(client.call('registry.plans', {}))).toBe('internal')
    expect(await codeOf(client.call('session.read', {}))).toBe('answered')
  })

  it.each(calls)('refuses %s of every wrong shape before the handler', async (name) => {
    const reached = vi.fn<(name: string) => never>()
    handlers = stubHandlers({ call: Object.fromEntries(calls.map((call) => [call, async () => reached(call)])) })
    session.set(account('shiftLeader'))
    const isOpenToUs =
      contract[name].right === 'none' || rightsByRole.shiftLeader.some((right) => right === contract[name].right)
    for (const wrong of [null, undefined, 'text', 5, [], true]) {
      expect(await codeOf(client.call(name, wrong as unknown as Params<typeof name>))).toBe(
        isOpenToUs ? 'badRequest' : 'notAllowed',
      )
    }
    expect(reached).not.toHaveBeenCalled()
  })

  it.each([...calls, ...feeds])('answers %s only to those who hold its right', async (name) => {
    const { right } = contract[name]
    const reached = vi.fn<(name: string) => never>()
    handlers = stubHandlers({
      call: Object.fromEntries(calls.map((call) => [call, async () => reached(call)])),
      feed: Object.fromEntries(
        feeds.map((feed) => [
          feed,
          () => {
            reached(feed)
            return () => {}
          },
        ]),
      ),
    })
    const ask = async () => {
      reached.mockClear()
      if (contract[name].type === 'call') return codeOf(client.call(name as CallName, {}))
      let code = 'none'
      const stop = client.on(
        name as FeedName,
        {},
        () => {},
        (ended) => (code = ended),
      )
      await client.call('session.read', {})
      stop()
      return code
    }
    session.set(undefined)
    expect(await ask()).toSatisfy((code) => (right === 'none' ? code !== 'notSignedIn' : code === 'notSignedIn'))
    for (const role of ['dispatcher', 'manager', 'auditAdministrator'] as const) {
      session.set(account(role))
      const holds = right === 'none' || rightsByRole[role].some((held) => held === right)
      expect(await ask()).toSatisfy((code) => (holds ? code !== 'notAllowed' : code === 'notAllowed'))
      const timesReached = reached.mock.calls.filter(([reachedName]) => reachedName === name).length
      expect(timesReached === 0 || holds).toBe(true)
    }
  })

  it('knows no method that only looks like one', async () => {
    for (const name of [
      '',
      'constructor',
      '__proto__',
      'toString',
      'session',
      'session.changed',
      'registry.geometry ',
    ]) {
      expect(await codeOf(client.call(name as CallName, {}))).toBe('unknownMethod')
    }
  })

  it('brings an exact feed whole and in order through a reader slower than its source', async () => {
    let sink: FeedSink<FeedEvent<'journal.appended'>> | undefined
    handlers = stubHandlers({
      feed: {
        'journal.appended': (_filter, given) => {
          sink = given
          return () => {}
        },
      },
    })
    const positions: number[] = []
    client.on('journal.appended', { afterPosition: 0 }, (event) =>
      positions.push(...event.entries.map((entry) => entry.position)),
    )
    await until(() => sink)
    for (let position = 1; position <= 3_000; position += 1)
      sink?.push({ entries: [{ position } as FeedEvent<'journal.appended'>['entries'][number]] })
    expect(sink?.hasCredit).toBe(false)
    await until(() => positions.length === 3_000)
    expect(positions).toStrictEqual(Array.from({ length: 3_000 }, (_, index) => index + 1))
  })

  it('ends an exact feed that lags too far, and the client subscribes again for a fresh snapshot', async () => {
    const sinks: FeedSink<FeedEvent<'alarm.changed'>>[] = []
    handlers = stubHandlers({
      feed: {
        'alarm.changed': (_filter, sink) => {
          sinks.push(sink)
          sink.push({ isSnapshot: true, position: sinks.length, upserts: [], removes: [] })
          return () => {}
        },
      },
    })
    const snapshots: number[] = []
    client.on('alarm.changed', {}, (event) => event.isSnapshot && snapshots.push(event.position))
    await until(() => snapshots.length === 1)
    for (let position = 0; position < queueLimit + 100; position += 1)
      sinks[0]?.push({ isSnapshot: false, position, upserts: [], removes: [] })
    await until(() => snapshots.length === 2)
    expect(sinks).toHaveLength(2)
  })

  it('asks the source of a latest feed to wait, and calls it when the client takes more', async () => {
    let sink: FeedSink<SampleBatch> | undefined
    let sent = 0
    let sentAtOnce = 0
    const batch = (): SampleBatch => ({
      points: Uint32Array.of(sent++),
      values: Float64Array.of(0.1),
      timesMs: Float64Array.of(5),
      qualities: Uint8Array.of(0),
    })
    handlers = stubHandlers({
      feed: {
        'samples.changed': (_filter, given) => {
          sink = given
          given.onCredit(() => {
            while (given.hasCredit && sent < 1_000) given.push(batch())
          })
          while (given.hasCredit) given.push(batch())
          sentAtOnce = sent
          return () => {}
        },
      },
    })
    const received: number[] = []
    client.on('samples.changed', { rateHz: 5 }, ({ points, values }) => {
      expect(points).toBeInstanceOf(Uint32Array)
      expect(values).toBeInstanceOf(Float64Array)
      received.push(points[0] ?? -1)
    })
    await until(() => sink)
    expect(sentAtOnce).toBe(64)
    await until(() => received.length === 1_000)
    expect(received).toStrictEqual(Array.from({ length: 1_000 }, (_, index) => index))
  })

  it('packs samples once for all windows that read that, and only for those; either end may be a version older', async () => {
    const batch: SampleBatch = {
      points: Uint32Array.of(4, 5, 9),
      values: Float64Array.of(0.1, Number.NaN, -3),
      timesMs: Float64Array.of(5_000, 5_000, 5_001),
      qualities: Uint8Array.of(0, 0, 2),
    }
    handlers = stubHandlers({
      feed: {
        'samples.changed': (_filter, sink) => {
          sink.push(batch)
          return () => {}
        },
      },
    })
    const way = await side.connect()
    const events: unknown[] = []
    way.onFrame((frame) => frame.t === 'event' && events.push(frame.event))
    const frame = { t: 'subscribe', feed: 'samples.changed', filter: { rateHz: 5 }, credit: 3 } as const
    way.send({ ...frame, id: 1 })
    way.send({ ...frame, id: 2, packs: true })
    way.send({ ...frame, id: 3, packs: true })
    await until(() => events.length === 3)
    const [older, ...packed] = events
    expect(older).toMatchObject({ points: expect.any(Uint32Array), values: expect.any(Float64Array) })
    for (const bytes of packed) expect(unpackSamples(bytesOf(bytes))).toStrictEqual(batch)
    way.close()
    // As a core would that does not know the word.
    const old = createClient({
      async connect() {
        const way = await side.connect()
        return {
          ...way,
          send: (sent) => way.send(sent.t === 'subscribe' ? (({ packs: _unknown, ...known }) => known)(sent) : sent),
        }
      },
      after,
      random: () => 0,
    })
    const told: SampleBatch[] = []
    for (const one of [client, old]) one.on('samples.changed', { rateHz: 5 }, (event) => told.push(event))
    await until(() => told.length === 2)
    expect(told).toStrictEqual([batch, batch])
    old.close()
  })

  it('keeps only the last whole state of a latest feed while the client takes nothing', async () => {
    let push: (event: FeedEvent<'indicator.changed'>) => void = () => {}
    handlers = stubHandlers({
      feed: {
        'indicator.changed': (_filter, sink) => {
          push = (event) => sink.push(event)
          return () => {}
        },
      },
    })
    const state = (id: number): FeedEvent<'indicator.changed'> => ({
      indicators: [{ id: String(id), atMs: 0, quality: 'good', trend: [] }],
    })
    const ids: string[] = []
    client.on('indicator.changed', {}, (event) => ids.push(...event.indicators.map((indicator) => indicator.id)))
    await client.call('session.read', {})
    for (let id = 0; id < 500; id += 1) push(state(id))
    await until(() => ids.at(-1) === '499')
    expect(ids).toHaveLength(65)
  })

  it('stops a source when its listener leaves, when its link is lost and when its right is gone', async () => {
    const stopped = vi.fn<() => void>()
    handlers = stubHandlers({ feed: { 'task.changed': () => stopped } })
    const stop = client.on('task.changed', {}, () => {})
    await client.call('session.read', {})
    stop()
    await until(() => stopped.mock.calls.length === 1)
    const codes: string[] = []
    client.on(
      'task.changed',
      {},
      () => {},
      (code) => codes.push(code),
    )
    await client.call('session.read', {})
    session.set(undefined)
    await until(() => codes.length === 1)
    expect(codes).toStrictEqual(['notSignedIn'])
    expect(stopped).toHaveBeenCalledTimes(2)
    session.set(account('dispatcher'))
    client.on('task.changed', {}, () => {})
    await client.call('session.read', {})
    dropLink()
    await until(() => stopped.mock.calls.length === 3)
  })

  it('fails calls that were under way when the link was lost, and brings feeds back by itself', async () => {
    let subscriptions = 0
    handlers = stubHandlers({
      call: { 'registry.people': () => new Promise(() => {}) },
      feed: {
        'message.changed': (_filter, sink) => {
          sink.push({ isSnapshot: true, position: ++subscriptions, upserts: [], removes: [] })
          return () => {}
        },
      },
    })
    const positions: number[] = []
    const links: boolean[] = []
    client.onLink((isUp) => links.push(isUp))
    client.on('message.changed', {}, (event) => positions.push(event.position))
    await until(() => positions.length === 1)
    const pending = codeOf(client.call('registry.people', {}))
    await client.call('session.read', {})
    dropLink()
    expect(await pending).toBe('serviceUnreachable')
    expect(await codeOf(client.call('session.read', {}))).toBe('serviceUnreachable')
    await until(() => positions.length === 2)
    expect(await codeOf(client.call('session.read', {}))).toBe('answered')
    expect(links.slice(-2)).toStrictEqual([false, true])
  })

  it('gives up a call that is not answered in its time', async () => {
    const hasty = createClient({ connect: side.connect, after, random: () => 0, callTimeoutMs: 30 })
    handlers = stubHandlers({ call: { 'registry.people': () => new Promise(() => {}) } })
    expect(await codeOf(hasty.call('registry.people', {}))).toBe('timedOut')
    hasty.close()
  })

  it('ends a feed whose source breaks, without a crash', async () => {
    handlers = stubHandlers({
      feed: {
        'seat.changed': () => {
          throw new TypeError('broken source')
        },
        'people.changed': () => {
          throw new Refused('notFound')
        },
      },
    })
    const codes: string[] = []
    client.on(
      'people.changed',
      {},
      () => {},
      (code) => codes.push(code),
    )
    client.on(
      'seat.changed',
      {},
      () => {},
      (code) => codes.push(code),
    )
    await until(() => codes.length === 1 && errors.length > 0)
    expect(codes).toStrictEqual(['notFound'])
    expect(await codeOf(client.call('session.read', {}))).toBe('answered')
  })

  it('drops a frame whose method poses as a text, and parameters that do, and goes on', async () => {
    const evil = { length: { toString: 1 } }
    const answers = await side.sendRaw([
      { t: 'call', id: 1, method: evil, params: {} },
      { t: 'subscribe', id: 2, feed: evil, filter: {}, credit: 1 },
      { t: 'call', id: 3, method: 'registry.search', params: { text: evil, limit: 1 } },
    ])
    expect(answers.length).toBe(3)
    expect(await codeOf(client.call('registry.search', { text: evil as never, limit: 1 }))).toBe('badRequest')
    expect(errors).toEqual([])
  })

  it('survives 5,000 frames that no client of ours would send', async () => {
    const frame = fc.oneof(
      fc.anything({ withBigInt: false, withDate: true, withTypedArray: true }),
      fc.record(
        {
          t: fc.constantFrom('call', 'subscribe', 'unsubscribe', 'credit', 'result', 'x'),
          id: fc.oneof(fc.integer(), fc.double(), fc.string()),
          method: fc.constantFrom(...calls, '__proto__', ''),
          feed: fc.constantFrom(...feeds, 'constructor'),
          params: fc.anything({ withBigInt: false }),
          filter: fc.anything({ withBigInt: false }),
          credit: fc.oneof(fc.integer(), fc.anything({ withBigInt: false })),
          more: fc.integer(),
        },
        { requiredKeys: ['t'] },
      ),
    )
    const frames = fc.sample(frame, { numRuns: 5_000, seed: 20_240_601 })
    for (let start = 0; start < frames.length; start += 250) await side.sendRaw(frames.slice(start, start + 250))
    expect(await codeOf(client.call('session.read', {}))).toBe('answered')
    expect(Object.keys(Object.prototype)).toHaveLength(0)
  })
})

it('a WebSocket peer that sends no msgpack at all is dropped without harm to others', async () => {
  const session = createSessionHolder()
  const log = { warn: () => {}, error: () => {} }
  const side = await webSockets.start((core) => serveChannel(core, { handlers: stubHandlers({}), session, log }))
  const client = createClient({ connect: side.connect, after, random: () => 0 })
  const noise = fc.sample(fc.uint8Array({ maxLength: 200 }), { numRuns: 2_000, seed: 7 })
  await side.sendRaw(noise)
  expect(await codeOf(client.call('session.read', {}))).toBe('answered')
  client.close()
  await side.stop()
})
