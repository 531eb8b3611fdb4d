import type { Page } from 'playwright-core'
import { z } from 'zod'
import { groupsOf, type DeskState } from '../../layouts'
import { until, wait } from './wait'

const Shown = z.object({ panes: z.string(), atMs: z.number() })
const whole = { x: 0, y: 0, width: 1, height: 1 }
const patienceMs = 30_000
const restMs = 1_500

/** Looks at each frame which panes can be seen, and since when. */
const watchPanes = `(() => {
  const seen = () => [...document.querySelectorAll('[data-pane]')].filter((host) => host.checkVisibility() && host.offsetWidth > 0).map((host) => host.dataset.pane).sort().join()
  const shown = (window.benchShown = { panes: seen(), atMs: Date.now() })
  const look = () => {
    const panes = seen()
    if (panes !== shown.panes) Object.assign(shown, { panes, atMs: Date.now() })
    if (window.benchShown === shown) requestAnimationFrame(look)
  }
  look()
})()`

const stateOf = (page: Page): Promise<DeskState> =>
  page.evaluate('new Promise((resolve) => window.chengtai.desk.onChanged(resolve))')

/** @returns from the key to the frame in which the last window has the panes of the layout, each switch, ms */
export async function switchLayouts(windows: readonly Page[], times: number): Promise<number[]> {
  const [first] = windows
  if (!first) return []
  const numbers = await Promise.all(windows.map((page) => page.evaluate<number>('window.chengtai.display.number')))
  await Promise.all(windows.map((page) => page.evaluate(watchPanes)))
  const { choices, layout } = await stateOf(first)
  const [here, there] = [
    choices.findIndex(({ id }) => id === layout.id),
    choices.findIndex(({ id, rows }) => id !== layout.id && String(rows) === String(layout.rows)),
  ]
  if (there === -1) throw new Error('there is no second layout for these displays')
  const tookMs: number[] = []
  for (let at = 0; at < times; at++) {
    const index = at % 2 === 0 ? there : here
    const pressedMs = Date.now()
    await first.keyboard.press(`Control+${index + 1}`)
    const shown = await until(`layout ${index + 1}`, patienceMs, async () => {
      const state = await stateOf(first)
      if (state.layout.id !== choices[index]?.id) return undefined
      const all = await Promise.all(windows.map(async (page) => Shown.parse(await page.evaluate('window.benchShown'))))
      const isThere = all.every(({ panes }, window) => {
        const display = state.displays.find(({ number }) => number === numbers[window])
        const wanted = display && groupsOf(display.panes, whole).map(({ active }) => active)
        return wanted?.toSorted().join() === panes
      })
      return isThere ? all : undefined
    })
    tookMs.push(Math.max(...shown.map(({ atMs }) => atMs)) - pressedMs)
    await wait(restMs)
  }
  await Promise.all(windows.map((page) => page.evaluate('void (window.benchShown = undefined)')))
  return tookMs
}
