import { BlockWriter } from './BlockWriter'
import { createBreath } from './breathe'
import type { HistoryStore, NewBlock } from './HistoryStore'
import { groupOf, type Level, levels, oldestWindow, windowOf } from './levels'
import type { PointBook } from './PointBook'
import { cutSeries, type Series } from './Series'
import type { Tail } from './Tail'

/** A tail that takes no more samples, and the rows of the raw log that hold the same. */
export interface ClosedTail {
  tail: Tail
  firstRawId: number
  lastRawId: number
}

/**
 * Turns a closed tail into blocks, a group of points and an hour each, and lets go of its raw rows in the same transaction. The hours stay unsettled: other
 * tails may hold more of them. Samples of hours that are past their retention are left out.
 */
export async function sealTail(closed: ClosedTail, store: HistoryStore, book: PointBook, nowMs: number): Promise<void> {
  const { tail } = closed
  const breathe = createBreath()
  const sealed: NewBlock[] = []
  const points = Uint32Array.from(tail.known).sort()
  for (let from = 0; from < points.length;) {
    const group = groupOf(points[from]!)
    const oldestMs = oldestWindow(levels.samples, book.retentionOf(group), nowMs)
    let to = from
    while (to < points.length && groupOf(points[to]!) === group) to++
    // A builder for each hour that the group's samples touch: nearly always one or two.
    const builders = new Map<number, BlockWriter>()
    for (; from < to; from++) {
      const series = tail.series(points[from]!)
      for (const { windowMs, part } of series ? splitByWindow(series, levels.samples) : []) {
        if (windowMs < oldestMs) continue
        const writer = builders.get(windowMs) ?? new BlockWriter(levels.samples, windowMs, false)
        builders.set(windowMs, writer)
        writer.add(part)
      }
      await breathe()
    }
    for (const writer of builders.values()) sealed.push(...(await writer.end()))
  }
  await store.replaceRaw(closed.firstRawId, closed.lastRawId, sealed)
}

function splitByWindow(series: Series, level: Level): { windowMs: number; part: Series }[] {
  const parts: { windowMs: number; part: Series }[] = []
  for (let from = 0; from < series.timesMs.length;) {
    const windowMs = windowOf(level, series.timesMs[from]!)
    const part = cutSeries(series, windowMs, windowMs + level.windowMs)
    parts.push({ windowMs, part })
    from += part.timesMs.length
  }
  return parts
}
