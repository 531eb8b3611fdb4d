import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { DeviceId, type HistorySeries, qualityCodes } from '../../domain/contract'
import { type History, type HistorySettings, openHistoryIn } from './History'
import type { HistoryStore } from './HistoryStore'
import { readBlock } from './block'
import { BlockWriter } from './BlockWriter'
import { dayMs, hourMs, levels, minuteMs, sameForAll } from './levels'
import type { BoundPoint, PointCorrection } from './PointBook'
import { rollUpSamples } from './rollUp'

const startMs = Date.UTC(2026, 2, 1)
const deviceId = DeviceId.parse('meter-1')
const points: BoundPoint[] = [
  { deviceId, property: 'energy', meter: { kind: 'counter' }, kept: 'meter' },
  { deviceId, property: 'power', meter: { kind: 'rate', unitMs: hourMs } },
  { deviceId: DeviceId.parse('smoke-1'), property: 'smoke', kept: 'safety' },
]
const energy = 0
const power = 1
const smoke = 2

/** Tables that are empty at first; `open` may be called again after `close`, on the same ones. */
export interface TablesOnDisk {
  open(): Promise<{ tables: HistoryStore; close(): Promise<void> }>
  remove(): Promise<void>
}

const whole = { fromMs: startMs, toMs: startMs + 3 * dayMs, reportPeriodMs: minuteMs, maxPoints: 5_000 }
const shown = ({ timesMs, count, minimum, maximum, average, last, total, qualities }: HistorySeries) =>
  Array.from(timesMs, (timeMs, i) => [
    timeMs - startMs,
    count?.[i],
    minimum[i],
    maximum[i],
    average[i],
    last?.[i],
    total && Math.round(total[i]! * 1e4) / 1e4,
    qualities[i],
  ]).filter((row) => row.at(-1) !== qualityCodes.never)

/** What holds of a history in whatever database. @param runs of the property, of which each makes tables of its own */
export function historyContract(makeTables: () => Promise<TablesOnDisk>, runs: number): void {
  let nowMs = startMs
  async function work<T>(
    on: TablesOnDisk,
    given: Partial<HistorySettings>,
    deed: (history: History, tables: HistoryStore) => Promise<T>,
  ): Promise<T> {
    const { tables, close } = await on.open()
    const history = await openHistoryIn(
      tables,
      () => nowMs,
      (error) => expect.fail(String(error)),
      { maintainEveryMs: 0, believeJumpAfterMs: 0, ...given },
    )
    try {
      await history.bindPoints(points)
      return await deed(history, tables)
    } finally {
      await history.close()
      await close()
    }
  }
  async function withTables<T>(deed: (on: TablesOnDisk) => Promise<T>): Promise<T> {
    nowMs = startMs
    const on = await makeTables()
    try {
      return await deed(on)
    } finally {
      await on.remove()
    }
  }
  const read = (history: History, point: number, step: 'raw' | 'minute' | 'hour' | 'day') =>
    history.read({ ...whole, point, step })
  const correction = (given: Partial<PointCorrection>): PointCorrection => ({
    id: 'c-1',
    deviceId,
    property: 'energy',
    fromMs: startMs,
    toMs: startMs,
    change: { kind: 'exclude' },
    madeAtMs: startMs,
    ...given,
  })

  it('gives back what was appended after a restart, from the raw log and from blocks', () =>
    withTables(async (on) => {
      await work(on, {}, async (history) => {
        for (let i = 0; i < 500; i++) history.append(energy, i / 10, startMs + i * 1_000, qualityCodes.good)
        await history.flush()
      })
      const values = await work(on, {}, async (history) => {
        const fromLog = [...(await read(history, energy, 'raw')).average]
        nowMs = startMs + 2 * hourMs
        await history.seal()
        return [fromLog, [...(await read(history, energy, 'raw')).average]]
      })
      const expected = Array.from({ length: 500 }, (_, i) => i / 10)
      expect(values).toEqual([expected, expected])
    }))

  it('takes points that came while it ran, and knows after a restart which of them told what', () =>
    withTables(async (on) => {
      const late = (id: string): BoundPoint => ({ deviceId: DeviceId.parse(id), property: 'level' })
      const come = async (history: History, index: number, point: BoundPoint) => {
        await history.preparePoints([point])
        history.setPoints([[index, point]])
      }
      await work(on, {}, async (history) => {
        await come(history, 3, late('tank-1'))
        await come(history, 3, late('tank-1'))
        for (let i = 0; i < 100; i++) history.append(3, i, startMs + i * 1_000, qualityCodes.good)
        await history.flush()
      })
      const [first, second] = await work(on, {}, async (history) => {
        // Had the first one's number been forgotten, this one would be given it, and with it what the first one told.
        await come(history, 3, late('tank-2'))
        await come(history, 9, late('tank-1'))
        return [await read(history, 9, 'raw'), await read(history, 3, 'raw')]
      })
      expect([...(first?.average ?? [])]).toEqual(Array.from({ length: 100 }, (_, i) => i))
      expect(second?.timesMs).toHaveLength(0)
    }))

  it('adds up by how much a counter grew, over borders, gaps and a new beginning', () =>
    withTables((on) =>
      work(on, {}, async (history) => {
        // 100 an hour; exchanged after 30 h, when the new one begins at 0.
        for (let i = 0; i <= 60; i++)
          history.append(energy, i <= 30 ? 1_000 + i * 100 : (i - 31) * 100, startMs + i * hourMs, 0)
        for (let i = 0; i < 240; i++) history.append(power, 6, startMs + i * minuteMs, 0)
        const days = async () => {
          const [grown, used] = [await read(history, energy, 'day'), await read(history, power, 'day')]
          return [[...(grown.total ?? [])], [...(used.total ?? [])], [...(used.count ?? [])]]
        }
        const expected = [[2_300, 2_300, 1_300], [23.9], [240]]
        expect(await days()).toEqual(expected)
        const bySample = await history.read({ ...whole, point: energy, reportPeriodMs: hourMs })
        expect([bySample.resolution, bySample.total?.length]).toEqual(['raw', 61])
        expect(bySample.total?.reduce((sum, step) => sum + step, 0)).toBe(5_900)
        nowMs = startMs + 5 * dayMs
        await history.seal()
        expect(await days()).toEqual(expected)
      }),
    ))

  it('reads corrected samples and figures, keeps what was told, and gives it back when the correction is withdrawn', () =>
    withTables(async (on) => {
      const before = await work(on, {}, async (history) => {
        for (let i = 0; i < 120; i++) history.append(energy, i === 70 ? 9_999 : i, startMs + i * minuteMs, 0)
        nowMs = startMs + 4 * hourMs
        await history.seal()
        return [shown(await read(history, energy, 'raw')), shown(await read(history, energy, 'hour'))]
      })
      const atMs = startMs + 70 * minuteMs
      const fix = correction({ fromMs: atMs, toMs: atMs, change: { kind: 'set', value: 70 } })
      const after = await work(on, {}, async (history, tables) => {
        await history.correct(fix, false)
        expect((await read(history, energy, 'hour')).maximum[1]).toBe(119)
        await history.maintain()
        expect(await tables.findUnsettled(Infinity, 5)).toEqual([])
        return [shown(await read(history, energy, 'raw')), shown(await read(history, energy, 'hour'))]
      })
      expect(after[0]?.[70]?.[3]).toBe(70)
      expect(after[1]?.map((row) => row[3])).toEqual([59, 119])
      expect(after[1]?.map((row) => row[6])).toEqual([59, 60])
      await work(on, {}, async (history) => {
        // Told again at the start, as the journal does: nothing happens.
        await history.correct(fix, false)
        expect(shown(await read(history, energy, 'hour'))).toEqual(after[1])
        await history.correct(fix, true)
        await history.maintain()
        expect([shown(await read(history, energy, 'raw')), shown(await read(history, energy, 'hour'))]).toEqual(before)
      })
    }))

  it('keeps what bears on lives longest, and throws it away last when the disk is full', () =>
    withTables(async (on) => {
      const short = { samplesMs: dayMs, minuteMs: dayMs, hourMs: 30 * dayMs, dayMs: 30 * dayMs }
      const retention = { ...sameForAll(short), safety: { ...short, samplesMs: 10 * dayMs, minuteMs: 10 * dayMs } }
      const count = async (history: History, point: number) => (await read(history, point, 'raw')).timesMs.length
      await work(on, { retention }, async (history) => {
        for (const point of [power, smoke])
          for (let i = 0; i < 60; i++) history.append(point, i, startMs + i * minuteMs, 0)
        nowMs = startMs + 3 * hourMs
        await history.seal()
        expect([await count(history, power), await count(history, smoke)]).toEqual([60, 60])
        nowMs = startMs + 5 * dayMs
      })
      // At a start the points are known only after a while; nothing of them may go before.
      const { tables, close } = await on.open()
      const unbound = await openHistoryIn(
        tables,
        () => nowMs,
        (error) => expect.fail(String(error)),
        { maintainEveryMs: 0, believeJumpAfterMs: 0, retention },
      )
      await unbound.maintain()
      await unbound.close()
      await close()
      await work(on, { retention }, async (history) => {
        await history.maintain()
        expect([await count(history, power), await count(history, smoke)]).toEqual([0, 60])
        for (let i = 0; i < 60; i++) history.append(power, i, nowMs - 4 * hourMs + i * minuteMs, 0)
        await history.seal()
        expect(await history.shed(1)).toBeGreaterThan(0)
        expect(await count(history, smoke)).toBe(60)
        expect(await history.shed(1e9)).toBeGreaterThan(0)
        expect(await count(history, smoke)).toBe(0)
      })
    }))

  it('lets stay what was made of samples that went for want of room, after a restart too, whatever comes late', () =>
    withTables(async (on) => {
      const answers = async (history: History) => {
        const chart = await history.read({ ...whole, toMs: startMs + 2 * hourMs, point: power })
        const rest = [await read(history, power, 'minute'), await read(history, smoke, 'minute')]
        return [chart.resolution, ...[chart, ...rest, await read(history, power, 'hour')].map(shown)]
      }
      const before = await work(on, {}, async (history) => {
        for (let i = 0; i < 720; i++) history.append(power, (i * i * 7_919) % 1_009, startMs + i * 10_000, 0)
        for (let i = 0; i < 120; i++) history.append(smoke, i, startMs + i * minuteMs, 0)
        nowMs = startMs + 4 * hourMs
        await history.seal()
        expect((await read(history, power, 'raw')).timesMs).toHaveLength(720)
        // Samples first, and none of what stands for minutes as well.
        expect(await history.shed(900)).toBeGreaterThan(0)
        expect((await read(history, power, 'raw')).timesMs).toHaveLength(0)
        expect((await read(history, smoke, 'raw')).timesMs).toHaveLength(120)
        return answers(history)
      })
      expect(before[0]).toBe(minuteMs)
      await work(on, {}, async (history, tables) => {
        expect(await answers(history)).toEqual(before)
        for (const minute of [5, 65]) history.append(power, 1e6, startMs + minute * minuteMs + 1, 0)
        await history.seal()
        expect(await tables.findUnsettled(Infinity, 5)).toEqual([])
        expect(await answers(history)).toEqual(before)
      })
    }))

  it('reads what an earlier version wrote, minutes beside few samples too, and what comes late to it', () =>
    withTables((on) =>
      work(on, {}, async (history, tables) => {
        const answers = async () => {
          const found = []
          for (const step of ['raw', 'minute', 'hour', 'day'] as const)
            found.push(shown(await read(history, smoke, step)))
          return found
        }
        const late = () => history.append(smoke, 500, startMs + 90_000, 0)
        const settled = async () => {
          await history.seal()
          expect(await tables.findUnsettled(Infinity, 5)).toEqual([])
          return answers()
        }
        for (let i = 0; i < 60; i++) history.append(smoke, i, startMs + i * minuteMs, 0)
        nowMs = startMs + 3 * hourMs
        const before = await settled()
        // Each class has groups of its own.
        const place = { group: 2, fromWindowMs: startMs, toWindowMs: startMs }
        const few = await tables.readBlocks({ ...place, levels: [levels.sparse] })
        expect(few).toHaveLength(1)
        const samples = new BlockWriter(levels.samples, startMs, true)
        const minutes = new BlockWriter(levels.minute, startMs, true)
        for (const series of few.flatMap(({ bytes }) => readBlock(bytes))) {
          samples.add(series)
          minutes.add(rollUpSamples(series, minuteMs))
        }
        await tables.replaceBlocks(
          few.map(({ id }) => id),
          [...(await samples.end()), ...(await minutes.end())],
        )
        expect(await answers()).toEqual(before)
        late()
        const after = await settled()
        expect(after[1]?.[1]?.slice(1, 4)).toEqual([2, 1, 500])
        expect(after[0]).toHaveLength(61)
        expect(await tables.readBlocks({ ...place, levels: [levels.samples, levels.minute] })).toEqual([])
      }),
    ))

  it('gives back what was corrected of few samples after samples are past their time, and leaves their neighbours alone', () =>
    withTables(async (on) => {
      const kept = { samplesMs: dayMs, minuteMs: 30 * dayMs, hourMs: 90 * dayMs, dayMs: 90 * dayMs }
      // Both in one group of blocks.
      const both: BoundPoint[] = ['level', 'flow'].map((property) => ({ deviceId, property }))
      await work(on, { retention: sameForAll(kept) }, async (history) => {
        await history.bindPoints(both)
        const answers = async () => {
          const found = []
          for (const point of [0, 1])
            for (const step of ['minute', 'hour', 'day'] as const) found.push(shown(await read(history, point, step)))
          return found
        }
        for (let i = 0; i < 60; i++) history.append(0, i, startMs + i * minuteMs, 0)
        for (let i = 0; i < 360; i++) history.append(1, i, startMs + i * 10_000, 0)
        nowMs = startMs + 3 * hourMs
        await history.seal()
        const before = await answers()
        const fix = correction({ property: 'level', toMs: startMs + hourMs, change: { kind: 'add', by: 1_000 } })
        await history.correct(fix, false)
        await history.maintain()
        expect((await answers()).slice(3)).toEqual(before.slice(3))
        expect((await answers())[1]?.[0]?.[3]).toBe(1_059)
        nowMs = startMs + 5 * dayMs
        await history.maintain()
        expect((await read(history, 1, 'raw')).timesMs).toHaveLength(0)
        await history.correct(fix, true)
        await history.maintain()
        expect(await answers()).toEqual(before)
      })
    }))

  const sample = fc.record({
    point: fc.constantFrom(energy, power),
    timeMs: fc
      .tuple(fc.nat(1), fc.constantFrom(0, 1, 23), fc.nat(59), fc.nat(3))
      .map(([d, h, m, s]) => startMs + d * dayMs + h * hourMs + m * minuteMs + s * 17_000),
    value: fc.integer({ min: 0, max: 5_000 }).map((n) => n / 10),
    quality: fc.constantFrom(0, 0, 0, 1, 2),
  })
  const change = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), value: fc.integer({ min: 0, max: 900 }) }),
    fc.record({ kind: fc.constant('add' as const), by: fc.integer({ min: -9, max: 9 }) }),
    fc.constant({ kind: 'exclude' as const }),
  )
  const corrections = fc.array(
    fc.record({
      property: fc.constantFrom('energy', 'power'),
      fromMs: fc.nat(2 * 24 * 60).map((minute) => startMs + minute * minuteMs),
      lengthMs: fc.nat(300).map((minute) => minute * minuteMs),
      change,
    }),
    { maxLength: 4 },
  )

  it('tells the same whatever the order of late samples and of corrections, and whenever it seals and settles (property)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sample, { minLength: 1, maxLength: 40 }),
        corrections,
        fc.infiniteStream(fc.nat(1_000)),
        async (samples, made, dice) => {
          const fixes = made.map(({ lengthMs, ...one }, i) =>
            correction({ ...one, id: `c-${i}`, toMs: one.fromMs + lengthMs, madeAtMs: startMs + i }),
          )
          const steps = [
            ...samples.map(
              (one) => async (history: History) => history.append(one.point, one.value, one.timeMs, one.quality),
            ),
            ...fixes.map((fix) => (history: History) => history.correct(fix, false)),
          ]
          const told = (order: typeof steps, isRestless: boolean) =>
            withTables((on) =>
              work(on, {}, async (history) => {
                for (const step of order) {
                  await step(history)
                  const roll = isRestless ? dice.next().value : undefined
                  if (roll !== undefined && roll < 150) await history.seal()
                  if (roll !== undefined && roll % 7 === 0) nowMs += 5 * hourMs
                }
                nowMs = startMs + 5 * dayMs
                await history.seal()
                const answers: unknown[] = []
                for (const point of [energy, power])
                  for (const step of ['raw', 'minute', 'hour', 'day'] as const)
                    answers.push(shown(await read(history, point, step)))
                return answers
              }),
            )
          const shuffled = steps
            .map((step) => ({ step, at: dice.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ step }) => step)
          expect(await told(shuffled, true)).toEqual(await told(steps, false))
        },
      ),
      { numRuns: runs, seed: 7 },
    )
  }, 60_000)
}
