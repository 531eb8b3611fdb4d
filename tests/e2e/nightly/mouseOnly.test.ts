import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DistrictDocument, type Device } from '../../../domain/contract'
import {
  districtFile,
  newProfile,
  pictureOf,
  publish,
  type RunningConsole,
  startConsole,
  startSimulator,
} from '../console'
import { type Screens, takeScreens } from '../kit/screens'

// The main job with the mouse alone: on one, two and four displays, in both languages, and with a display pulled in the middle of it.
// By keyboard alone it runs every time (keyboard.test.ts).

const mode = '1920x1080'
const cases = [
  { displays: 1, language: 'en', isPulled: false },
  { displays: 2, language: 'zh-CN', isPulled: true },
  { displays: 4, language: 'en', isPulled: true },
] as const

const words = {
  'zh-CN': {
    strip: '告警条',
    acknowledge: '确认',
    acknowledged: '已确认',
    dispatch: '调度',
    send: /一键调度 · [1-9]/,
    released: '预案下发，撤销期已过',
    arrived: '已到场',
    close: '结案',
    closeNow: '结案',
    result: '处置结果',
    closed: /^结案：/,
  },
  en: {
    strip: 'Alarm strip',
    acknowledge: 'Acknowledge',
    acknowledged: 'Acknowledged',
    dispatch: 'Dispatch',
    send: /^Dispatch · [1-9]/,
    released: 'Plan released, undo time over',
    arrived: 'On site',
    close: 'Close',
    closeNow: 'Close incident',
    result: 'Result',
    closed: /^Closed: /,
  },
}

let detector: Device
beforeAll(async () => {
  const district = DistrictDocument.parse(JSON.parse(await readFile(districtFile, 'utf8')))
  const smoky = new Set(
    district.deviceTypes.filter(({ systemKey }) => systemKey === 'fire.wireless_smoke').map(({ id }) => id),
  )
  const found = district.devices.find(({ typeId, place }) => smoky.has(typeId) && place.floor === 18)
  if (!found) throw new Error('the demo district has no smoke detector on an 18th floor')
  detector = found
})

describe.each(cases)('the main job by mouse on $displays displays, $language', ({ displays, language, isPulled }) => {
  const say = words[language]
  const name = (step: string) => `mouse-${displays}-${language}-${step}`
  let screens: Screens
  let desk: RunningConsole
  let profile: Awaited<ReturnType<typeof newProfile>>
  let simulator: ReturnType<typeof startSimulator>

  beforeAll(async () => {
    screens = takeScreens(mode)
    for (const output of screens.names.slice(displays)) screens.off(output)
    profile = await newProfile()
    desk = await startConsole({ userData: profile.path, displays })
    simulator = startSimulator(desk.brokerPort, ['--script', 'none', '--speed', '10'])
  })
  afterAll(async () => {
    await simulator?.stop()
    await desk?.close()
    await profile?.remove()
    screens?.restore()
  })

  const smoke = (density: number) =>
    publish(desk.brokerPort, `/sys/${detector.typeId}/${detector.id}/thing/event/property/post`, {
      id: String(Date.now()),
      version: '1.0',
      time: Date.now(),
      params: { smoke_density: density },
    })

  /** The windows where a person sees it. One that a machine without time let die is made anew; Playwright cannot look into it again. */
  async function whereSeen(find: (page: Page) => Locator): Promise<{ page: Page; what: Locator }[]> {
    const seen = await Promise.all(
      desk.windows().map(async (page) => {
        const what = find(page).first()
        const isSeen = async () =>
          (await (await desk.app.browserWindow(page)).evaluate((w) => w.isVisible())) && (await what.isVisible())
        const isLate = new Promise<boolean>((resolve) => setTimeout(resolve, 5_000, false))
        return (await Promise.race([isSeen().catch(() => false), isLate])) ? [{ page, what }] : []
      }),
    )
    return seen.flat()
  }
  async function seen(find: (page: Page) => Locator, limitMs = 30_000): Promise<{ page: Page; what: Locator }> {
    let hit: { page: Page; what: Locator } | undefined
    await expect
      .poll(
        async () => {
          ;[hit] = await whereSeen(find)
          return hit !== undefined
        },
        { timeout: limitMs },
      )
      .toBe(true)
    if (!hit) throw new Error('nobody sees it')
    return hit
  }
  /** In whichever window takes it: one may die or be made anew under the pointer. */
  async function click(find: (page: Page) => Locator, limitMs = 90_000): Promise<Page> {
    let clicked: Page | undefined
    await expect
      .poll(
        async () => {
          for (const { page, what } of await whereSeen(find)) {
            clicked ??= await what.click({ timeout: 15_000 }).then(
              () => page,
              () => undefined,
            )
          }
          return clicked !== undefined
        },
        { timeout: limitMs },
      )
      .toBe(true)
    if (!clicked) throw new Error('nobody could click it')
    return clicked
  }
  const strip = (page: Page) => page.getByRole('region', { name: say.strip })

  it('is done without a key', { timeout: 600_000 }, async () => {
    await click((page) => page.getByRole('button', { name: /周敏/ }))
    await seen((page) => page.getByRole('region', { name: words['zh-CN'].strip }))
    if (language === 'en') {
      await click((page) => page.getByRole('button', { name: '周敏 的菜单' }))
      const withMenu = await click((page) => page.getByRole('menuitemradio', { name: /English/ }))
      await withMenu.mouse.click(700, 500)
    }
    await smoke(5.8)
    await seen((page) => strip(page).getByText(language === 'en' ? detector.name.en : detector.name.zh))
    await click((page) => strip(page).getByRole('button', { name: new RegExp(`^${say.acknowledge}`) }))
    await seen((page) => strip(page).getByText(say.acknowledged))
    await click((page) => strip(page).getByRole('button', { name: new RegExp(`^${say.dispatch}`) }))
    const { page: sender } = await seen((page) => page.getByRole('button', { name: say.send }))
    await pictureOf(desk, sender, name('proposal'))
    await click((page) => page.getByRole('button', { name: say.send }))
    if (isPulled) {
      // The very display that the dispatcher works at.
      const { x } = await (await desk.app.browserWindow(sender)).evaluate((w) => w.getBounds())
      const output = screens.names[Math.round(x / 1920)]
      if (output === undefined) throw new Error(`no output at ${x}`)
      screens.off(output)
    }
    const { page: after } = await seen((page) => page.getByText(say.released))
    await pictureOf(desk, after, name('sent'))
    await seen((page) => page.getByText(say.arrived, { exact: true }), 100_000)
    await smoke(0.1)
    await click((page) => page.getByRole('button', { name: say.close, exact: true }))
    const { what: result } = await seen((page) => page.getByLabel(say.result))
    await result.fill('1806 OK')
    const { page: closer } = await seen((page) => page.getByLabel(say.result))
    await closer.getByRole('button', { name: say.closeNow, exact: true }).last().click()
    const { page: end } = await seen((page) => page.getByText(say.closed))
    await pictureOf(desk, end, name('closed'))
  })
})
