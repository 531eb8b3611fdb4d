import type { Meter } from '../../domain/things/meter'
import { readBlock } from './block'
import { BlockWriter } from './BlockWriter'
import { createBreath } from './breathe'
import type { HistoryStore, NewBlock, StoredBlock } from './HistoryStore'
import { correctSeries } from './correctSeries'
import { dayMs, hourMs, isSparse, type Level, levels, oldestWindow, windowOf } from './levels'
import type { PointBook } from './PointBook'
import { replaceBuckets, rollUpBuckets, rollUpOf, rollUpSamples, withColumnsOf } from './rollUp'
import { cutSeries, mergeSeries, type Series } from './Series'

/**
 * Puts the pieces of one group's hour together: samples in one order, each time once, and the minutes, the hour and the day that follow from them. Runs when the
 * hour is over, and again whenever late samples were sealed or a person corrected some; the result depends on the samples and the corrections only, never on the
 * order in which they came. Samples are kept as they were told, and figures made of what they were corrected to.
 *
 * Samples that stand for their minutes get none beside them (`levels.sparse`). Where samples of the hour were thrown away, what was made of them stays, and what
 * comes late is let go: a part must not stand for the whole.
 */
export async function settleHour(
  group: number,
  windowMs: number,
  store: HistoryStore,
  book: PointBook,
  nowMs: number,
): Promise<void> {
  const read = (level: Level, fromWindowMs: number) =>
    store.readBlocks({ levels: [level], group, fromWindowMs, toWindowMs: fromWindowMs })
  const pieces = await read(levels.samples, windowMs)
  const sparseRows = await read(levels.sparse, windowMs)
  const isPast = windowMs < oldestWindow(levels.samples, book.retentionOf(group), nowMs)
  if (isPast && sparseRows.length === 0) {
    await store.replaceBlocks(idsOf(pieces), [])
    return
  }
  const breathe = createBreath()
  // What was corrected while it was kept may be given back later: then the hour is settled by those that are still there.
  const samplesByPoint = await readByPoint(isPast ? sparseRows : [...pieces, ...sparseRows], breathe)
  const minuteRows = await read(levels.minute, windowMs)
  const hourRows = await read(levels.hour, windowOf(levels.hour, windowMs))
  const dayRows = await read(levels.day, windowOf(levels.day, windowMs))
  const minutesByPoint = await readByPoint(minuteRows, breathe)
  const hoursByPoint = await readByPoint(hourRows, breathe)
  const daysByPoint = await readByPoint(dayRows, breathe)

  const samples = new BlockWriter(levels.samples, windowMs, true)
  const sparse = new BlockWriter(levels.sparse, windowMs, true)
  for (const point of risingKeys(samplesByPoint)) {
    const series = mergeSeries(samplesByPoint.get(point) ?? [])
    if (!series || series.timesMs.length < countedIn(hoursByPoint.get(point), windowMs)) continue
    const meter = book.meterOf(point)
    const rolled = rollUpSamples(correctSeries(series, book.correctionsOf(point)), levels.minute.widthMs, meter)
    if (isSparse(series.timesMs.length, rolled.timesMs.length)) {
      sparse.add(series)
      minutesByPoint.delete(point)
    } else {
      samples.add(series)
      minutesByPoint.set(point, [rolled])
    }
    await breathe()
    // This hour anew in the hours of its day, and that day anew in the days.
    const dayStartMs = windowOf(levels.hour, windowMs)
    const hours = replaceIn(hoursByPoint, rollUpBuckets(rolled, hourMs, meter), windowMs, windowMs + hourMs, meter)
    replaceIn(daysByPoint, rollUpBuckets(hours, dayMs, meter), dayStartMs, dayStartMs + dayMs, meter)
    await breathe()
  }
  const blocks = [samples, sparse].map((writer) => writer.end())
  blocks.push(writeAll(levels.minute, windowMs, minutesByPoint, book, breathe))
  blocks.push(writeAll(levels.hour, windowOf(levels.hour, windowMs), hoursByPoint, book, breathe))
  blocks.push(writeAll(levels.day, windowOf(levels.day, windowMs), daysByPoint, book, breathe))
  const gone = [pieces, sparseRows, minuteRows, hourRows, dayRows].flatMap(idsOf)
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

/** Samples that the hour was made of when it was settled last; those that count are never more than there were. */
function countedIn(hours: readonly Series[] | undefined, windowMs: number): number {
  const [count = 0] = (hours ?? []).flatMap((series) => [
    ...rollUpOf(cutSeries(series, windowMs, windowMs + hourMs)).count,
  ])
  return count
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
