import { beforeEach, describe, expect, it } from 'vitest'
import { decodeFrame, encodeFrame } from '../../domain/channel/webSocketFrames'
import { DeviceId, qualityCodes, SeatId } from '../../domain/contract'
import { SyncFrame } from '../../domain/contract/sync'
import { createTestClock, type TestClock } from '../iot/testClock'
import { createAsks } from './createAsks'
import type { Peers } from './createPeers'
import { createReplicator } from './createReplicator'
import { startHandshake } from './handshake'
import type { LinkFeature } from './LinkFeature'
import { createLiveSink, createLiveSource } from './liveFeed'
import { createSealedJson } from './sealedJson'
import { syncCredentials } from './syncCredentials'
import { syncDistrict } from './syncDistrict'
import { createTestEntries, settle, type TestEntries } from './testJournal'
import { followingStatus, testPeers, testPipe, testSecret } from './testPeers'

const inputs = 2_000
const seed = 20_261_122
const hash = 'a'.repeat(64)

/** Mulberry32. */
function chance(from: number): () => number {
  let state = from
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const deep = (depth: number): unknown => {
  let value: unknown = 1
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { value }
  return value
}
const poison: readonly unknown[] = [
  undefined,
  null,
  true,
  '',
  'x'.repeat(100_000),
  Number.NaN,
  -1,
  0.5,
  2 ** 53,
  -0,
  Number.POSITIVE_INFINITY,
  10n ** 15n,
  new Date(0),
  new Map([['t', 'pull']]),
  new Set([1]),
  /x/,
  [],
  {},
  deep(50),
  deep(1_000),
  new Uint8Array(3),
  new Float64Array([Number.NaN]),
  new Uint32Array([2 ** 32 - 1]),
  JSON.parse('{"__proto__":{"x":1}}'),
  'hello',
  'proof',
  'entries',
  'constructor',
  '__proto__',
]

const victims = createTestEntries('x')
victims.write(2)
const valid: readonly SyncFrame[] = [
  { t: 'status', status: { ...followingStatus, role: 'leader', districtHash: hash } },
  { t: 'ping', atMs: 1 },
  { t: 'pong', atMs: 1, clockMs: 2 },
  { t: 'heads', id: 1, heads: victims.heads().map((head) => ({ ...head })) },
  { t: 'seen', id: 1 },
  { t: 'pull', id: 1, origin: SeatId.parse('b'), afterSeq: 0, limit: 500 },
  { t: 'entries', id: 1, entries: [...victims.chain(victims.seatId)] },
  { t: 'districtPull', hash, offset: 0 },
  { t: 'districtChunk', hash, offset: 0, total: 3, bytes: new Uint8Array(3) },
  { t: 'credentialHeads', accounts: [] },
  { t: 'credentialPull', ids: [] },
  { t: 'credentials', sealed: new Uint8Array(40) },
  { t: 'liveWanted', districtHash: hash, rateHz: 1, credit: 10 },
  { t: 'liveCredit', more: 1 },
  { t: 'liveUnwanted' },
  { t: 'liveRefused' },
  {
    t: 'samples',
    batch: {
      points: Uint32Array.of(1),
      values: Float64Array.of(1),
      timesMs: Float64Array.of(1),
      qualities: Uint8Array.of(qualityCodes.good),
    },
  },
  { t: 'deviceStates', devices: Uint32Array.of(1), states: Uint8Array.of(1) },
  {
    t: 'ask',
    id: 1,
    method: 'history.read',
    params: { deviceId: DeviceId.parse('D'), property: 'p', fromMs: 0, toMs: 1, maxPoints: 2 },
  },
  { t: 'askRefused', id: 1, code: 'notFound', message: '' },
]

/** A frame with one place in it exchanged, or with bytes of its encoding turned; `undefined` where that is no msgpack any more. */
function spoil(frame: SyncFrame, random: () => number): unknown {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)]
  if (random() < 0.4) {
    const bytes = Uint8Array.from(encodeFrame(frame))
    for (let i = 0; i <= random() * 4; i++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
    try {
      return decodeFrame(bytes)
    } catch {
      return undefined
    }
  }
  const copy: Record<string, unknown> = structuredClone<object & Record<string, unknown>>({ ...frame })
  let at: Record<string, unknown> = copy
  for (;;) {
    const key = pick(Object.keys(at)) ?? 't'
    const below = at[key]
    if (typeof below !== 'object' || below === null || ArrayBuffer.isView(below) || random() < 0.4) {
      at[key] = pick(poison)
      return copy
    }
    at = Object.fromEntries(Object.entries(below))
    copy[key] = at
  }
}

let clock: TestClock
let journal: TestEntries
let faults: unknown[]
let set: unknown[]
let peers: Peers & { ends: unknown[] }
beforeEach(() => {
  clock = createTestClock(1_000_000)
  journal = createTestEntries('b')
  journal.write(3)
  faults = []
  set = []
  const onFault = (error: unknown) => void faults.push(error)
  const never = () => () => undefined
  const features: LinkFeature[] = [
    createReplicator({
      journal,
      seatId: journal.seatId,
      now: clock.now,
      onProgress: () => undefined,
      onAbsorbed: () => undefined,
      onFault,
    }),
    syncDistrict({
      read: async () => ({ text: 'x', sha256: hash }),
      hash: () => undefined,
      takesFrom: () => true,
      isAttested: async () => true,
      store: async (text) => void set.push(text),
      onFault,
    }),
    syncCredentials({
      store: { changes: async () => [], read: async () => [], take: async (rows) => set.push(...rows) },
      sealed: createSealedJson(testSecret, 'credentials'),
      journal,
      onFault,
    }),
    createLiveSource({
      live: { subscribe: never },
      deviceStates: { subscribe: never },
      districtHash: () => hash,
      numbers,
    }),
    createLiveSink({
      takesFrom: () => true,
      districtHash: () => hash,
      numbers,
      onSample: (point) => void (point < 10 || set.push(point)),
      onDeviceState: (device) => void (device < 10 || set.push(device)),
    }),
    createAsks({ answer: () => Promise.reject(new Error('not here')), schedule: clock.schedule }),
  ]
  peers = testPeers('b', { now: clock.now, schedule: clock.schedule, features })
})

/** A registry of ten devices and points that nobody changes. */
const numbers = {
  base: { points: 10, devices: 10 },
  pointCount: 10,
  deviceCount: 10,
  deviceAt: () => undefined,
  appendedBlocks: () => [],
  indexOf: () => undefined,
  pointOf: () => undefined,
  currentPoint: (point: number) => (point < 10 ? point : undefined),
  onChanged: () => () => undefined,
}

/** A peer that knows the secret and means ill. @returns sends anything; tells whether the link stands */
function intruder() {
  const pipe = testPipe()
  const [mine, theirs] = pipe.ends
  let isIn = false
  peers.accept(theirs)
  const handshake = startHandshake({
    self: { seatId: SeatId.parse('a'), name: 'a', kind: 'console', rank: 0, release: '', status: followingStatus },
    isDialler: true,
    secret: testSecret,
    randomBytes: (length) => new Uint8Array(length).fill(3),
    schedule: clock.schedule,
    send: (frame) => mine.send(frame),
    onAgreed: () => (isIn = true),
    onEnded: () => undefined,
  })
  mine.onFrame((frame) => handshake.receive(frame))
  return {
    pipe,
    isIn: () => isIn,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a hostile peer sends what no type allows
    send: (frame: unknown) => mine.send(frame as SyncFrame),
  }
}

describe('hostile frames', { timeout: 60_000 }, () => {
  it(`${inputs} from a peer that knows the secret: each is understood or ends the link, and nothing is thrown or stored`, async () => {
    const random = chance(seed)
    let link = intruder()
    let refused = 0
    let slowestMs = 0
    for (let i = 0; i < inputs; i++) {
      if (link.pipe.isClosed) link = intruder()
      for (let turn = 0; !link.isIn() && turn < 50; turn++) await Promise.resolve()
      expect(link.isIn()).toBe(true)
      const frame = spoil(valid[i % valid.length] ?? { t: 'seen', id: 1 }, random)
      const startMs = performance.now()
      link.send(frame)
      for (let turn = 0; turn < 4; turn++) await Promise.resolve()
      slowestMs = Math.max(slowestMs, performance.now() - startMs)
      if (link.pipe.isClosed) refused++
    }
    await settle()
    process.stdout.write(
      `${inputs} hostile frames, seed ${seed}: ${refused} refused, slowest ${slowestMs.toFixed(1)} ms\n`,
    )
    expect(refused).toBeGreaterThan(inputs / 4)
    expect(journal.chain(SeatId.parse('x'))).toHaveLength(0)
    expect(journal.chain(journal.seatId)).toHaveLength(3)
    expect(set).toEqual([])
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('before hands were shaken: every one is the last', async () => {
    const random = chance(seed + 1)
    for (let i = 0; i < 500; i++) {
      const pipe = testPipe()
      const [mine, theirs] = pipe.ends
      peers.accept(theirs)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a hostile peer sends what no type allows
      mine.send(spoil(valid[i % valid.length] ?? { t: 'seen', id: 1 }, random) as SyncFrame)
      for (let turn = 0; turn < 6; turn++) await Promise.resolve()
      expect(pipe.isClosed).toBe(true)
    }
    expect(peers.states()).toEqual([])
  })

  it('every valid frame is one by its schema, after the journey through msgpack too', () => {
    for (const frame of valid) expect(SyncFrame.parse(decodeFrame(encodeFrame(frame)))).toEqual(frame)
  })

  it.each<[string, SyncFrame]>([
    [
      'entries, more than a frame may carry,',
      { t: 'entries', id: 1, entries: Array.from({ length: 501 }, () => victims.chain(victims.seatId)[0]!) },
    ],
    [
      'payloads that are not JSON',
      { t: 'entries', id: 1, entries: [{ ...victims.chain(victims.seatId)[0]!, payload: { at: new Date() } }] },
    ],
    [
      'payloads that are nested too deep',
      { t: 'entries', id: 1, entries: [{ ...victims.chain(victims.seatId)[0]!, payload: { deep: deep(100) } }] },
    ],
    [
      'pieces of a registry that are too large',
      { t: 'districtChunk', hash, offset: 0, total: 1, bytes: new Uint8Array(300_000) },
    ],
  ])('%s are refused', (_, frame) => {
    expect(SyncFrame.safeParse(frame).success).toBe(false)
  })
})
