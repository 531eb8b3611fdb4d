import type { Page } from 'playwright-core'
import { z } from 'zod'
import { wait } from './wait'

const Presses = z.array(z.object({ delayMs: z.number(), shownMs: z.number() }))

/** One key press as Event Timing sees it. */
export type Press = z.infer<typeof Presses>[number]

/** From one press to the next, over all windows. */
const gapMs = 120

/**
 * Event Timing tells presses from 16 ms on, in steps of 8; of the quicker ones the listener has the delay, and 16 ms is counted until they show.
 */
const watchKeys = `(() => {
  window.benchPresses = new Map()
  if (window.benchKeys) return
  window.benchKeys = true
  const key = (ms) => ms.toFixed(1)
  addEventListener('keydown', (event) => {
    if (event.key.startsWith('Arrow')) benchPresses.set(key(event.timeStamp), { delayMs: performance.now() - event.timeStamp, shownMs: 16 })
  }, true)
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (benchPresses.has(key(entry.startTime))) benchPresses.set(key(entry.startTime), { delayMs: entry.processingStart - entry.startTime, shownMs: entry.duration })
    }
  }).observe({ type: 'event', durationThreshold: 16 })
})()`

/** Steps through the alarms in one window after the other: the selection goes to all of them. @param goesOn asked before each press */
export async function pressKeys(windows: readonly Page[], goesOn: (pressed: number) => boolean): Promise<Press[]> {
  await Promise.all(windows.map((page) => page.evaluate(watchKeys)))
  for (let pressed = 0; goesOn(pressed); pressed++) {
    const started = Date.now()
    await windows[pressed % windows.length]?.keyboard.press(pressed % 16 < 8 ? 'Control+ArrowDown' : 'Control+ArrowUp')
    await wait(Math.max(0, started + gapMs - Date.now()))
  }
  // The observer is told a moment after the frame.
  await wait(500)
  const presses = await Promise.all(
    windows.map(async (page) => Presses.parse(await page.evaluate('[...window.benchPresses.values()]'))),
  )
  return presses.flat()
}
