import { beforeEach, describe, expect, it } from 'vitest'
import { createRecordingSink } from '../../connectors/mqtt/testing'
import { qualityCodes } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { createWarmIntake, lateAfterMs, type WarmIntake } from './createWarmIntake'
import { Refusals } from './Refusals'
import { Registry } from './Registry'

const registry = new Registry(testDistrict(), 1)
const thermometer = registry.findDevice('TH-1')!
const handset = registry.findDevice('HS-1')!
const point = registry.pointOf('TH-1', 'temperature')!
const outside = registry.pointOf('HS-1', 'battery')!

let nowMs: number
let warm: WarmIntake
const told = new Map<number, { value: number; timeMs: number }>()
const create = (maxBytes?: number) =>
  createWarmIntake({
    told: {
      value: (at) => told.get(at)?.value ?? Number.NaN,
      timeMs: (at) => told.get(at)?.timeMs ?? 0,
      quality: (at) => (told.has(at) ? qualityCodes.good : qualityCodes.never),
    },
    pointCount: registry.pointCount,
    scope: { hasPoint: (at) => at !== outside, hasDevice: () => true },
    refusals: new Refusals(),
    now: () => nowMs,
    ...(maxBytes !== undefined && { maxBytes }),
  })

beforeEach(() => {
  nowMs = 1_000_000
  told.clear()
  warm = create()
})

describe('the two ways compared', () => {
  const hear = (value: number, timeMs = nowMs) => warm.sink.sample(point, value, timeMs, qualityCodes.good)

  it('agree while the leader tells the same value of the same moment', () => {
    hear(20)
    told.set(point, { value: 20, timeMs: nowMs })
    nowMs += 60_000
    expect(warm.report()).toMatchObject({ compared: 1, different: 0, late: 0, behind: 0, points: [] })
  })

  it('differ when one moment has two values', () => {
    hear(20)
    told.set(point, { value: 21, timeMs: nowMs })
    expect(warm.report()).toMatchObject({ compared: 1, different: 1, points: [point] })
  })

  it('forgive the leader its batches, and call it late after that', () => {
    hear(20)
    nowMs += lateAfterMs
    expect(warm.report().late).toBe(0)
    nowMs += 1
    expect(warm.report().late).toBe(1)
    told.set(point, { value: 20, timeMs: 1_000_000 })
    expect(warm.report().late).toBe(0)
  })

  it('find the own link behind when the leader goes on and nothing is heard here', () => {
    hear(20)
    told.set(point, { value: 22, timeMs: nowMs + 30_000 })
    nowMs += 60_000
    expect(warm.report()).toMatchObject({ behind: 1, late: 0 })
  })
})

describe('the last minute', () => {
  it('runs through the sink of the new driver in order of arrival, from the moment asked for', () => {
    warm.sink.sample(point, 1, 1, 0)
    nowMs += 1_000
    const sinceMs = nowMs
    warm.sink.heard(thermometer.index, nowMs)
    warm.sink.sample(point, 2, 2, 0)
    warm.sink.event({ device: thermometer, event: 'e', sourceAtMs: 3, arrivedAtMs: nowMs, output: { a: 1 } })
    warm.sink.sample(point, 4, 4, 0)
    warm.sink.answer({ commandId: 'C-1', device: thermometer, code: 200, text: '', atMs: nowMs })
    warm.sink.receipt({ device: handset, subject: { kind: 'task', id: 'T-1' }, state: 'done', sourceAtMs: 5 })
    warm.sink.lost(thermometer.index, nowMs)
    const order: string[] = []
    const real = createRecordingSink()
    const sink = {
      ...real,
      sample: (_: number, value: number) => void order.push(`sample ${value}`),
      event: () => void order.push('event'),
      heard: () => void order.push('heard'),
      lost: () => void order.push('lost'),
      answer: () => void order.push('answer'),
      receipt: () => void order.push('receipt'),
    }
    expect(warm.drainSince(sinceMs, sink)).toEqual({ replayed: 7, isWhole: true })
    expect(order).toEqual(['heard', 'sample 2', 'event', 'sample 4', 'answer', 'receipt', 'lost'])
    expect(warm.report().buffered.rows).toBe(0)
    expect(warm.drainSince(0, sink).replayed).toBe(0)
  })

  it('keeps only what the seat would drive alone', () => {
    warm.sink.sample(outside, 50, nowMs, 0)
    expect(warm.report()).toMatchObject({ compared: 1, buffered: { rows: 0 } })
  })

  it('lets go what is older than a minute', () => {
    for (let i = 0; i < 20_000; i++) {
      warm.sink.sample(point, i, i, 0)
      nowMs += 10
    }
    const { rows, dropped } = warm.report().buffered
    // A minute at 100 a second, and at most one chunk more.
    expect(rows).toBeGreaterThanOrEqual(6_000)
    expect(rows).toBeLessThanOrEqual(6_000 + 2 * 4_096)
    expect(dropped).toBe(0)
    expect(warm.drainSince(nowMs - 60_000, createRecordingSink()).isWhole).toBe(true)
  })

  it('stays within its bytes in a flood, drops the oldest, and says that it is not whole', () => {
    warm = create(1_000_000)
    for (let i = 0; i < 200_000; i++) warm.sink.sample(point, i, i, 0)
    const { bytes, dropped } = warm.report().buffered
    expect(bytes).toBeLessThanOrEqual(1_000_000)
    expect(dropped).toBeGreaterThan(150_000)
    const sink = createRecordingSink()
    expect(warm.drainSince(nowMs, sink).isWhole).toBe(false)
    expect(sink.samples.at(-1)?.value).toBe(199_999)
  })

  it('counts large objects by what they hold', () => {
    warm = create(2_000_000)
    const output = { text: 'x'.repeat(1_000) }
    for (let i = 0; i < 5_000; i++)
      warm.sink.event({ device: thermometer, event: 'e', sourceAtMs: i, arrivedAtMs: nowMs, output })
    const { rows, bytes } = warm.report().buffered
    expect(bytes).toBeLessThanOrEqual(2_000_000)
    expect(rows * 2_000).toBeLessThanOrEqual(2_000_000)
  })
})

it('acknowledges at once, because it keeps nothing', () => {
  let isDone = false
  warm.sink.whenStored(() => (isDone = true))
  expect(isDone).toBe(true)
})
