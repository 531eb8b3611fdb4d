import { createServer, connect, type Socket, type Server } from 'node:net'
import { createSocket } from 'node:dgram'
import { createRecordingSink as createPumpSink, pumpSlot } from '../../tests/support/pumpSite'
import { tellFrame } from './readSiteFrame'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type CodecDescription, DeviceId, DeviceType, type Refusal } from '../../domain/contract'
import { decodeFrame } from '../../domain/codec/decodeFrame'
import { encodeMessage } from '../../domain/codec/encodeMessage'
import { FrameSplitter } from '../../domain/codec/FrameSplitter'
import { shippedCodecs } from '../../domain/codec/shipped'
import type { FrameValues } from '../../domain/codec/values'
import { createScriptEngine } from '../script/createScriptEngine'
import { ScriptCodec } from '../script/ScriptCodec'
import type { CommandAnswer, DeviceSlot, SiteConnector, SiteSink } from '../site'
import { createFramesConnector } from './createFramesConnector'
import type { FramesOptions } from './options'

const text = (zh: string) => ({ zh, en: zh })
const type = DeviceType.parse({
  id: 'climate',
  version: 1,
  systemKey: 'environment.indoor',
  name: text('climate'),
  symbol: 'air',
  properties: ['temperature', 'co2', 'state'].map((id) => ({
    id,
    name: text(id),
    type: 'number',
    access: 'read',
    reportPeriodMs: 1_000,
    ...(id === 'co2' && { min: 0, max: 5_000 }),
  })),
  events: [],
  services: [
    {
      id: 'setFan',
      name: text('fan'),
      commandClass: 1,
      timeoutMs: 1_000,
      input: [{ id: 'on', name: text('on'), type: 'bool' }],
    },
  ],
  alarms: [],
})
const slot = (index: number, firstPoint = index * 10): DeviceSlot => ({
  index,
  id: DeviceId.parse(`K-${index}`),
  type,
  properties: new Map(type.properties.map((property, i) => [property.id, { point: firstPoint + i, property }])),
  events: new Map(),
  services: new Map(type.services.map((service) => [service.id, service])),
})
const slots = [slot(0), slot(1)]

/** Everything that a link handed over. */
function createSink() {
  const samples = new Map<number, number>()
  const answers: CommandAnswer[] = []
  const refused: Refusal[] = []
  const lost: number[] = []
  const raw: Uint8Array[] = []
  const sink: SiteSink = {
    sample: (point, value) => void samples.set(point, value),
    heard() {},
    lost: (index) => void lost.push(index),
    event() {},
    receipt() {},
    answer: (answer) => void answers.push(answer),
    refused: (refusal) => void refused.push(refusal),
    numbered() {},
    raw: (_device, bytes) => void raw.push(bytes),
    whenStored: (done) => done(),
  }
  return { sink, samples, answers, refused, lost, raw }
}

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

const quick = (codec: CodecDescription): CodecDescription => ({
  ...codec,
  exchanges: codec.exchanges?.map((each) => ({ ...each, everyMs: 100, timeoutMs: 100 })),
})
const codec = (id: string) => quick(shippedCodecs.find((each) => each.id === id)!)

async function start(codecGiven: CodecDescription, options: Pick<FramesOptions, 'wire'> & Partial<FramesOptions>) {
  const heard = createSink()
  const changes = new Set<(id: string) => void>()
  const registry = { slots: [...slots], listeners: new Set<(rows: readonly number[]) => void>() }
  const shelf = { description: codecGiven }
  let port = 0
  const connector = createFramesConnector(
    {
      id: 'bus',
      codecId: codecGiven.id,
      devices: [
        { productKey: 'climate', deviceName: 'K-0', address: 1 },
        { productKey: 'climate', deviceName: 'K-1', address: 2 },
      ],
      ...options,
    },
    {
      directory: {
        findDevice: (_key, name) => registry.slots.find(({ id }) => id === name),
        hasType: () => true,
        onChanged(listener) {
          registry.listeners.add(listener)
          return () => void registry.listeners.delete(listener)
        },
      },
      sink: heard.sink,
      codecs: {
        find: () => shelf.description,
        onChanged(listener) {
          changes.add(listener)
          return () => void changes.delete(listener)
        },
      },
      now: () => 1_000,
      random: () => 0,
      onListening: (at) => (port = at),
    },
  )
  open.push(() => connector.stop())
  connector.start()
  const save = (next: CodecDescription) => {
    shelf.description = next
    for (const listener of changes) listener(next.id)
  }
  /** The registry has other devices from now on. */
  const change = (...next: DeviceSlot[]) => {
    registry.slots = next
    for (const listener of registry.listeners) listener([0, 1])
  }
  return { connector, ...heard, save, change, port: () => port }
}

const isUp = (connector: SiteConnector) => {
  let state = ''
  connector.onLink((report) => (state = report.state))()
  return state === 'up'
}

/** A Modbus slave on a real socket: two units, of which one may be off. */
async function startSlave(reply: (unit: number, fan: Map<number, number>) => FrameValues | undefined) {
  const modbus = codec('modbus-climate')
  const fan = new Map<number, number>()
  const sockets = new Set<Socket>()
  let calls = 0
  const asked: number[] = []
  const asSlave = {
    ...modbus,
    messages: modbus.messages.map((each) => ({
      ...each,
      direction: each.direction === 'in' ? ('out' as const) : ('in' as const),
    })),
  }
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    calls += 1
    const splitter = new FrameSplitter(asSlave)
    socket.on('error', () => undefined)
    socket.on('data', (bytes: Buffer) => {
      for (const frame of splitter.push(bytes)) {
        const read = decodeFrame(asSlave, frame, 'in')
        if (!read.isOk) continue
        const unit = Number(read.values['unit'])
        if (read.message.id === 'writeRegister') {
          const body = read.values['body'] as { register: number; value: number }
          fan.set(unit, body.value)
          const made = encodeMessage(asSlave.messages[1]!, { unit, body })
          if (made.isOk) socket.write(made.bytes)
          continue
        }
        asked.push(unit)
        const values = reply(unit, fan)
        const made = values && encodeMessage(asSlave.messages[0]!, values)
        // In two pieces, as serial servers do.
        if (made?.isOk) {
          socket.write(made.bytes.subarray(0, 4))
          setImmediate(() => socket.write(made.bytes.subarray(4)))
        }
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const askedOf = (unit: number) => asked.filter((each) => each === unit).length
  return { port, fan, calls: () => calls, asked: askedOf, drop: () => sockets.forEach((socket) => socket.destroy()) }
}

const points = [
  { message: 'inputs', field: 'body.temperature', property: 'temperature' },
  { message: 'inputs', field: 'body.co2', property: 'co2' },
]
const services = [
  {
    service: 'setFan',
    request: 'writeRegister',
    response: 'written',
    refusal: 'exception',
    timeoutMs: 5_000,
    given: { 'body.register': 7, 'body.value': { input: 'on' } },
  },
]

it('a contact that a bus tells as 255 or 65,280 is on, as one that is told as 1', () => {
  const samples: number[] = []
  const pressure = pumpSlot.properties.get('pressure')!
  const device = {
    ...pumpSlot,
    properties: new Map([['pressure', { ...pressure, property: { ...pressure.property, type: 'bool' as const } }]]),
  }
  const sink = { ...createPumpSink(), sample: (_point: number, value: number) => void samples.push(value) }
  for (const value of [0, 1, 255, 65_280]) {
    const points = [{ property: 'pressure', value }]
    tellFrame({ isOk: true, values: {}, address: undefined, points, events: [] }, device, sink, 1)
  }
  expect(samples).toEqual([0, 1, 1, 1])
})

describe('a Modbus device behind a serial server', () => {
  // req: R-4.1.1.1-04
  it('is polled, commanded, and comes back after its line broke', async () => {
    const slave = await startSlave((unit, fan) =>
      unit === 1 ? { unit, body: { temperature: 21.5, humidity: 40, co2: 700, fan: fan.get(unit) ?? 0 } } : undefined,
    )
    const link = await start(codec('modbus-climate'), {
      wire: { kind: 'tcpClient', host: '127.0.0.1', port: slave.port },
      points,
      services,
    })
    await vi.waitFor(() => expect(link.samples.get(0)).toBe(21.5), 5_000)
    expect(link.samples.get(1)).toBe(700)
    // The second one answers nothing: it is gone, and holds nobody up.
    await vi.waitFor(() => expect(link.lost).toContain(1), 5_000)
    await link.connector.sendCommand({ commandId: 'C-1', device: slots[0]!, service: 'setFan', input: { on: 1 } })
    await vi.waitFor(() => expect(link.answers).toMatchObject([{ commandId: 'C-1', code: 200 }]), 5_000)
    expect(slave.fan.get(1)).toBe(1)
    slave.drop()
    // What the old line had under way may still arrive: only what comes on the second line counts.
    await vi.waitFor(() => expect(slave.calls()).toBe(2), 5_000)
    link.samples.clear()
    await vi.waitFor(() => expect(link.samples.get(0)).toBe(21.5), 5_000)
    await vi.waitFor(() => expect(isUp(link.connector)).toBe(true), 5_000)
  })

  it('speaks under the points that the registry gives it, and is asked nothing once it is retired', async () => {
    const slave = await startSlave((unit) => ({ unit, body: { temperature: 20 + unit, humidity: 40, co2: 0, fan: 0 } }))
    const link = await start(codec('modbus-climate'), {
      wire: { kind: 'tcpClient', host: '127.0.0.1', port: slave.port },
      points,
    })
    await vi.waitFor(() => expect([link.samples.get(0), link.samples.get(10)]).toEqual([21, 22]), 5_000)
    link.change(slot(0, 100))
    link.samples.clear()
    const before = slave.asked(2)
    await vi.waitFor(() => expect(link.samples.get(100)).toBe(21), 5_000)
    const polls = slave.asked(1)
    await vi.waitFor(() => expect(slave.asked(1)).toBeGreaterThan(polls + 1), 5_000)
    // One question may have been on its way.
    expect(slave.asked(2)).toBeLessThanOrEqual(before + 1)
    expect(link.samples.has(0)).toBe(false)
    expect(link.refused.map(({ detail }) => detail)).toContain('climate/K-1 is not in the registry')
  })

  it('whose value is out of its range is refused for that value, and heard for the others', async () => {
    const slave = await startSlave((unit) => ({ unit, body: { temperature: 20, humidity: 40, co2: 60_000, fan: 0 } }))
    const link = await start(codec('modbus-climate'), {
      wire: { kind: 'tcpClient', host: '127.0.0.1', port: slave.port },
      points,
    })
    await vi.waitFor(() => expect(link.samples.get(0)).toBe(20), 5_000)
    expect(link.samples.has(1)).toBe(false)
    expect(link.refused).toContainEqual(
      expect.objectContaining({ reason: 'outOfRange', deviceId: 'K-0', detail: 'co2' }),
    )
  })
})

describe('a panel that dials in', () => {
  const panel = codec('fire-panel-line')
  const line = (values: FrameValues) => {
    const made = encodeMessage(panel.messages[0]!, { number: 9, loop: 1, point: 3, state: 1, text: 'LOBBY', ...values })
    return made.isOk ? made.bytes : new Uint8Array()
  }
  it('is heard, acknowledged line by line, and what is no frame of it is refused and told', async () => {
    const link = await start(panel, {
      wire: { kind: 'tcpServer', host: '127.0.0.1', port: 0 },
      points: [{ message: 'state', field: 'state', property: 'state' }],
    })
    await vi.waitFor(() => expect(link.port()).toBeGreaterThan(0), 5_000)
    const socket = connect(link.port(), '127.0.0.1')
    open.push(() => socket.destroy())
    const back: Buffer[] = []
    socket.on('data', (bytes: Buffer) => back.push(bytes))
    socket.write(line({}))
    await vi.waitFor(() => expect(link.samples.get(2)).toBe(1), 5_000)
    await vi.waitFor(
      () => expect(decodeFrame(panel, Buffer.concat(back), 'out')).toMatchObject({ isOk: true, values: { number: 9 } }),
      5_000,
    )
    socket.write(line({ loop: 77 }))
    socket.write(line({}).with(8, 0x39))
    await vi.waitFor(
      () => expect(link.refused.map(({ reason }) => reason)).toEqual(['unknownDevice', 'wrongShape']),
      5_000,
    )
    socket.destroy()
    await vi.waitFor(() => expect(link.lost).toEqual([0]), 5_000)
  })

  // req: R-4.1.1.6-01
  it('speaks another description from the moment that one is saved', async () => {
    const link = await start(panel, { wire: { kind: 'udp', host: '127.0.0.1', port: 0 } })
    await vi.waitFor(() => expect(isUp(link.connector)).toBe(true), 5_000)
    link.save({ ...panel, messages: [{ ...panel.messages[0]!, points: [{ field: 'state', property: 'state' }] }] })
    const socket = createSocket('udp4')
    open.push(() => socket.close())
    await vi.waitFor(() => {
      socket.send(line({ state: 3 }), link.port(), '127.0.0.1')
      expect(link.samples.get(2)).toBe(3)
    }, 5_000)
  })

  it('a script reads what no message fits, and one that loops harms nobody', async () => {
    const script = `function decode(bytes) {
      if (bytes[0] !== 0x7e) { for (;;) {} }
      return { address: bytes[1], values: { state: bytes[2] } }
    }`
    const link = await start({ ...panel, script }, { wire: { kind: 'udp', host: '127.0.0.1', port: 0 } })
    const socket = createSocket('udp4')
    open.push(() => socket.close())
    await vi.waitFor(() => {
      socket.send(Uint8Array.of(0x7e, 2, 5), link.port(), '127.0.0.1')
      expect(link.samples.get(12)).toBe(5)
    }, 5_000)
    socket.send(Uint8Array.of(1, 2, 3), link.port(), '127.0.0.1')
    await vi.waitFor(() => expect(link.refused.map(({ detail }) => detail)).toContain('tookTooLong'), 5_000)
  })
})

describe('a script in its sandbox', () => {
  let nowMs = 0
  /** A clock that goes on by itself as it is read, so that a loop ends however busy the machine is. */
  const scriptOf = async (source: string) =>
    new ScriptCodec(await createScriptEngine(), source, { nowMs: () => nowMs, spentMs: () => (nowMs += 1) })

  it('reads bytes and makes them', async () => {
    const script = await scriptOf(`
      const decode = (bytes) => bytes.length < 2 ? null : ({ values: { a: bytes[0] * 256 + bytes[1] } })
      const encode = (service, input, address) => [address, input.level, service.length]`)
    expect(script.decode(Uint8Array.of(1, 2)).reading).toEqual({ values: { a: 258 } })
    expect(script.decode(Uint8Array.of(1))).toEqual({ outcome: { outcome: 'returned', json: 'null' } })
    expect(script.encode('set', { level: 9 }, 4)).toEqual(Uint8Array.of(4, 9, 3))
  })

  it.each([
    ['tookTooLong', 'function decode() { for (;;) {} }'],
    ['tookTooLong', 'for (;;) {}'],
    ['tookTooMuch', 'function decode() { const a = []; for (;;) a.push(new Uint8Array(100000)) }'],
    ['tookTooMuch', 'function decode() { return decode() + 1 }'],
    ['failed', 'function decode() { return { values: { a: "x" } } }'],
    ['failed', 'function decode() { throw new Error("no") }'],
    ['failed', 'function decode( {'],
    ['failed', 'JSON.stringify = () => "{"; const decode = () => ({ values: {} })'],
    ['failed', 'const decode = () => process.env'],
    ['failed', 'const decode = () => fetch("http://127.0.0.1")'],
    ['failed', 'const decode = () => globalThis.constructor.constructor("return process")()'],
  ])('%s: %s', async (outcome, source) => {
    expect((await scriptOf(source)).decode(Uint8Array.of(1)).outcome.outcome).toBe(outcome)
  })

  it('that was ended three times in a row rests for a minute, and every end is counted', async () => {
    const script = await scriptOf('function decode() { for (;;) {} }')
    const outcomes = Array.from({ length: 4 }, () => script.decode(Uint8Array.of(1)).outcome.outcome)
    expect(outcomes).toEqual(['tookTooLong', 'tookTooLong', 'tookTooLong', 'resting'])
    expect(script.ended).toBe(3)
    nowMs += 60_000
    expect(script.decode(Uint8Array.of(1)).outcome.outcome).toBe('tookTooLong')
  })
})
