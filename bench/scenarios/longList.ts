import { figure } from '../figure'
import type { BenchOptions } from '../options'
import type { Figure } from '../results'
import { percentile } from '../statistics'
import { scrollLists, type Frames } from '../surface/scrollList'

const shortList = 1_000

/** The list of alarms, scrolled: a long one beside a short one in the same run. */
export async function measureLongList({ rows }: BenchOptions): Promise<Figure[]> {
  const [long, short] = await scrollLists([rows, shortList])
  if (!long || !short) return []
  const ratio = (of: (frames: Frames) => readonly number[]) => percentile(of(long), 0.5) / percentile(of(short), 0.5)
  return [
    ...listFigures(rows, long),
    ...listFigures(shortList, short),
    figure(
      'frame of a scroll, p50, long list against short',
      'alarm list',
      ratio(({ frameMs }) => frameMs),
      '×',
    ),
    figure(
      'work of a frame, p50, long list against short',
      'alarm list',
      ratio(({ workMs }) => workMs),
      '×',
    ),
  ]
}

function listFigures(rows: number, { frameMs, workMs }: Frames): Figure[] {
  const list = `alarm list of ${rows.toLocaleString('en')}`
  return [
    figure('frame of a scroll, p50', list, percentile(frameMs, 0.5), 'ms', { target: '≤ 16.7' }),
    figure('frame of a scroll, p95', list, percentile(frameMs, 0.95), 'ms'),
    figure("work of a frame in the page's thread, p50", list, percentile(workMs, 0.5), 'ms'),
    figure("work of a frame in the page's thread, p95", list, percentile(workMs, 0.95), 'ms'),
  ]
}
