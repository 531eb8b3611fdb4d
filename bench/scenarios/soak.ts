import { figure } from '../figure'
import type { BenchOptions } from '../options'
import type { Figure } from '../results'
import { slopeOf } from '../statistics'
import { watchPrograms } from '../surface/programMemory'
import { startLoad } from '../surface/siteLoad'
import { startDesk, type BenchDesk } from '../surface/startDesk'
import { switchLayouts } from '../surface/switchLayouts'
import { wait } from '../surface/wait'
import { measureWindows, type WindowMemory } from '../surface/windowMemory'

const samplesPerS = 1_000
/** Until what a shift uses has been compiled and drawn once, as far as a run of minutes can wait for it. */
const settleMs = 45_000
/** Points of a line; heaps are looked at so often, whatever the length. */
const looks = 24
const leastGapMs = 5_000
/** The same few raise and return, so that what stands is bounded and only a leak grows. */
const detectors = 20
const minuteMs = 60_000
const hourMs = 3_600_000

/** What was found of each process at a moment, the processes in the order of their names. */
type Look = { atMs: number; memory: WindowMemory[] }

/**
 * A desk that is worked at: alarms come and go, somebody steps through them and changes the layout. How fast the heap of each window, of the core and of main grows, measured
 * after garbage is collected; the interval says how far to believe it (a run of two minutes knows little). What is compiled on the way counts as heap and comes to an end: the second
 * half of the run has less of it than the first.
 */
export async function measureSoak({ windows, minutes }: BenchOptions): Promise<Figure[]> {
  const desk = await startDesk(windows)
  try {
    const programs = await watchPrograms(desk)
    const stopLoad = await startLoad(desk, samplesPerS)
    let turns = 0
    const settledMs = Date.now() + settleMs
    while (Date.now() < settledMs) await work(desk, turns++)
    const looked: Look[] = []
    const endMs = Date.now() + minutes * minuteMs
    const gapMs = Math.max(leastGapMs, (minutes * minuteMs) / looks)
    while (Date.now() < endMs) {
      const { core, main } = await programs.look()
      looked.push({ atMs: Date.now(), memory: [core, main, ...(await measureWindows(desk))] })
      const nextMs = Date.now() + gapMs
      while (Date.now() < nextMs) await work(desk, turns++)
    }
    await stopLoad()
    programs.close()
    const names = ['core', 'main', ...desk.windows.map((_, window) => `window ${window + 1} of ${windows}`)]
    return [
      figure('turns of work: an alarm that comes or goes, a step through the list', 'all of it', turns, 'turns'),
      ...names.flatMap((name, at) => growthFigures(name, minutes, at, looked)),
    ]
  } finally {
    await desk.stop()
  }
}

function growthFigures(name: string, minutes: number, at: number, looked: readonly Look[]): Figure[] {
  const line = (of: keyof WindowMemory, points: readonly Look[]) =>
    slopeOf(points.map(({ atMs, memory }) => [atMs / hourMs, memory[at]?.[of] ?? Number.NaN]))
  const half = looked.slice(Math.floor(looked.length / 2))
  const rows = [
    { what: 'growth of the heap', how: `${minutes} min`, ...line('heapMiB', looked) },
    { what: 'growth of the heap', how: 'second half', ...line('heapMiB', half) },
    { what: 'growth of the process', how: `${minutes} min`, ...line('processMiB', looked) },
  ]
  const [first, last] = [looked[0]?.memory[at], looked.at(-1)?.memory[at]]
  return [
    ...rows.map(({ what, how, perX, within95 }) => {
      const subject = `${name}, ${how}, ± ${within95.toFixed(1)} (95 %)`
      return figure(what, subject, perX, 'MiB/h', what.endsWith('heap') ? { goal: 10, target: '≤ 1' } : {})
    }),
    figure('heap at the end', `${name}, ${first?.heapMiB.toFixed(1)} at first`, last?.heapMiB ?? 0, 'MiB'),
  ]
}

/** About half a second of a person and of the site. */
async function work({ windows, detectors: all, ...desk }: BenchDesk, turn: number): Promise<void> {
  const detector = all[Math.floor(turn / 2) % detectors]
  if (detector) await desk.report(detector, turn % 2 === 0)
  await windows[turn % windows.length]?.keyboard.press('Control+ArrowDown')
  if (turn % 40 === 39) await switchLayouts(windows, 2)
  await wait(400)
}
