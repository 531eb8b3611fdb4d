import { beforeEach, describe, expect, it } from 'vitest'
import { deviceStateCodes, qualityCodes } from '../../domain/contract'
import { maxPointsPerFrame, type SyncFrame } from '../../domain/contract/sync'
import { DeviceStates } from '../live/DeviceStates'
import { LiveState } from '../live/LiveState'
import { createTicker } from '../live/Ticker'
import type { OwnNumbers } from './addedNumbers'
import { createLiveSink, createLiveSource, type LiveSinkOptions } from './liveFeed'
import { linkFeatures } from './testLinks'
import { settle } from './testJournal'

const hash = 'a'.repeat(64)
const points = 40_000

/** A registry that nobody changes. */
const fixedNumbers: OwnNumbers = {
  base: { points, devices: 5 },
  pointCount: points,
  deviceCount: 5,
  deviceAt: () => undefined,
  appendedBlocks: () => [],
  indexOf: () => undefined,
  pointOf: () => undefined,
  currentPoint: (point) => (point < points ? point : undefined),
  onChanged: () => () => undefined,
}

let tick: () => void
let live: LiveState
let states: DeviceStates
let followed: { live: LiveState; states: DeviceStates }
let sourceHash: string
beforeEach(() => {
  const ticker = createTicker((run) => {
    tick = run
    return () => undefined
  })
  live = new LiveState(ticker, points)
  states = new DeviceStates(ticker, 5)
  const none = createTicker(() => () => undefined)
  followed = { live: new LiveState(none, points), states: new DeviceStates(none, 5) }
  sourceHash = hash
})

async function seconds(count: number) {
  await settle()
  for (let i = 0; i < count * 30; i++) tick()
  await settle()
}

const source = () =>
  createLiveSource({ live, deviceStates: states, districtHash: () => sourceHash, numbers: fixedNumbers })
const sink = (options: Partial<LiveSinkOptions> = {}) =>
  createLiveSink({
    takesFrom: () => true,
    districtHash: () => hash,
    numbers: fixedNumbers,
    onSample: (point, value, timeMs, quality) => void followed.live.set(point, value, timeMs, quality),
    onDeviceState: (device, state) => void followed.states.set(device, state),
    ...options,
  })
const link = (b = sink(), change?: (frame: SyncFrame) => SyncFrame | undefined) =>
  linkFeatures({ a: source(), b }, { a: { role: 'leader', districtHash: hash } }, change)

describe('live values between seats', () => {
  it('are all that is known first, then what changed', async () => {
    for (let point = 0; point < points; point++) live.set(point, point / 2, 1_000, qualityCodes.good)
    states.set(3, deviceStateCodes.offline)
    const { sent } = link()
    await seconds(1)
    expect([followed.live.value(39_999), followed.live.timeMs(1), followed.live.quality(0)]).toEqual([
      19_999.5, 1_000, 0,
    ])
    expect(followed.states.get(3)).toBe(deviceStateCodes.offline)
    for (const { frame } of sent)
      if (frame.t === 'samples') expect(frame.batch.points.length).toBeLessThanOrEqual(maxPointsPerFrame)
    live.set(7, -1, 2_000, qualityCodes.uncertain)
    states.set(3, deviceStateCodes.online)
    await seconds(1)
    expect([followed.live.value(7), followed.live.quality(7)]).toEqual([-1, qualityCodes.uncertain])
    expect(followed.states.get(3)).toBe(deviceStateCodes.online)
  })

  it('are told once a second, the latest only', async () => {
    const { sent } = link()
    await seconds(1)
    for (let i = 1; i <= 90; i++) {
      live.set(0, i, i, qualityCodes.good)
      tick()
    }
    await settle()
    expect(sent.filter(({ frame }) => frame.t === 'samples').length).toBeLessThanOrEqual(4)
    expect(followed.live.value(0)).toBeGreaterThanOrEqual(60)
  })

  it('wait for a follower that is slow, and then are the latest', async () => {
    let isSlow = true
    const held: SyncFrame[] = []
    const { sent, inject } = link(sink(), (frame) => {
      if (isSlow && frame.t === 'samples') return void held.push(frame)
      return frame
    })
    for (let i = 1; i <= 100; i++) {
      live.set(0, i, i, qualityCodes.good)
      await seconds(1)
    }
    expect(sent.filter(({ frame }) => frame.t === 'samples').length).toBeLessThanOrEqual(32)
    isSlow = false
    for (const frame of held) inject('b', frame)
    await seconds(3)
    expect(followed.live.value(0)).toBe(100)
  })

  it('are not asked for while the registries differ, and stop when they begin to', async () => {
    const asked = linkFeatures({ a: source(), b: sink() }, { a: { districtHash: 'b'.repeat(64) } })
    await settle()
    expect(asked.sent).toEqual([])
    asked.setStatus('a', { districtHash: hash })
    live.set(0, 1, 1, qualityCodes.good)
    await seconds(1)
    expect(followed.live.value(0)).toBe(1)
    asked.setStatus('a', { districtHash: 'c'.repeat(64) })
    await seconds(1)
    live.set(0, 2, 2, qualityCodes.good)
    await seconds(2)
    expect(followed.live.value(0)).toBe(1)
  })

  it('are refused to one who has another registry', async () => {
    sourceHash = 'd'.repeat(64)
    const { sent } = link()
    live.set(0, 1, 1, qualityCodes.good)
    await seconds(2)
    expect(sent.map(({ frame }) => frame.t)).toEqual(['liveWanted', 'liveRefused'])
    expect(followed.live.quality(0)).toBe(qualityCodes.never)
  })

  it('stop when the seat is followed no longer, and come again', async () => {
    let isFollowed = true
    const b = sink({ takesFrom: () => isFollowed })
    link(b)
    await seconds(1)
    isFollowed = false
    b.look()
    live.set(0, 5, 5, qualityCodes.good)
    await seconds(2)
    expect(followed.live.quality(0)).toBe(qualityCodes.never)
    isFollowed = true
    b.look()
    await seconds(2)
    expect(followed.live.value(0)).toBe(5)
  })

  it('whose columns do not fit together end the link; numbers beyond the registry are passed over', async () => {
    const { refusals, inject } = link()
    await settle()
    const batch = {
      points: Uint32Array.of(points, 1),
      values: Float64Array.of(1, 2),
      timesMs: Float64Array.of(3, 4),
      qualities: Uint8Array.of(0, 0),
    }
    inject('b', { t: 'samples', batch })
    await settle()
    expect([followed.live.value(1), refusals]).toEqual([2, []])
    inject('b', { t: 'samples', batch: { ...batch, values: Float64Array.of(1) } })
    await settle()
    expect(refusals).toHaveLength(1)
  })
})
