import { figure } from '../figure'
import type { BenchOptions } from '../options'
import type { Figure } from '../results'
import { slopeOf } from '../statistics'
import { startLoad } from '../surface/siteLoad'
import { startDesk, type BenchDesk } from '../surface/startDesk'
import { switchLayouts } from '../surface/switchLayouts'
import { wait } from '../surface/wait'
import { measureWindows, type WindowMemory } from '../surface/windowMemory'

const samplesPerS = 1_000
const settleMs = 20_000
/** Points of a line; heaps are looked at so often, whatever the length. */
const looks = 24
const leastGapMs = 5_000
/** The same few raise and return, so that what stands is bounded and only a leak grows. */
const detectors = 20
const minuteMs = 60_000
const hourMs = 3_600_000

/**
 * A desk that is worked at: alarms come and go, somebody steps through them and changes the layout. How fast the heap of each window grows, measured after
 * its garbage is collected; the error says how far to believe it (a run of two minutes knows little).
 */
export async function measureSoak({ windows, minutes }: BenchOptions): Promise<Figure[]> {
  const desk = await startDesk(windows)
  try {
    const stopLoad = await startLoad(desk, samplesPerS)
    let turns = 0
    const settledMs = Date.now() + settleMs
    while (Date.now() < settledMs) await work(desk, turns++)
    const looked: { atMs: number; memory: WindowMemory[] }[] = []
    const endMs = Date.now() + minutes * minuteMs
    const gapMs = Math.max(leastGapMs, (minutes * minuteMs) / looks)
    while (Date.now() < endMs) {
      looked.push({ atMs: Date.now(), memory: await measureWindows(desk) })
      const nextMs = Date.now() + gapMs
      while (Date.now() < nextMs) await work(desk, turns++)
    }
    await stopLoad()
    return desk.windows.flatMap((_, window) => {
      const { perX, error } = slopeOf(
        looked.map(({ atMs, memory }) => [atMs / hourMs, memory[window]?.heapMiB ?? Number.NaN]),
      )
      const how = `window ${window + 1} of ${windows}, ${minutes} min, ± ${error.toFixed(1)}`
      const [first, last] = [looked[0]?.memory[window], looked.at(-1)?.memory[window]]
      return [
        figure('growth of the heap after collecting garbage', how, perX, 'MiB/h', { goal: 10, target: '≤ 1' }),
        figure(
          'heap at the end',
          `window ${window + 1}, ${first?.heapMiB.toFixed(1)} at first`,
          last?.heapMiB ?? 0,
          'MiB',
        ),
      ]
    })
  } finally {
    await desk.stop()
  }
}

/** About half a second of a person and of the site. */
async function work({ windows, detectors: all, ...desk }: BenchDesk, turn: number): Promise<void> {
  const detector = all[Math.floor(turn / 2) % detectors]
  if (detector) await desk.report(detector, turn % 2 === 0)
  await windows[turn % windows.length]?.keyboard.press('Control+ArrowDown')
  if (turn % 40 === 39) await switchLayouts(windows, 2)
  await wait(400)
}
