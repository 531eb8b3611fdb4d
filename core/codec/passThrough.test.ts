import { createSocket } from 'node:dgram'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DeviceSlot, SiteSink } from '../../connectors/site'
import type { CodecDescription, RawRoute } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { Registry } from '../iot/Registry'
import { createMemoryJournal, type MemoryJournal } from '../iot/testMemoryJournal'
import { type Codecs, createCodecs } from './createCodecs'
import { createPassThrough, type PassThroughDesk } from './createPassThrough'

const registry = new Registry(testDistrict(), 1)
const device: DeviceSlot = registry.findDevice('TH-1')!
const [property] = device.type.properties
const actor = { kind: 'account', id: 'anna' } as const

let folder: string
let journal: MemoryJournal
let codecs: Codecs
let desk: PassThroughDesk
const open: (() => unknown)[] = []
const samples: number[] = []
const sink: SiteSink = {
  sample: (_point, value) => void samples.push(value),
  heard() {},
  lost() {},
  event() {},
  receipt() {},
  answer() {},
  refused() {},
  numbered() {},
  whenStored: (done) => done(),
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-raw-'))
  journal = createMemoryJournal(() => 1_000)
  codecs = createCodecs(journal)
  samples.length = 0
  desk = createPassThrough({
    journal,
    codecs,
    dataDir: folder,
    onError(error) {
      throw error
    },
  })
  open.push(() => desk.stop())
})
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
  await rm(folder, { recursive: true, force: true })
})

const save = (route: Partial<RawRoute>) => {
  const whole = { typeId: device.type.id, targets: [], isKept: false, ...route }
  return journal.write(() => [{ kind: 'passThrough.saved', subjectId: whole.typeId, actor, payload: { route: whole } }])
}
const take = (...bytes: number[]) => desk.take(device, Uint8Array.from(bytes), 1_000, sink)
const counts = () => desk.counts()[0]

describe('raw bytes of a device', () => {
  // req: R-4.1.1.1-09
  it('come out at the configured servers as they came, and lie nowhere here', async () => {
    const heard: number[] = []
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket)
      socket.on('data', (bytes: Buffer) => heard.push(...bytes))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push(() => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(resolve))
    })
    const datagrams: number[][] = []
    const udp = createSocket('udp4')
    udp.on('message', (bytes) => datagrams.push([...bytes]))
    await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve))
    open.push(() => udp.close())
    const tcp = server.address()
    await save({
      targets: [
        { kind: 'tcp', host: '127.0.0.1', port: typeof tcp === 'object' ? (tcp?.port ?? 0) : 0 },
        { kind: 'udp', host: '127.0.0.1', port: udp.address().port },
      ],
    })
    await vi.waitFor(() => expect(sockets.size).toBe(1), 5_000)
    await vi.waitFor(() => {
      take(0, 255, 0x7e)
      expect(heard.length).toBeGreaterThan(0)
    }, 5_000)
    await vi.waitFor(() => expect(datagrams.length).toBeGreaterThan(0), 5_000)
    expect(heard.slice(0, 3)).toEqual([0, 255, 0x7e])
    expect(datagrams[0]).toEqual([0, 255, 0x7e])
    expect(counts()).toMatchObject({ typeId: device.type.id, lastAtMs: 1_000 })
    expect(await readdir(folder)).toEqual([])
    expect(samples).toEqual([])
  })

  it('for a target that is away are dropped and counted, and hold nobody up', async () => {
    await save({ targets: [{ kind: 'tcp', host: '127.0.0.1', port: 1 }] })
    for (let i = 0; i < 100; i++) take(i)
    expect(counts()).toMatchObject({ messages: 100, dropped: 100, forwarded: 0 })
  })

  it('are kept as lines where somebody asked for it', async () => {
    await save({ isKept: true })
    take(1, 2)
    await desk.stop()
    expect(await readFile(join(folder, 'raw', `${device.type.id}.log`), 'utf8')).toBe(
      '1970-01-01T00:00:01.000Z TH-1 01 02\n',
    )
  })

  it('of a type that has no route, or none any more, go nowhere', async () => {
    take(1)
    await save({ targets: [] })
    await journal.write(() => [{ kind: 'passThrough.removed', subjectId: device.type.id, actor, payload: {} }])
    take(1)
    expect(desk.counts()).toEqual([])
  })

  // req: R-4.1.1.6-02
  it('are read by the type’s description and its script; a script that loops is ended and counted', async () => {
    const codec: CodecDescription = {
      id: 'own',
      version: 1,
      name: { zh: '自有', en: 'Own' },
      framing: { kind: 'described', maxLength: 64 },
      messages: [
        {
          id: 'm',
          name: { zh: '报文', en: 'Message' },
          direction: 'in',
          fields: [
            { kind: 'const', name: 'head', hex: 'aa' },
            { kind: 'uint', name: 'value', bytes: 1 },
          ],
          points: [{ field: 'value', property: property!.id }],
        },
      ],
      script: `function decode(bytes) { if (bytes[0] === 1) return { values: { ${property!.id}: bytes[1] } }; for (;;) {} }`,
    }
    await codecs.save({ description: codec, basedOn: 0, key: 'k' }, actor)
    await save({ codecId: 'own' })
    take(0xaa, 21)
    expect(samples).toEqual([21])
    // The sandbox is loaded meanwhile.
    await vi.waitFor(() => {
      take(1, 22)
      expect(samples).toContain(22)
    }, 5_000)
    const ended = counts()?.endedScripts ?? 0
    take(9)
    expect(counts()).toMatchObject({ endedScripts: ended + 1, lastFault: 'tookTooLong' })
  })
})

describe('a described protocol', () => {
  const shipped = createCodecs(createMemoryJournal(() => 0)).find('meter-645')!
  it('that is saved stands before the one that comes with the product, until it is removed', async () => {
    await codecs.save({ description: { ...shipped, note: 'ours' }, basedOn: 0, key: 'a' }, actor)
    expect(codecs.find('meter-645')).toMatchObject({ note: 'ours', version: 1 })
    await expect(codecs.save({ description: shipped, basedOn: 0, key: 'b' }, actor)).rejects.toMatchObject({
      code: 'worldMoved',
    })
    await codecs.save({ description: shipped, basedOn: 1, key: 'c' }, actor)
    expect(codecs.find('meter-645')).toMatchObject({ version: 2 })
    await codecs.remove('meter-645', actor)
    expect(codecs.find('meter-645')).toEqual(shipped)
  })
  it('that contradicts itself is refused with what is wrong, and nothing is saved', async () => {
    const wrong = { ...shipped, messages: shipped.messages.map((each) => ({ ...each, reply: 'nothing' })) }
    await expect(codecs.save({ description: wrong, basedOn: 0, key: 'a' }, actor)).rejects.toMatchObject({
      code: 'badRequest',
      details: { problems: expect.arrayContaining([expect.objectContaining({ code: 'unknownMessage' })]) },
    })
    expect(journal.entries).toEqual([])
  })
})
