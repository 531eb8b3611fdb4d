import type { HistorySeries, HistoryStep } from '../../domain/contract'
import { readBlock } from './block'
import { createBreath } from './breathe'
import { chartBuckets, chartSamples, chooseWidth, type Range } from './chartSeries'
import { correctSeries } from './correctSeries'
import type { HistoryStore } from './HistoryStore'
import {
  dayMs,
  groupOf,
  hourMs,
  type Level,
  levels,
  minuteMs,
  oldestWindow,
  type Retention,
  sampleLevels,
  windowOf,
} from './levels'
import type { PointBook } from './PointBook'
import { columnsOf, isSamples, rollUpBuckets, rollUpSamples, startOf, withColumnsOf } from './rollUp'
import { cutSeries, mergeSeries, type Series } from './Series'
import type { Tail } from './Tail'

export interface HistoryQuery extends Range {
  /** Rows at most, 2 to 5,000. */
  maxPoints: number
  /** How far the district's clocks are ahead of UTC, ms: days begin by them. To the hour, which is the finest that is kept as long as days are. */
  aheadMs?: number
  /**
   * Exactly this, nothing thinner: then the answer holds the first rows of the range, and its `toMs` says up to where it is whole. Looks at a stretch of
   * the range only, so that no answer takes long; the caller goes on from there.
   */
  step?: HistoryStep | undefined
}

/** Where a point's history lies. */
export interface Sources {
  /** Newest samples; looked at before the store, so that what moves from one to the other meanwhile is seen twice rather than not at all. */
  tails: readonly Tail[]
  store: HistoryStore
  book: PointBook
  retention: Retention
  nowMs: number
}

/**
 * History of one point, raw when it fits into `maxPoints`, else in buckets: from samples below a minute, from roll-ups above. Hours that are not settled yet
 * are rolled up from their samples on the way, so that the answer is the same before and after.
 */
export function readSeries(point: number, query: HistoryQuery, sources: Sources): Promise<HistorySeries> {
  return query.step === undefined ? readForChart(point, query, sources) : readStep(point, query, query.step, sources)
}

async function readForChart(point: number, query: HistoryQuery, sources: Sources): Promise<HistorySeries> {
  const { fromMs, toMs, maxPoints } = query
  const { retention, nowMs, book } = sources
  const meter = book.meterOf(point)
  const leastMs = leastWidthMs(fromMs, retention, nowMs)
  const widthMs = chooseWidth(fromMs, toMs, maxPoints, leastMs)

  if (leastMs === 0 && (widthMs < minuteMs || (toMs - fromMs) / query.reportPeriodMs <= maxPoints)) {
    const samples = await readSamples(point, fromMs, toMs, sources)
    const series = samples.timesMs.length <= maxPoints ? chartSamples(samples, query, meter) : undefined
    if (series && series.timesMs.length <= maxPoints) return series
    return chartBuckets(rollUpSamples(samples, Math.min(widthMs, minuteMs), meter), widthMs, query, meter, 0)
  }
  const { level, aheadMs } = levelFor(widthMs, query, sources)
  const whole = wholeBuckets(fromMs, toMs, widthMs, aheadMs)
  return chartBuckets(await readRolledUp(point, level, whole, sources), widthMs, query, meter, aheadMs)
}

/** Whole buckets, so that the first and the last say the same whether they come from samples or from roll-ups. */
const wholeBuckets = (fromMs: number, toMs: number, widthMs: number, aheadMs: number) => ({
  fromMs: startOf(fromMs, widthMs, aheadMs),
  toMs: startOf(toMs + widthMs - 1, widthMs, aheadMs),
})

/** Longest stretch that one answer of a step looks at: some tens of blocks. */
const stretchMs = { raw: dayMs, minute: 2 * dayMs, hour: 64 * dayMs, day: 128 * dayMs } as const
const stepWidths = { raw: 0, minute: minuteMs, hour: hourMs, day: dayMs } as const

async function readStep(
  point: number,
  query: HistoryQuery,
  step: HistoryStep,
  sources: Sources,
): Promise<HistorySeries> {
  const widthMs = stepWidths[step]
  const { level, aheadMs } = levelFor(widthMs, query, sources)
  const fromMs = step === 'raw' ? query.fromMs : startOf(query.fromMs, widthMs, aheadMs)
  const toMs = Math.min(query.toMs, fromMs + stretchMs[step])
  const meter = sources.book.meterOf(point)
  const found =
    step === 'raw'
      ? await readSamples(point, fromMs, toMs, sources)
      : await readRolledUp(point, level, wholeBuckets(fromMs, toMs, widthMs, aheadMs), sources)
  // Gaps stand between rows: half as many are sure to fit with theirs.
  const most = Math.max(1, query.maxPoints >> 1)
  // Minutes of hours that are not settled yet stand in the place of wider buckets.
  const wide = step === 'raw' ? found : rollUpBuckets(found, widthMs, meter, aheadMs)
  const isCut = wide.timesMs.length > most
  const endMs = isCut ? wide.timesMs[most]! : toMs
  const range = { ...query, fromMs, toMs: endMs }
  const rows = isCut ? cutSeries(wide, fromMs, endMs) : wide
  return step === 'raw' ? chartSamples(rows, range, meter) : chartBuckets(rows, widthMs, range, meter, aheadMs)
}

/** Finest bucket that can still be had for so old a time: what was finer has been shed. */
function leastWidthMs(fromMs: number, retention: Retention, nowMs: number): number {
  if (fromMs >= oldestWindow(levels.samples, retention, nowMs)) return 0
  if (fromMs >= oldestWindow(levels.minute, retention, nowMs)) return minuteMs
  return fromMs >= oldestWindow(levels.hour, retention, nowMs) ? hourMs : dayMs
}

/** Roll-ups that buckets of a width are made of, and by which clock they begin. Days of the district are made of hours, while those are kept. */
function levelFor(
  widthMs: number,
  { fromMs, aheadMs = 0 }: HistoryQuery,
  { retention, nowMs }: Sources,
): { level: Level; aheadMs: number } {
  const hoursAheadMs = Math.round(aheadMs / hourMs) * hourMs
  if (widthMs === dayMs && fromMs >= oldestWindow(levels.hour, retention, nowMs))
    return { level: hoursAheadMs === 0 ? levels.day : levels.hour, aheadMs: hoursAheadMs }
  return { level: widthMs >= dayMs ? levels.day : widthMs >= hourMs ? levels.hour : levels.minute, aheadMs: 0 }
}

/** Samples as people say they were, in time order. */
async function readSamples(
  point: number,
  fromMs: number,
  toMs: number,
  { tails, store, book }: Sources,
): Promise<Series> {
  const fresh = freshOf(point, tails)
  const stored = await readPoint(point, sampleLevels, fromMs, toMs, store)
  const samples = cutSeries(mergeSeries([...stored, ...fresh]) ?? nothing(point, 1), fromMs, toMs)
  return correctSeries(samples, book.correctionsOf(point))
}

const freshOf = (point: number, tails: readonly Tail[]): Series[] => tails.flatMap((tail) => tail.series(point) ?? [])

/** Buckets of the level, or finer ones where the level is not settled, in time order. */
async function readRolledUp(
  point: number,
  level: Level,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  { tails, store, book }: Sources,
): Promise<Series> {
  const meter = book.meterOf(point)
  const fresh = freshOf(point, tails)
  // Asked before the roll-ups are read: an hour that settles in between is then computed, which gives the same.
  const open = new Set(await store.readUnsettledWindows(point, fromMs, toMs - 1))
  for (const series of fresh) {
    for (const timeMs of cutSeries(series, fromMs, toMs).timesMs) open.add(windowOf(levels.samples, timeMs))
  }
  const openDays = new Set([...open].map((windowMs) => windowOf(levels.hour, windowMs)))

  const parts: Series[] = []
  for (const windowMs of open) {
    const stored = await readPoint(point, sampleLevels, windowMs, windowMs + hourMs, store)
    const samples = mergeSeries([...stored, ...fresh.map((series) => cutSeries(series, windowMs, windowMs + hourMs))])
    if (!samples) continue
    const corrected = correctSeries(cutSeries(samples, fromMs, toMs), book.correctionsOf(point))
    parts.push(rollUpSamples(corrected, minuteMs, meter))
  }
  const settled = async (of: readonly [Level, ...Level[]], isWanted: (startMs: number) => boolean) => {
    for (const series of await readPoint(point, of, fromMs, toMs, store)) {
      // One series an hour, as it was settled: what samples are rolled up to depends on the digits of all of them.
      const buckets = isSamples(series)
        ? rollUpSamples(correctSeries(series, book.correctionsOf(point)), minuteMs, meter)
        : withColumnsOf(series, meter)
      parts.push(pickRows(buckets, (startMs) => startMs >= fromMs && startMs < toMs && isWanted(startMs)))
    }
  }
  const isSettled = (startMs: number): boolean => !open.has(windowOf(levels.samples, startMs))
  if (level === levels.day) {
    await settled([levels.day], (startMs) => !openDays.has(startMs))
    if (openDays.size > 0)
      await settled([levels.hour], (startMs) => openDays.has(windowOf(levels.hour, startMs)) && !open.has(startMs))
  } else if (level === levels.minute) await settled([levels.minute, levels.sparse], isSettled)
  else await settled([level], isSettled)
  return mergeSeries(parts.filter((part) => part.timesMs.length > 0)) ?? nothing(point, columnsOf(meter))
}

async function readPoint(
  point: number,
  of: readonly [Level, ...Level[]],
  fromMs: number,
  toMs: number,
  store: HistoryStore,
): Promise<Series[]> {
  const rows = await store.readBlocks({
    levels: of,
    group: groupOf(point),
    fromWindowMs: windowOf(of[0], fromMs),
    toWindowMs: toMs - 1,
    point,
  })
  const found: Series[] = []
  const breathe = createBreath()
  for (const row of rows) {
    found.push(...readBlock(row.bytes, point))
    await breathe()
  }
  return found
}

function pickRows(series: Series, isWanted: (timeMs: number) => boolean): Series {
  const rows = Array.from(series.timesMs.keys()).filter((row) => isWanted(series.timesMs[row]!))
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]!)
  return {
    point: series.point,
    timesMs: pick(series.timesMs),
    columns: series.columns.map(pick),
    qualities: Uint8Array.from(rows, (row) => series.qualities[row]!),
  }
}

const nothing = (point: number, columns: number): Series => ({
  point,
  timesMs: new Float64Array(0),
  columns: Array.from({ length: columns }, () => new Float64Array(0)),
  qualities: new Uint8Array(0),
})
