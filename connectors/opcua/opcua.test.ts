import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { qualityCodes } from '../../domain/contract'
import { openOpcUaServer, type OpcUaServer } from '../../tests/support/opcUaServer'
import { createRecordingSink, pumpDirectory, pumpSlot, type RecordingSink } from '../../tests/support/pumpSite'
import type { DeviceSlot, LinkReport, SiteConnector, SiteDirectory } from '../site'
import { createOpcUaConnector } from './createOpcUaConnector'

let server: OpcUaServer
let connector: SiteConnector | undefined
let sink: RecordingSink
let reports: LinkReport[]

const connect = (over: object = {}, directory: SiteDirectory = pumpDirectory): SiteConnector => {
  reports = []
  sink = createRecordingSink()
  connector = createOpcUaConnector(
    { ...server.options, ...over },
    { directory, sink, now: Date.now, random: Math.random },
  )
  connector.onLink((report) => reports.push(report))
  connector.start()
  return connector
}
const isUp = () => expect.poll(() => reports.at(-1)?.state, { timeout: 60_000 }).toBe('up')
const command = (service: string, input: Record<string, number>) => ({
  commandId: 'C-1',
  device: pumpSlot,
  service,
  input,
})

// A server takes seconds to start: one for all tests that leave it as it was.
beforeAll(async () => {
  server = await openOpcUaServer()
})
afterEach(async () => {
  await connector?.stop()
  server.send({ smoke: false, flood: false })
  server.told.length = 0
})
afterAll(() => server.stop())

describe('an OPC UA link', { timeout: 120_000 }, () => {
  // req: R-4.1.1.1-04
  it('brings values with their time, scaled, and their quality', async () => {
    connect()
    await isUp()
    server.send({ pressure: 4.25 })
    await expect
      .poll(() => sink.samples.at(-1), { timeout: 60_000 })
      .toMatchObject({ value: 425, quality: qualityCodes.good })
    expect(Math.abs((sink.samples.at(-1)?.atMs ?? 0) - Date.now())).toBeLessThan(60_000)
    server.send({ bad: true })
    await expect.poll(() => sink.samples.at(-1)?.quality, { timeout: 60_000 }).toBe(qualityCodes.bad)
  })

  it('tells conditions as events: becoming active, and inactive again', async () => {
    connect()
    await isUp()
    server.send({ smoke: true })
    await expect.poll(() => sink.events.map(({ event }) => event), { timeout: 60_000 }).toContain('smoke')
    server.send({ smoke: false })
    await expect.poll(() => sink.events.at(-1)?.event, { timeout: 60_000 }).toBe('smokeGone')
  })

  it('tells a condition that stood before anybody listened', async () => {
    server.send({ smoke: true })
    await new Promise((resolve) => setTimeout(resolve, 500))
    connect()
    await isUp()
    await expect.poll(() => sink.events.map(({ event }) => event), { timeout: 60_000 }).toContain('smoke')
  })

  it('tells a condition once, though the server tells it again for a comment', async () => {
    connect()
    await isUp()
    const smokes = () => sink.events.filter(({ event }) => event === 'smoke')
    server.send({ smoke: true })
    await expect.poll(() => smokes().length, { timeout: 60_000 }).toBe(1)
    server.send({ comment: 'seen' })
    server.send({ flood: true })
    await expect.poll(() => sink.events.at(-1)?.event, { timeout: 60_000 }).toBe('flood')
    expect(smokes()).toHaveLength(1)
  })

  it('tells a value that does not change once a report period', async () => {
    connect()
    await isUp()
    await expect.poll(() => sink.samples.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(3)
    const times = sink.samples.map(({ atMs }) => atMs)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(new Set(sink.samples.map(({ value }) => value)).size).toBe(1)
    expect(new Set(times).size).toBe(times.length)
  })

  it('gives what the server kept of a time, page by page, and says when there is nothing kept', async () => {
    const link = connect()
    await isUp()
    const fromMs = Date.now() - 3_600_000
    for (let i = 0; i < 1_500; i += 1) server.send({ pressure: i, atMs: fromMs + i })
    await expect.poll(() => sink.samples.map(({ value }) => value), { timeout: 15_000 }).toContain(149_900)
    const kept = createRecordingSink()
    const ask = { device: pumpSlot, fromMs, toMs: fromMs + 1_499, sink: kept }
    const first = await link.requestHistory?.(ask)
    const second = await link.requestHistory?.({ ...ask, cursor: first?.cursor ?? '' })
    expect([first?.messages, second]).toEqual([1_000, { messages: 500 }])
    expect(kept.samples.map(({ atMs }) => atMs - fromMs)).toEqual(Array.from({ length: 1_500 }, (_, i) => i))
    await link.stop()
    await expect(link.requestHistory?.(ask)).rejects.toMatchObject({ code: 'linkDown' })
    const [node] = server.options.nodes
    const other = connect({ nodes: [{ ...node!, nodeId: 'ns=1;s=Pump.Running' }] })
    await isUp()
    await expect(other.requestHistory?.(ask)).rejects.toMatchObject({ code: 'notFound' })
  })

  it('leaves out a node that the server does not have, and watches the others', async () => {
    const [known] = server.options.nodes
    connect({ nodes: [{ ...known!, nodeId: 'ns=1;s=Nowhere' }, known!] })
    await isUp()
    expect(sink.refusals).toMatchObject([{ topic: 'ns=1;s=Nowhere' }])
    server.send({ pressure: 2.5 })
    await expect.poll(() => sink.samples.map(({ value }) => value), { timeout: 60_000 }).toContain(250)
  })

  it('writes and calls, and tells how the server answered', async () => {
    const link = connect()
    await isUp()
    await link.sendCommand(command('start', { on: 1 }))
    await link.sendCommand(command('boost', { bar: 2 }))
    // The server is a process of its own: what it tells comes another way than its answers.
    await expect.poll(() => server.told, { timeout: 60_000 }).toContainEqual({ running: true })
    await expect.poll(() => server.told, { timeout: 60_000 }).toContainEqual({ boosted: 2 })
    expect(sink.answers.map(({ code }) => code)).toEqual([200, 200])
    await link.sendCommand(command('boost', { bar: 99 }))
    expect(sink.answers.at(-1)).toMatchObject({ text: 'BadOutOfRange' })
    expect(sink.answers.at(-1)?.code).not.toBe(200)
    await link.sendCommand(command('boost', {}))
    expect(sink.answers.at(-1)).toMatchObject({ code: 400, text: 'bar is missing' })
  })

  it('sends nothing without a link or a mapping', async () => {
    const link = connect()
    await isUp()
    await expect(link.sendCommand(command('polish', {}))).rejects.toMatchObject({ code: 'linkDown' })
    await link.stop()
    await expect(link.sendCommand(command('start', { on: 1 }))).rejects.toMatchObject({ code: 'linkDown' })
    expect(server.told).not.toContainEqual({ running: true })
  })

  it('tells rows of the mapping that name nothing here, and goes on with the others', async () => {
    const [known] = server.options.nodes
    connect({ nodes: [{ ...known!, property: 'colour' }, known!] })
    await isUp()
    expect(sink.refusals).toMatchObject([{ reason: 'unknownDevice' }])
    server.send({ pressure: 1.5 })
    await expect.poll(() => sink.samples.at(-1)?.value, { timeout: 60_000 }).toBe(150)
  })

  it('links anew when the registry changed what is mapped, and tells the values by their new numbers; other changes leave it alone', async () => {
    const told = new Set<(rows: readonly number[]) => void>()
    const knows: { slot: DeviceSlot | undefined } = { slot: undefined }
    const directory: SiteDirectory = {
      findDevice: (productKey, deviceName) => pumpDirectory.findDevice(productKey, deviceName) && knows.slot,
      hasType: pumpDirectory.hasType,
      onChanged(listener) {
        told.add(listener)
        return () => told.delete(listener)
      },
    }
    const change = (slot: DeviceSlot | undefined, rows: readonly number[]) => {
      knows.slot = slot
      for (const listener of told) listener(rows)
    }
    const movedTo = (point: number): DeviceSlot => ({
      ...pumpSlot,
      properties: new Map([...pumpSlot.properties].map(([id, slot]) => [id, { ...slot, point }])),
    })
    connect({}, directory)
    await isUp()
    expect(sink.refusals.length).toBeGreaterThan(0)
    server.send({ pressure: 3.25 })
    // The pump comes into the registry while the link stands.
    change(pumpSlot, [0])
    await isUp()
    await expect.poll(() => sink.samples.at(-1), { timeout: 60_000 }).toMatchObject({ point: 0, value: 325 })
    // Its type gets another version: its points go by other numbers.
    change(movedTo(7), [0])
    await expect.poll(() => sink.samples.at(-1), { timeout: 60_000 }).toMatchObject({ point: 7, value: 325 })
    // Its values may be there before it says that it is up.
    await isUp()
    const links = reports.length
    change(movedTo(7), [4])
    server.send({ pressure: 4.5 })
    await expect.poll(() => sink.samples.at(-1), { timeout: 60_000 }).toMatchObject({ point: 7, value: 450 })
    expect(reports).toHaveLength(links)
    // It is retired: nothing of it comes in any more, and the link stays.
    change(undefined, [0])
    await isUp()
    expect(connector?.serves?.(pumpSlot)).toBe(false)
    await connector?.stop()
    expect(told.size).toBe(0)
  })

  it('refuses malformed options at once', () => {
    expect(() => connect({ url: 'http://127.0.0.1' })).toThrow()
    expect(() => connect({ nodes: [{ nodeId: 'Pump', productKey: 'P', deviceName: 'p', property: 'x' }] })).toThrow()
  })
})

// Two servers start one after the other, and make certificates.
describe('a secure OPC UA link', { timeout: 180_000 }, () => {
  it('signs, encrypts and signs in; a server whose certificate is not trusted gets nothing', async () => {
    await server.stop()
    server = await openOpcUaServer({ isSecure: true })
    connect()
    await expect.poll(() => reports.at(-1)?.state, { timeout: 60_000 }).toBe('down')
    await connector?.stop()
    await server.trust()
    connect()
    await isUp()
    server.send({ pressure: 2 })
    await expect.poll(() => sink.samples.at(-1)?.value, { timeout: 60_000 }).toBe(200)
  })
})
