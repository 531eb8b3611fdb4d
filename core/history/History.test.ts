import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DeviceId, type HistorySeries, qualityCodes } from '../../domain/contract'
import { openDatabase } from '../store/openDatabase'
import type { Store } from '../store/Store'
import { type History, type HistorySettings, openHistory } from './History'
import { historyMigrations } from './HistoryStore'
import { dayMs, hourMs, minuteMs, sameForAll } from './levels'

const startMs = Date.UTC(2026, 2, 1)
let folder: string
let nowMs: number
const opened: { history: History; store: Store }[] = []
const points = ['temperature', 'humidity'].flatMap((property) =>
  ['sensor-1', 'sensor-2'].map((id) => ({ deviceId: DeviceId.parse(id), property })),
)

const noError = (error: unknown): void => expect.fail(String(error))

async function open(given: Partial<HistorySettings> = {}, name = 'history.db', onError = noError) {
  const store = await openDatabase({
    file: join(folder, name),
    migrations: historyMigrations,
    now: () => nowMs,
    isCheckedAtOpen: false,
  })
  const history = await openHistory(store, () => nowMs, onError, {
    maintainEveryMs: 0,
    believeJumpAfterMs: 0,
    ...given,
  })
  await history.bindPoints(points)
  const one = { history, store }
  opened.push(one)
  return one
}
async function close({ history, store }: { history: History; store: Store }) {
  await history.close()
  await store.close()
}
async function reopen(one: { history: History; store: Store }, given: Partial<HistorySettings> = {}) {
  opened.splice(opened.indexOf(one), 1)
  await close(one)
  return open(given)
}
/** Rows of a table: how many lie where. */
const rows = (store: Store, table: 'history_raw' | 'history_block', where = {}) =>
  store.knex(table).where(where).pluck('id')
const list = (series: HistorySeries) => Array.from(series.timesMs, (timeMs, i) => [timeMs - startMs, series.average[i]])
const all = { fromMs: startMs, toMs: startMs + hourMs, maxPoints: 5000, reportPeriodMs: 1000 }

beforeEach(async () => {
  nowMs = startMs
  folder = await mkdtemp(join(tmpdir(), 'chengtai-history-'))
})
afterEach(async () => {
  for (const one of opened.splice(0)) await close(one)
  await rm(folder, { recursive: true })
})

describe('history on a disk that runs full', () => {
  const fill = async (hours: number) => {
    const one = await open()
    for (let i = 0; i < hours * 3_600; i++)
      one.history.append(0, Math.sin(i) * 1_000, startMs + i * 1_000, qualityCodes.good)
    nowMs = startMs + (hours + 1) * hourMs
    await one.history.seal()
    return one
  }

  it('throws the oldest samples away first, and answers from minutes what they told', async () => {
    const { history, store } = await fill(3)
    const firstHour = { ...all, point: 0 }
    expect(await history.read(firstHour)).toMatchObject({ resolution: 'raw' })
    expect(await history.shed(1)).toBeGreaterThan(0)
    expect(await history.read(firstHour)).toMatchObject({ resolution: minuteMs })
    const nextHour = { ...firstHour, fromMs: all.toMs, toMs: all.toMs + hourMs }
    expect(await history.read(nextHour)).toMatchObject({ resolution: 'raw' })
    expect((await rows(store, 'history_block', { level: 1 })).length).toBeGreaterThan(0)
  })

  it('makes the file smaller, takes minutes when no samples are left, and keeps hours and days', async () => {
    const { history, store } = await fill(3)
    const before = await store.sizeBytes()
    expect(await history.shed(before)).toBeGreaterThan(0)
    expect(await store.sizeBytes()).toBeLessThan(before)
    expect(await rows(store, 'history_block', { level: 0 })).toEqual([])
    expect(await rows(store, 'history_block', { level: 1 })).toEqual([])
    expect((await rows(store, 'history_block', { level: 2 })).length).toBeGreaterThan(0)
    expect(await history.shed(before)).toBe(0)
  })
})

describe('history', () => {
  // req: R-2.3-07
  it('reads back what was appended: from memory, from the raw log after a restart, from blocks, and from settled blocks', async () => {
    let one = await open()
    for (let i = 0; i < 500; i++) {
      one.history.append(0, 20 + i / 10, startMs + i * 1000, qualityCodes.good)
      one.history.append(3, i % 2, startMs + i * 1000, qualityCodes.uncertain)
    }
    const expected = Array.from({ length: 500 }, (_, i) => [i * 1000, 20 + i / 10])
    expect(list(await one.history.read({ point: 0, ...all }))).toEqual(expected)
    one = await reopen(one)
    expect((await rows(one.store, 'history_raw')).length).toBeGreaterThan(0)
    expect(list(await one.history.read({ point: 0, ...all }))).toEqual(expected)
    await one.history.seal()
    expect(await rows(one.store, 'history_raw')).toEqual([])
    expect(list(await one.history.read({ point: 0, ...all }))).toEqual(expected)
    nowMs = startMs + 2 * hourMs
    await one.history.maintain()
    expect(await rows(one.store, 'history_block', { is_settled: 0 })).toEqual([])
    one = await reopen(one)
    const back = await one.history.read({ point: 0, ...all })
    expect([back.resolution, list(back)]).toEqual(['raw', expected])
    expect(Array.from((await one.history.read({ point: 3, ...all })).qualities)).toEqual(
      Array(500).fill(qualityCodes.uncertain),
    )
  })

  it('keeps the history of a point when the registry numbers it anew', async () => {
    const { history } = await open()
    history.append(1, 42, startMs, 0)
    await history.bindPoints([{ deviceId: DeviceId.parse('new'), property: 'level' }, ...points])
    history.append(2, 43, startMs + 1000, 0)
    expect(list(await history.read({ point: 2, ...all }))).toEqual([
      [0, 42],
      [1000, 43],
    ])
    expect(list(await history.read({ point: 0, ...all }))).toEqual([])
    expect(list(await history.read({ point: 99, ...all }))).toEqual([])
  })

  it('folds samples that were told twice, in whatever pieces they lie', async () => {
    const { history } = await open()
    for (let round = 0; round < 3; round++) {
      for (const i of [3, 1, 2, 0]) history.append(0, i, startMs + i * 1000, 0)
      if (round < 2) await history.seal()
    }
    expect(list(await history.read({ point: 0, ...all }))).toEqual([0, 1, 2, 3].map((i) => [i * 1000, i]))
  })

  it('shows a gap as NaN when nothing came for more than 2.5 periods', async () => {
    const { history } = await open()
    for (const second of [0, 1, 2, 4.5, 8, 9]) history.append(0, second, startMs + second * 1000, 0)
    const raw = await history.read({ point: 0, ...all })
    expect(list(raw)).toEqual([
      [0, 0],
      [1000, 1],
      [2000, 2],
      [4500, 4.5],
      [5500, Number.NaN],
      [8000, 8],
      [9000, 9],
    ])
    expect([raw.minimum[4], raw.maximum[4], raw.qualities[4]]).toEqual([Number.NaN, Number.NaN, qualityCodes.never])
    const wide = await history.read({ point: 0, ...all, toMs: startMs + 10_000, maxPoints: 6 })
    expect([wide.resolution, list(wide)]).toEqual([
      2000,
      [
        [0, 0.5],
        [2000, 2],
        [4000, 4.5],
        [6000, Number.NaN],
        [8000, 8.5],
      ],
    ])
  })

  it('thins a long range to buckets of whole minutes, and says so', async () => {
    const { history } = await open()
    for (let i = 0; i < 7200; i++) history.append(0, i, startMs + i * 1000, 0)
    const series = await history.read({
      point: 0,
      fromMs: startMs,
      toMs: startMs + 2 * hourMs,
      maxPoints: 30,
      reportPeriodMs: 1000,
    })
    expect(series.resolution).toBe(5 * minuteMs)
    expect(series.timesMs.length).toBe(24)
    expect([series.minimum[1], series.maximum[1], series.average[1]]).toEqual([300, 599, 449.5])
  })

  it('begins days by the clocks of the district, before and after they are settled, also where days are asked for by name', async () => {
    const { history } = await open()
    // Four days; the hour of the day in the district is the value.
    for (let hour = 0; hour < 96; hour++) history.append(0, (hour + 8) % 24, startMs + hour * hourMs, 0)
    const asked = { point: 0, aheadMs: 8 * hourMs, reportPeriodMs: hourMs }
    const chart = { ...asked, fromMs: startMs, toMs: startMs + 96 * hourMs, maxPoints: 6 }
    const days = async () => {
      const series = await history.read(chart)
      const pages = await history.read({ ...chart, maxPoints: 100, step: 'day' })
      const shown = (of: HistorySeries) =>
        Array.from(of.timesMs, (timeMs, i) => [
          (timeMs - startMs) / hourMs,
          of.minimum[i],
          of.maximum[i],
          of.count?.[i],
        ])
      expect([series.resolution, shown(pages)]).toEqual([dayMs, shown(series)])
      return shown(series)
    }
    const expected = [
      [-8, 8, 23, 16],
      [16, 0, 23, 24],
      [40, 0, 23, 24],
      [64, 0, 23, 24],
      [88, 0, 7, 8],
    ]
    expect(await days()).toEqual(expected)
    nowMs = startMs + 6 * dayMs
    await history.seal()
    expect(await days()).toEqual(expected)
    const utc = await history.read({ ...chart, aheadMs: 0 })
    expect([...utc.timesMs]).toEqual([0, 1, 2, 3].map((day) => startMs + day * dayMs))
  })

  it('leaves bad samples out of the figures but shows that they were there', async () => {
    const { history } = await open()
    history.append(0, 10, startMs, qualityCodes.good)
    history.append(0, 9999, startMs + 1000, qualityCodes.bad)
    history.append(0, 9999, startMs + minuteMs, qualityCodes.bad)
    const series = await history.read({
      point: 0,
      fromMs: startMs,
      toMs: startMs + dayMs,
      maxPoints: 1441,
      reportPeriodMs: 1000,
    })
    expect(list(series)).toEqual([
      [0, 10],
      [minuteMs, Number.NaN],
    ])
    expect(Array.from(series.qualities)).toEqual([qualityCodes.bad, qualityCodes.bad])
  })

  it('tells those who wait when samples could not be written, keeps them, and writes them later', async () => {
    const { history, store } = await open({ retryMs: 60_000 })
    const real = { ...store }
    store.transaction = () => Promise.reject(new Error('disk full'))
    history.append(0, 1, startMs, 0)
    await expect(history.flush()).rejects.toThrow('disk full')
    expect(history.failure).toBe('disk full')
    store.transaction = (work) => real.transaction(work)
    history.append(0, 2, startMs + 1000, 0)
    await history.flush()
    expect(history.failure).toBeUndefined()
    const sizes: number[] = await store.knex('history_raw').pluck('count')
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2)
  })

  it('holds only so many samples that cannot be written, lets the oldest go, and says how many', async () => {
    const errors: string[] = []
    const onError = (error: unknown): void => void errors.push(String(error))
    const { history, store } = await open({ retryMs: 60_000, heldSamples: 800 }, 'history.db', onError)
    const append = async (from: number, to: number) => {
      for (let i = from; i < to; i++) history.append(0, i, startMs + i * 1000, 0)
      return history.flush().then(
        () => 'stored',
        () => 'not stored',
      )
    }
    const values = async () => {
      const series = await history.read({ point: 0, ...all, toMs: startMs + 2 * hourMs })
      // Where some are missing the line breaks.
      return [...series.average].filter((value) => !Number.isNaN(value))
    }
    expect(await append(0, 10)).toBe('stored')
    const real = { ...store }
    store.transaction = () => Promise.reject(new Error('disk full'))
    for (let i = 10; i < 2_010; i += 50) expect(await append(i, i + 50)).toBe('not stored')
    // At most as many as may be held, and a piece of an eighth of them.
    const { dropped } = history
    expect(dropped).toBeGreaterThanOrEqual(2_000 - 800 - 100)
    expect(dropped).toBeLessThanOrEqual(2_000 - 800 + 100)
    store.transaction = (work) => real.transaction(work)
    expect(await append(2_010, 2_020)).toBe('stored')
    expect(history.dropped).toBe(0)
    const left = await values()
    expect(errors).toEqual([`Error: ${2_020 - left.length} samples were lost while none could be written`])
    expect(left.slice(-600)).toEqual(Array.from({ length: 600 }, (_, i) => 1_420 + i))
    expect(left.slice(0, 10)).toEqual(Array.from({ length: 10 }, (_, i) => i))
  })

  it('sheds each kind when its time is over, and answers old ranges from what is left', async () => {
    const retention = sameForAll({
      samplesMs: 2 * dayMs,
      minuteMs: 10 * dayMs,
      hourMs: 100 * dayMs,
      dayMs: 100 * dayMs,
    })
    const { history, store } = await open({ retention })
    for (let i = 0; i < 1_440; i++) history.append(0, Math.floor(i / 6), startMs + i * 10_000, 0)
    await history.seal()
    const levelsAt = async (atMs: number) => {
      nowMs = atMs
      await history.maintain()
      return [...new Set<number>(await store.knex('history_block').orderBy('level').pluck('level'))]
    }
    const read = () =>
      history.read({ point: 0, fromMs: startMs, toMs: startMs + 4 * hourMs, maxPoints: 5000, reportPeriodMs: minuteMs })
    expect(await levelsAt(startMs + dayMs)).toEqual([0, 1, 2, 3])
    expect([(await read()).resolution, (await read()).average.length]).toEqual(['raw', 1_440])
    expect(await levelsAt(startMs + 4 * dayMs)).toEqual([1, 2, 3])
    expect([(await read()).resolution, (await read()).average.length]).toEqual([minuteMs, 240])
    // Late data of an hour that was shed must not put a part in the place of the whole.
    history.append(0, 1e6, startMs + 30_000, 0)
    await history.seal()
    expect(await levelsAt(startMs + 11.5 * dayMs)).toEqual([2, 3])
    expect(list(await read())).toEqual([0, 1, 2, 3].map((hour) => [hour * hourMs, hour * 60 + 29.5]))
    expect(await levelsAt(startMs + 200 * dayMs)).toEqual([])
  })

  it('keeps samples that are few in place of their minutes, as long as minutes, and answers as minutes do once samples are past their time', async () => {
    const retention = sameForAll({
      samplesMs: 2 * dayMs,
      minuteMs: 10 * dayMs,
      hourMs: 100 * dayMs,
      dayMs: 100 * dayMs,
    })
    const { history, store } = await open({ retention })
    for (let i = 0; i < 240; i++) history.append(0, i, startMs + i * minuteMs + 7_000, 0)
    await history.seal()
    const levelsAt = async (atMs: number) => {
      nowMs = atMs
      await history.maintain()
      return [...new Set<number>(await store.knex('history_block').orderBy('level').pluck('level'))]
    }
    const read = () =>
      history.read({ point: 0, fromMs: startMs, toMs: startMs + 4 * hourMs, maxPoints: 5000, reportPeriodMs: minuteMs })
    expect(await levelsAt(startMs + dayMs)).toEqual([2, 3, 4])
    expect(list(await read())).toEqual(Array.from({ length: 240 }, (_, i) => [i * minuteMs + 7_000, i]))
    expect(await levelsAt(startMs + 4 * dayMs)).toEqual([2, 3, 4])
    const asMinutes = Array.from({ length: 240 }, (_, i) => [i * minuteMs, i])
    expect([(await read()).resolution, list(await read())]).toEqual([minuteMs, asMinutes])
    history.append(0, 1e6, startMs + 30_000, 0)
    await history.seal()
    expect(list(await read())).toEqual(asMinutes)
    expect(await levelsAt(startMs + 11.5 * dayMs)).toEqual([2, 3])
    expect(list(await read())).toEqual([0, 1, 2, 3].map((hour) => [hour * hourMs, hour * 60 + 29.5]))
    expect(await levelsAt(startMs + 200 * dayMs)).toEqual([])
  })

  it('settles an hour again when late samples come, without disturbing the others', async () => {
    const { history, store } = await open()
    for (let i = 0; i < 180; i++) if (i !== 90) history.append(0, i, startMs + i * minuteMs, 0)
    nowMs = startMs + 5 * hourMs
    await history.seal()
    history.append(0, 1000, startMs + 90 * minuteMs, 0)
    await history.seal()
    expect(await rows(store, 'history_block', { is_settled: 0 })).toEqual([])
    const hours = await history.read({
      point: 0,
      fromMs: startMs,
      toMs: startMs + 3 * hourMs,
      maxPoints: 4,
      reportPeriodMs: 1000,
    })
    expect([hours.resolution, Array.from(hours.maximum)]).toEqual([hourMs, [59, 1000, 179]])
  })
})

describe('history beside a clock that is wrong', () => {
  const watched = { believeJumpAfterMs: dayMs }
  const rightMs = startMs + 3 * hourMs

  it('throws nothing away when the clock goes years ahead, nor what is in memory, not even after a restart', async () => {
    const told: string[] = []
    const hear = (error: unknown): void => void told.push(String(error))
    const first = await open(watched, 'ahead.db', hear)
    for (let i = 0; i < 60; i++) first.history.append(0, i, startMs + i * minuteMs, 0)
    nowMs = rightMs
    await first.history.seal()
    for (let i = 60; i < 120; i++) first.history.append(0, i, startMs + i * minuteMs, 0)
    nowMs = Date.UTC(2099, 0, 1)
    await first.history.seal()
    const series = await first.history.read({ point: 0, ...all, toMs: startMs + 2 * hourMs, reportPeriodMs: minuteMs })
    expect([series.resolution, series.average.length]).toEqual(['raw', 120])
    // What devices without a clock tell meanwhile bears the wrong time, and must not make a later start believe it.
    first.history.append(1, 1, nowMs, 0)
    await first.history.flush()
    opened.splice(opened.indexOf(first), 1)
    await close(first)
    nowMs += hourMs
    const second = await open(watched, 'ahead.db', hear)
    await second.history.seal()
    expect(told).toHaveLength(2)
    expect(told[1]).toContain('clock')
    nowMs = rightMs + hourMs
    await second.history.maintain()
    const after = await second.history.read({ point: 0, ...all, toMs: startMs + 2 * hourMs, reportPeriodMs: minuteMs })
    expect([after.resolution, after.average.length]).toEqual(['raw', 120])
  })

  it('seals by age after the clock went back', async () => {
    const { history, store } = await open({ sealAfterMs: 10 * minuteMs })
    history.append(0, 1, startMs, 0)
    nowMs = startMs - 30 * dayMs
    await history.maintain()
    history.append(0, 2, nowMs, 0)
    await history.flush()
    nowMs += 11 * minuteMs
    await history.maintain()
    expect(await rows(store, 'history_raw')).toEqual([])
    expect((await history.read({ point: 0, ...all, fromMs: startMs - 30 * dayMs, step: 'raw' })).average).toContain(2)
  })
})

describe('roll-ups equal a brute-force model, whatever the order, repetition and moment of sealing (property)', () => {
  const spanMs = 3 * dayMs
  const sample = fc.record({
    // Crowded into a few hours, so that buckets hold several.
    timeMs: fc
      .tuple(fc.nat(2), fc.constantFrom(0, 1, 23), fc.nat(59), fc.nat(3))
      .map(([d, h, m, s]) => startMs + d * dayMs + h * hourMs + m * minuteMs + s * 17_000),
    value: fc.integer({ min: -5000, max: 5000 }).map((n) => n / 10),
    quality: fc.constantFrom(0, 0, 0, 1, 2),
  })
  const action = fc.constantFrom('none', 'none', 'none', 'seal', 'maintain', 'reopen')

  it.each([
    { widthMs: minuteMs, maxPoints: 5000 },
    { widthMs: hourMs, maxPoints: 80 },
    { widthMs: dayMs, maxPoints: 4 },
  ])(
    'in buckets of $widthMs ms',
    async ({ widthMs, maxPoints }) => {
      let run = 0
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(sample, action), { minLength: 1, maxLength: 60 }), async (steps) => {
          nowMs = startMs
          const name = `property-${widthMs}-${run++}.db`
          let one = await open({}, name)
          const best = new Map<number, { value: number; quality: number }>()
          for (const [{ timeMs, value, quality }, what] of steps) {
            nowMs = Math.max(nowMs, timeMs)
            one.history.append(0, value, timeMs, quality)
            const before = best.get(timeMs)
            if (!before || quality < before.quality || (quality === before.quality && value > before.value))
              best.set(timeMs, { value, quality })
            if (what === 'seal') await one.history.seal()
            if (what === 'maintain') await one.history.maintain()
            if (what === 'reopen') {
              opened.splice(opened.indexOf(one), 1)
              await close(one)
              one = await open({}, name)
            }
          }
          const model = new Map<number, { values: number[]; quality: number }>()
          for (const [timeMs, { value, quality }] of [...best].sort(([a], [b]) => a - b)) {
            const start = Math.floor(timeMs / widthMs) * widthMs
            const bucket = model.get(start) ?? { values: [], quality: 0 }
            if (quality < qualityCodes.bad) bucket.values.push(value)
            bucket.quality = Math.max(bucket.quality, quality)
            model.set(start, bucket)
          }
          const expected = [...model].map(([start, { values, quality }]) => [
            start - startMs,
            values.length > 0 ? Math.min(...values) : Number.NaN,
            values.length > 0 ? Math.max(...values) : Number.NaN,
            values.length > 0
              ? Math.round(values.reduce((sum, value) => sum + value * 10, 0)) / 10 / values.length
              : Number.NaN,
            quality,
          ])
          const read = async () => {
            // A period of 1 ms: so many samples to be expected that buckets are answered.
            const series = await one.history.read({
              point: 0,
              fromMs: startMs,
              toMs: startMs + spanMs,
              maxPoints,
              reportPeriodMs: 1,
            })
            expect(series.resolution).toBe(widthMs)
            return Array.from(series.timesMs, (timeMs, i) => [
              timeMs - startMs,
              series.minimum[i],
              series.maximum[i],
              series.average[i],
              series.qualities[i],
            ]).filter(([, , , , quality]) => quality !== qualityCodes.never)
          }
          expect(await read()).toEqual(expected)
          nowMs = startMs + spanMs + 2 * dayMs
          await one.history.seal()
          expect(await one.store.knex('history_block').where({ is_settled: 0 }).pluck('id')).toEqual([])
          expect(await read()).toEqual(expected)
          opened.splice(opened.indexOf(one), 1)
          await close(one)
        }),
        { seed: 20_261_123, numRuns: 15 },
      )
    },
    60_000,
  )
})
