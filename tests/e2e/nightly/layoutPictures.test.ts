import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { type Layout, shippedLayouts } from '../../../layouts'
import { newProfile, pictureOfBounds, type RunningConsole, signIn, startConsole } from '../console'
import { openLooks } from '../kit/looks'
import { startOwnScreens } from '../kit/ownScreens'

// Every shipped layout on the desk that it is made for. Four displays of people are looked at in every run (layouts.test.ts).

let decoder: Page
const looks = openLooks(join(import.meta.dirname, 'layoutPictures.references.json'), () => decoder)
afterAll(() => looks.keep())

/** Drawing by software keeps up with so many pixels, and the X server has room for a row of them. */
const sizeFor = (count: number) =>
  count <= 2 ? { width: 1920, height: 1080 } : count === 3 ? { width: 1280, height: 720 } : { width: 960, height: 540 }

/** People of the demo by the post that they work at. It has nobody in customer service, and nobody signs in as a wall: a dispatcher looks at these, by choice. */
const people: Partial<Record<Layout['post'], string>> = {
  shiftLeader: '陈立军',
  engineer: '何静',
  manager: '刘国栋',
}
const personFor = ({ post }: Layout) => people[post] ?? '周敏'

interface SeenWindow {
  number: number
  layout: string
  /** Nothing is being loaded, and somebody is signed in. */
  isReady: boolean
  bounds: { x: number; y: number; width: number; height: number }
}

/**
 * Every window of the desk, asked by the main process: a window that a busy machine let die is made anew, and Playwright cannot look into it again.
 */
const windowsOf = (desk: RunningConsole): Promise<SeenWindow[]> =>
  desk.app.evaluate(async ({ BrowserWindow }) => {
    const ask = `(async () => {
      const state = await new Promise((resolve) => window.chengtai.desk.onChanged(resolve))
      return {
        number: window.chengtai.display.number,
        layout: state.layout.id,
        isReady: !document.querySelector('[aria-busy]') && !!document.querySelector('[data-pane]'),
      }
    })()`
    const seen: SeenWindow[] = []
    for (const window of BrowserWindow.getAllWindows().filter((each) => each.isVisible())) {
      if (!window.webContents.getURL().includes('index.html')) continue
      const late = new Promise<undefined>((resolve) => setTimeout(resolve, 5_000, undefined))
      const answer: Omit<SeenWindow, 'bounds'> | undefined = await Promise.race([
        window.webContents.executeJavaScript(ask).catch(() => undefined),
        late,
      ])
      if (answer) seen.push({ ...answer, bounds: window.getBounds() })
    }
    return seen
  })

/** In a window that lives, whichever that is. */
async function inOne<T>(desk: RunningConsole, act: (page: Page) => Promise<T>): Promise<T> {
  return Promise.any(desk.windows().map((page) => page.evaluate('1').then(() => page))).then(act)
}

async function lookAt(desk: RunningConsole, { id, displays }: Layout): Promise<string[]> {
  await inOne(desk, (page) => page.evaluate(`window.chengtai.desk.chooseLayout(${JSON.stringify(id)})`))
  let windows: SeenWindow[] = []
  await expect
    .poll(
      async () => {
        windows = await windowsOf(desk)
        return windows.filter(({ layout, isReady }) => layout === id && isReady).length
      },
      { timeout: 120_000 },
    )
    .toBe(displays.length)
  decoder = await inOne(desk, (page) => Promise.resolve(page))
  const found: string[] = []
  for (const { number, bounds } of windows) {
    const name = `layout-${id}-${number}-of-${displays.length}`
    found.push(...(await looks.compare(name, await pictureOfBounds(bounds, name, 1_500))))
  }
  return found
}

/** Layouts by the desk they are for and the person who looks. */
const desks = new Map<string, Layout[]>()
for (const layout of shippedLayouts) {
  if (layout.displays.length === 4 && layout.post !== 'wall') continue
  const desk = `${layout.rows.join(' + ')} displays, ${personFor(layout)}`
  desks.set(desk, [...(desks.get(desk) ?? []), layout])
}

describe('every shipped layout looks as it did', () => {
  it.each([...desks])('on %s', { timeout: 600_000 }, async (_desk, layouts) => {
    const [first] = layouts
    if (!first) throw new Error('a desk without layouts')
    const screens = await startOwnScreens(first.rows, sizeFor(first.displays.length))
    const profile = await newProfile()
    let desk: RunningConsole | undefined
    try {
      desk = await startConsole({ userData: profile.path, displays: first.displays.length })
      await inOne(desk, (page) => signIn(page, personFor(first)))
      const found: string[] = []
      for (const layout of layouts) found.push(...(await lookAt(desk, layout)))
      expect(found).toEqual([])
    } finally {
      await desk?.close()
      await profile.remove()
      await screens.stop()
    }
  })
})
