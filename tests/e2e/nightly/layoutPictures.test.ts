import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { startDisplaysInMemory } from '../../../build/setup/display.mjs'
import { type DeskState, type Layout, shippedLayouts } from '../../../layouts'
import { newProfile, pictureOf, type RunningConsole, signIn, startConsole } from '../console'
import { openLooks } from '../kit/looks'

// Every shipped layout of people on a desk of as many displays as it is made for. Four displays are looked at in every run (layouts.test.ts); walls of eight
// and nine are more than drawing by software can do.

let decoder: Page
const looks = openLooks(join(import.meta.dirname, 'layoutPictures.references.json'), () => decoder)
afterAll(() => looks.keep())

const stateOf = (page: Page): Promise<DeskState> =>
  page.evaluate('new Promise((resolve) => window.chengtai.desk.onChanged(resolve))')
const numberOf = (page: Page): Promise<number> => page.evaluate('window.chengtai.display.number')

/** People of the demo by the post that they work at. */
const people: Partial<Record<Layout['post'], string>> = {
  dispatcher: '周敏',
  shiftLeader: '陈立军',
  engineer: '何静',
  manager: '刘国栋',
}

async function lookAt(desk: RunningConsole, { id, displays }: Layout): Promise<string[]> {
  const [first] = desk.windows()
  if (!first) throw new Error('the console has no window')
  await first.evaluate(`window.chengtai.desk.chooseLayout(${JSON.stringify(id)})`)
  await expect.poll(async () => (await stateOf(first)).layout.id, { timeout: 30_000 }).toBe(id)
  const found: string[] = []
  for (const page of desk.windows()) {
    await expect.poll(() => page.locator('[aria-busy]').count(), { timeout: 30_000 }).toBe(0)
    const name = `layout-${id}-${await numberOf(page)}-of-${displays.length}`
    found.push(...(await looks.compare(name, await pictureOf(desk, page, name, 2_000))))
  }
  return found
}

const counts = [1, 2, 3, 6]

describe('every shipped layout of people looks as it did', () => {
  for (const count of counts)
    it(`on ${count} displays`, { timeout: 900_000 }, async () => {
      const outer = process.env['DISPLAY']
      const displays = await startDisplaysInMemory(count)
      process.env['DISPLAY'] = displays.display
      // The demo has nobody in customer service: a dispatcher looks at its layouts, by choice.
      const layouts = shippedLayouts.filter((layout) => layout.displays.length === count && layout.post !== 'wall')
      const found: string[] = []
      try {
        for (const post of new Set(layouts.map((layout) => layout.post))) {
          const profile = await newProfile()
          const desk = await startConsole({ userData: profile.path, displays: count })
          const [first] = desk.windows()
          if (!first) throw new Error('the console has no window')
          decoder = first
          await signIn(first, people[post] ?? '周敏')
          for (const layout of layouts.filter((each) => each.post === post)) found.push(...(await lookAt(desk, layout)))
          await desk.close()
          await profile.remove()
        }
      } finally {
        process.env['DISPLAY'] = outer
        displays.stop()
      }
      expect(found).toEqual([])
    })
})
