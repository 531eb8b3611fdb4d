import { figure } from '../figure'
import type { BenchOptions } from '../options'
import type { Figure } from '../results'
import { percentile } from '../statistics'
import { pressKeys, type Press } from '../surface/inputDelay'
import { paintAlarms, type PaintedAlarms } from '../surface/paintedAlarms'
import { startLoad } from '../surface/siteLoad'
import { startDesk, type BenchDesk } from '../surface/startDesk'
import { switchLayouts } from '../surface/switchLayouts'
import { wait } from '../surface/wait'
import { measureWindows } from '../surface/windowMemory'

const settleMs = 8_000
const loadSamplesPerS = 5_000
/** Not in step with anything that ticks. */
const singleGapMs = (index: number) => 430 + ((index * 97) % 250)
const switches = 10

/** What a person at the desk feels: how soon an alarm is seen, a key answered, a layout there. */
export async function measureSurface({ windows, alarms, presses, flood, floodS }: BenchOptions): Promise<Figure[]> {
  const desk = await startDesk(windows)
  try {
    await wait(settleMs)
    const figures = memoryFigures(await measureWindows(desk))
    const singles = (from: number) => paintAlarms(desk, desk.detectors.slice(from, from + alarms), singleGapMs)
    const keys = () => pressKeys(desk.windows, (pressed) => pressed < presses)

    const quiet = await singles(0)
    figures.push(...paintedFigures('quiet', windows, quiet), ...pressFigures('quiet', await keys()))
    figures.push(...layoutFigures(await switchLayouts(desk.windows, switches)))

    const stopLoad = await startLoad(desk, loadSamplesPerS)
    await wait(settleMs)
    const loadName = `${loadSamplesPerS} samples/s`
    const loaded = await singles(alarms)
    figures.push(...paintedFigures(loadName, windows, loaded), ...pressFigures(loadName, await keys()))
    figures.push(
      figure(
        'alarm published until painted, p50, against quiet',
        loadName,
        percentile(loaded.paintedMs, 0.5) / percentile(quiet.paintedMs, 0.5),
        '×',
      ),
    )
    await stopLoad()
    await wait(settleMs)

    figures.push(...(await floodFigures(desk, { from: 2 * alarms, flood, floodS })))
    return figures
  } finally {
    await desk.stop()
  }
}

/** A person steps through the alarms while they pour in. */
async function floodFigures(
  desk: BenchDesk,
  { from, flood, floodS }: { from: number; flood: number; floodS: number },
): Promise<Figure[]> {
  const detectors = desk.detectors.slice(from, from + flood)
  const name = `flood of ${detectors.length} alarms in ${floodS} s`
  let isOver = false
  const pressing = pressKeys(desk.windows, () => !isOver)
  const painted = await paintAlarms(desk, detectors, () => (floodS * 1_000) / detectors.length).finally(
    () => (isOver = true),
  )
  return [
    ...paintedFigures(name, desk.windows.length, painted),
    ...pressFigures(name, await pressing),
    ...memoryFigures(await measureWindows(desk), `, after ${name}`),
  ]
}

function paintedFigures(load: string, windows: number, { readMs, paintedMs, unseen }: PaintedAlarms): Figure[] {
  const what = `alarm published until painted in all ${windows} windows`
  return [
    figure(`alarm published until in the document of all ${windows} windows, p50`, load, percentile(readMs, 0.5), 'ms'),
    figure(
      `alarm published until in the document of all ${windows} windows, p99`,
      load,
      percentile(readMs, 0.99),
      'ms',
    ),
    figure(`${what}, p50`, load, percentile(paintedMs, 0.5), 'ms', { goal: 3, target: '≤ 30' }),
    figure(`${what}, p99`, `${load}, n = ${paintedMs.length}`, percentile(paintedMs, 0.99), 'ms', { goal: 3 }),
    figure('alarms that a window never counted', load, unseen, 'alarms', { target: '0' }),
  ]
}

function pressFigures(load: string, presses: readonly Press[]): Figure[] {
  const delays = presses.map(({ delayMs }) => delayMs)
  const shown = presses.map(({ shownMs }) => shownMs)
  return [
    figure('input delay, p50', load, percentile(delays, 0.5), 'ms'),
    figure('input delay, p95', `${load}, n = ${presses.length}`, percentile(delays, 0.95), 'ms'),
    figure('key until the next frame, p95', load, percentile(shown, 0.95), 'ms'),
  ]
}

const layoutFigures = (tookMs: readonly number[]): Figure[] => [
  figure('layout switch until all windows have its panes, p50', 'quiet', percentile(tookMs, 0.5), 'ms'),
  figure('layout switch, longest', `quiet, n = ${tookMs.length}`, Math.max(...tookMs), 'ms'),
]

function memoryFigures(windows: Awaited<ReturnType<typeof measureWindows>>, when = ''): Figure[] {
  const [processes, heaps] = [windows.map(({ processMiB }) => processMiB), windows.map(({ heapMiB }) => heapMiB)]
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length
  return [
    figure('memory of a window, mean', `process (PSS)${when}`, mean(processes), 'MiB', { goal: 10 }),
    figure('memory of a window, largest', `process (PSS)${when}`, Math.max(...processes), 'MiB', { goal: 10 }),
    figure('memory of a window, mean', `JavaScript in use${when}`, mean(heaps), 'MiB', { goal: 10 }),
    figure('memory of a window, largest', `JavaScript in use${when}`, Math.max(...heaps), 'MiB', { goal: 10 }),
  ]
}
