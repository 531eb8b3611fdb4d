import type { HistorySeries } from '../../domain/contract'
import { readBlock } from './block'
import { createBreath } from './breathe'
import { chartBuckets, chartSamples, chooseWidth } from './chartSeries'
import type { HistoryStore } from './HistoryStore'
import { dayMs, groupOf, hourMs, type Level, levels, minuteMs, oldestWindow, type Retention, windowOf } from './levels'
import { rollUpSamples } from './rollUp'
import { cutSeries, mergeSeries, type Series } from './Series'
import type { Tail } from './Tail'

export interface HistoryQuery {
  fromMs: number
  /** Not included. */
  toMs: number
  /** Rows at most, 2 to 5,000. */
  maxPoints: number
  /** How often the device reports, ms: tells what is a gap, and how many samples to expect. */
  reportPeriodMs: number
}

/**
 * History of one point, raw when it fits into `maxPoints`, else in buckets: from samples below a minute, from roll-ups above. Hours that are not settled yet
 * are rolled up from their samples on the way, so that the answer is the same before and after.
 *
 * @param tails newest samples; looked at before the store, so that what moves from one to the other meanwhile is seen twice rather than not at all
 */
export async function readSeries(
  point: number,
  query: HistoryQuery,
  tails: readonly Tail[],
  store: HistoryStore,
  retention: Retention,
  nowMs: number,
): Promise<HistorySeries> {
  const { fromMs, toMs, maxPoints } = query
  const fresh = tails.flatMap((tail) => tail.series(point) ?? [])
  const leastMs = leastWidthMs(fromMs, retention, nowMs)
  const widthMs = chooseWidth(fromMs, toMs, maxPoints, leastMs)

  if (leastMs === 0 && (widthMs < minuteMs || (toMs - fromMs) / query.reportPeriodMs <= maxPoints)) {
    const stored = await readPoint(point, levels.samples, fromMs, toMs, store)
    const samples = cutSeries(mergeSeries([...stored, ...fresh]) ?? nothing(point, 1), fromMs, toMs)
    const series = samples.timesMs.length <= maxPoints ? chartSamples(samples, query) : undefined
    if (series && series.timesMs.length <= maxPoints) return series
    return chartBuckets(rollUpSamples(samples, Math.min(widthMs, minuteMs)), widthMs, query)
  }
  // Whole buckets, so that the first and the last say the same whether they come from samples or from roll-ups.
  const whole = { fromMs: Math.floor(fromMs / widthMs) * widthMs, toMs: Math.ceil(toMs / widthMs) * widthMs }
  return chartBuckets(await readRolledUp(point, levelFor(widthMs), whole, fresh, store), widthMs, query)
}

/** Finest bucket that can still be had for so old a time: what was finer has been shed. */
function leastWidthMs(fromMs: number, retention: Retention, nowMs: number): number {
  if (fromMs >= oldestWindow(levels.samples, retention, nowMs)) return 0
  if (fromMs >= oldestWindow(levels.minute, retention, nowMs)) return minuteMs
  return fromMs >= oldestWindow(levels.hour, retention, nowMs) ? hourMs : dayMs
}

const levelFor = (widthMs: number): Level =>
  widthMs >= dayMs ? levels.day : widthMs >= hourMs ? levels.hour : levels.minute

/** Buckets of the level, or finer ones where the level is not settled, in time order. */
async function readRolledUp(
  point: number,
  level: Level,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  fresh: readonly Series[],
  store: HistoryStore,
): Promise<Series> {
  // Asked before the roll-ups are read: an hour that settles in between is then computed, which gives the same.
  const open = new Set(await store.readUnsettledWindows(point, fromMs, toMs - 1))
  for (const series of fresh) {
    for (const timeMs of cutSeries(series, fromMs, toMs).timesMs) open.add(windowOf(levels.samples, timeMs))
  }
  const openDays = new Set([...open].map((windowMs) => windowOf(levels.hour, windowMs)))

  const parts: Series[] = []
  for (const windowMs of open) {
    const stored = await readPoint(point, levels.samples, windowMs, windowMs + hourMs, store)
    const samples = mergeSeries([...stored, ...fresh.map((series) => cutSeries(series, windowMs, windowMs + hourMs))])
    if (samples) parts.push(rollUpSamples(cutSeries(samples, fromMs, toMs), minuteMs))
  }
  const settled = async (of: Level, isWanted: (startMs: number) => boolean) => {
    for (const series of await readPoint(point, of, fromMs, toMs, store)) {
      parts.push(pickRows(series, (startMs) => startMs >= fromMs && startMs < toMs && isWanted(startMs)))
    }
  }
  if (level === levels.day) {
    await settled(levels.day, (startMs) => !openDays.has(startMs))
    if (openDays.size > 0)
      await settled(levels.hour, (startMs) => openDays.has(windowOf(levels.hour, startMs)) && !open.has(startMs))
  } else await settled(level, (startMs) => !open.has(windowOf(levels.samples, startMs)))
  return mergeSeries(parts.filter((part) => part.timesMs.length > 0)) ?? nothing(point, 5)
}

async function readPoint(
  point: number,
  level: Level,
  fromMs: number,
  toMs: number,
  store: HistoryStore,
): Promise<Series[]> {
  const rows = await store.readBlocks({
    level,
    group: groupOf(point),
    fromWindowMs: windowOf(level, fromMs),
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
