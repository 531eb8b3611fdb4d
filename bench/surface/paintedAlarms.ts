import type { Page } from 'playwright-core'
import { z } from 'zod'
import type { Device } from '../../domain/contract'
import type { BenchDesk } from './startDesk'
import { wait } from './wait'

/** What the counter of urgent alarms of a window said, since when it stood in the document, and when that was painted, UTC ms; the oldest first. */
const Marks = z.array(z.object({ count: z.number(), readMs: z.number(), atMs: z.number() }))
type Marks = z.infer<typeof Marks>

/** Longest wait for the last alarm to be shown. */
const patienceMs = 30_000

/** Marks each change of the counter after the frame that shows it: a message from a frame is handled when that frame is drawn. */
const watchCounter = `(() => {
  const counter = () => Number(document.querySelector('section[aria-label="告警条"] b').textContent)
  const marks = (window.benchMarks = [{ count: counter(), readMs: Date.now(), atMs: Date.now() }])
  const drawn = new MessageChannel()
  const waiting = []
  drawn.port1.onmessage = () => marks.push({ ...waiting.shift(), atMs: Date.now() })
  let last = marks[0].count
  window.benchWatch?.disconnect()
  window.benchWatch = new MutationObserver(() => {
    const count = counter()
    if (count === last) return
    last = count
    const change = { count, readMs: Date.now() }
    requestAnimationFrame(() => { waiting.push(change); drawn.port2.postMessage(undefined) })
  })
  window.benchWatch.observe(document.querySelector('section[aria-label="告警条"]'), { subtree: true, childList: true, characterData: true })
})()`

const marksOf = async (page: Page): Promise<Marks> => Marks.parse(await page.evaluate('window.benchMarks'))

export interface PaintedAlarms {
  /** From leaving to standing in the document of the last of the windows, each alarm, ms: what is left to painting is the drawing. */
  readMs: readonly number[]
  /** From leaving to painted in the last of the windows, each alarm, ms. */
  paintedMs: readonly number[]
  /** Alarms that some window had not shown in time. */
  unseen: number
}

/**
 * Raises alarms one after the other and says when every window had painted each. Clocks are of one machine; the counter of the strip is
 * the witness, since every window has it and no layout hides it.
 *
 * @param gapMs from one to the next
 */
export async function paintAlarms(
  desk: BenchDesk,
  detectors: readonly Device[],
  gapMs: (index: number) => number,
): Promise<PaintedAlarms> {
  await Promise.all(desk.windows.map((page) => page.evaluate(watchCounter)))
  const before = await Promise.all(desk.windows.map(async (page) => (await marksOf(page))[0]?.count ?? 0))
  const sentMs: number[] = []
  const startMs = Date.now()
  let dueMs = startMs
  for (const [index, detector] of detectors.entries()) {
    sentMs.push(await desk.report(detector, true))
    dueMs += gapMs(index)
    await wait(Math.max(0, dueMs - Date.now()))
  }
  const end = Date.now() + patienceMs
  let marks: Marks[]
  do {
    await wait(500)
    marks = await Promise.all(desk.windows.map(marksOf))
  } while (
    Date.now() < end &&
    !marks.every((of, window) => (of.at(-1)?.count ?? 0) >= (before[window] ?? 0) + detectors.length)
  )
  const lags = (of: 'readMs' | 'atMs') => sentMs.map((sent, index) => lastOf(marks, before, index, of) - sent)
  const paintedMs = lags('atMs').filter(Number.isFinite)
  return { readMs: lags('readMs').filter(Number.isFinite), paintedMs, unseen: sentMs.length - paintedMs.length }
}

/** When the last of the windows had so many more alarms than before; never: infinity. */
const lastOf = (marks: readonly Marks[], before: readonly number[], index: number, of: 'readMs' | 'atMs'): number =>
  Math.max(
    ...marks.map(
      (window, at) =>
        window.find(({ count }) => count >= (before[at] ?? 0) + index + 1)?.[of] ?? Number.POSITIVE_INFINITY,
    ),
  )
