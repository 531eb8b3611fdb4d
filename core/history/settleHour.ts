import type { Meter } from '../../domain/things/meter'
import { readBlock } from './block'
import { BlockWriter } from './BlockWriter'
import { createBreath } from './breathe'
import type { HistoryStore, NewBlock, StoredBlock } from './HistoryStore'
import { correctSeries } from './correctSeries'
import { dayMs, hourMs, type Level, levels, oldestWindow, windowOf } from './levels'
import type { PointBook } from './PointBook'
import { replaceBuckets, rollUpBuckets, rollUpSamples, withColumnsOf } from './rollUp'
import { mergeSeries, type Series } from './Series'

/**
 * Puts the pieces of one group's hour together: samples in one order, each time once, and the minutes, the hour and the day that follow from them. Runs when the
 * hour is over, and again whenever late samples were sealed or a person corrected some; the result depends on the samples and the corrections only, never on the
 * order in which they came. Samples are kept as they were told, and figures made of what they were corrected to.
 */
export async function settleHour(
  group: number,
  windowMs: number,
  store: HistoryStore,
  book: PointBook,
  nowMs: number,
): Promise<void> {
  const read = (level: Level, fromWindowMs: number) =>
    store.readBlocks({ level, group, fromWindowMs, toWindowMs: fromWindowMs })
  const pieces = await read(levels.samples, windowMs)
  if (windowMs < oldestWindow(levels.samples, book.retentionOf(group), nowMs)) {
    await store.replaceBlocks(idsOf(pieces), [])
    return
  }
  const breathe = createBreath()
  const samplesByPoint = await readByPoint(pieces, breathe)
  const minuteRows = await read(levels.minute, windowMs)
  const hourRows = await read(levels.hour, windowOf(levels.hour, windowMs))
  const dayRows = await read(levels.day, windowOf(levels.day, windowMs))
  const hoursByPoint = await readByPoint(hourRows, breathe)
  const daysByPoint = await readByPoint(dayRows, breathe)

  const samples = new BlockWriter(levels.samples, windowMs, true)
  const minutes = new BlockWriter(levels.minute, windowMs, true)
  for (const point of risingKeys(samplesByPoint)) {
    const series = mergeSeries(samplesByPoint.get(point) ?? [])
    if (!series) continue
    samples.add(series)
    const meter = book.meterOf(point)
    const rolled = rollUpSamples(correctSeries(series, book.correctionsOf(point)), levels.minute.widthMs, meter)
    minutes.add(rolled)
    await breathe()
    // This hour anew in the hours of its day, and that day anew in the days.
    const dayStartMs = windowOf(levels.hour, windowMs)
    const hours = replaceIn(hoursByPoint, rollUpBuckets(rolled, hourMs, meter), windowMs, windowMs + hourMs, meter)
    replaceIn(daysByPoint, rollUpBuckets(hours, dayMs, meter), dayStartMs, dayStartMs + dayMs, meter)
    await breathe()
  }
  const blocks = [samples, minutes].map((writer) => writer.end())
  blocks.push(writeAll(levels.hour, windowOf(levels.hour, windowMs), hoursByPoint, book, breathe))
  blocks.push(writeAll(levels.day, windowOf(levels.day, windowMs), daysByPoint, book, breathe))
  const gone = [pieces, minuteRows, hourRows, dayRows].flatMap(idsOf)
  await store.replaceBlocks(gone, (await Promise.all(blocks)).flat())
}

type Breathe = () => Promise<void> | undefined

const idsOf = (rows: readonly StoredBlock[]): number[] => rows.map((row) => row.id)

async function readByPoint(rows: readonly StoredBlock[], breathe: Breathe): Promise<Map<number, Series[]>> {
  const byPoint = new Map<number, Series[]>()
  for (const row of rows) {
    for (const series of readBlock(row.bytes)) {
      const parts = byPoint.get(series.point)
      if (parts) parts.push(series)
      else byPoint.set(series.point, [series])
    }
    await breathe()
  }
  return byPoint
}

/** Puts `fresh` into the point's series of the map, in the place of what stood in the range. */
function replaceIn(
  byPoint: Map<number, Series[]>,
  fresh: Series,
  fromMs: number,
  toMs: number,
  meter: Meter | undefined,
): Series {
  const before = mergeSeries((byPoint.get(fresh.point) ?? []).map((part) => withColumnsOf(part, meter)))
  const after = before ? replaceBuckets(before, fresh, fromMs, toMs) : fresh
  byPoint.set(fresh.point, [after])
  return after
}

async function writeAll(
  level: Level,
  windowMs: number,
  byPoint: Map<number, Series[]>,
  book: PointBook,
  breathe: Breathe,
): Promise<NewBlock[]> {
  const writer = new BlockWriter(level, windowMs, true)
  for (const point of risingKeys(byPoint)) {
    const meter = book.meterOf(point)
    const series = mergeSeries((byPoint.get(point) ?? []).map((part) => withColumnsOf(part, meter)))
    if (series) writer.add(series)
    await breathe()
  }
  return writer.end()
}

const risingKeys = (byPoint: Map<number, unknown>): Uint32Array => Uint32Array.from(byPoint.keys()).sort()
