import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PaneId } from '../../../layouts/schema'
import { newProfile, pictureOf, type RunningConsole, signIn, startConsole, startSimulator } from '../console'
import { type Screens, takeScreens } from '../kit/screens'

// Every pane alone on a display, in both languages, with a device chosen and a fire under way: nothing fails, nothing is wider than its pane, and there is
// a picture of each for people to look at; those of the operators' guide are among them.

/** Shown to those who may see them; the others to an engineer. */
const persons: Partial<Record<PaneId, string>> = { look: '陈立军', accounts: '系统管理员', forwarding: '系统管理员' }
const device = 'YG-T2-1806'

/** What is done in a pane before it is looked at; in the order of the controls, which is the same in every language. */
const steps: Partial<Record<PaneId, (pane: Locator) => Promise<void>>> = {
  async trends(pane) {
    for (const property of ['smoke_density', 'temperature'])
      await pane
        .getByRole('combobox')
        .first()
        .selectOption(property)
        .catch(() => undefined)
  },
  async commandCentre(pane) {
    await pane.getByRole('combobox').nth(0).selectOption('LIGHTING')
    await pane.getByRole('combobox').nth(2).selectOption({ index: 1 })
    await pane.locator('form button[type=submit]').click()
    await pane.getByRole('listitem').nth(3).waitFor()
  },
  async deviceTypes(pane) {
    await pane.getByRole('searchbox').fill('ganyan')
    await pane
      .getByRole('button', { name: /^(感烟探测器|Smoke detector)/ })
      .first()
      .click()
  },
  async rules(pane) {
    await pane.getByRole('row').nth(3).click()
  },
  async graphics(pane) {
    await pane.getByRole('button', { name: /^(T2 冷冻站|T2 cooling plant)/ }).click()
  },
  async graphicEditor(pane) {
    await pane
      .getByRole('button', { name: /^(T2 冷冻站|T2 cooling plant)$/ })
      .first()
      .click()
  },
  async symbolLibrary(pane) {
    await pane
      .getByRole('button', { name: /^(水泵|Pump)/ })
      .first()
      .click()
  },
  async registryLists(pane) {
    await pane.getByRole('tab').nth(2).click()
  },
}

let screens: Screens
let profile: Awaited<ReturnType<typeof newProfile>>
let desk: RunningConsole
let simulator: ReturnType<typeof startSimulator>
const page = (): Page => {
  const [first] = desk.windows()
  if (!first) throw new Error('the console has no window')
  return first
}

beforeAll(async () => {
  screens = takeScreens('1920x1080')
  for (const output of screens.names.slice(1)) screens.off(output)
  profile = await newProfile()
  desk = await startConsole({ userData: profile.path, displays: 1 })
  simulator = startSimulator(desk.brokerPort, ['--script', 'smoke-in-tower', '--speed', '5'])
})
afterAll(async () => {
  await simulator?.stop()
  await desk?.close()
  await profile?.remove()
  screens?.restore()
})

async function chooseDevice(): Promise<void> {
  await page().keyboard.press('Control+K')
  const search = page().getByRole('dialog')
  await search.getByRole('combobox').fill(device)
  await search.getByRole('option').first().waitFor({ timeout: 30_000 })
  await page().keyboard.press('Enter')
}

async function show(pane: PaneId): Promise<Locator> {
  await page().evaluate(`window.chengtai.desk.arrange(1, { pane: '${pane}' })`)
  const host = page().locator(`[data-pane="${pane}"]`)
  await host.waitFor({ timeout: 60_000 })
  await expect.poll(() => host.locator('[aria-busy=true]').count(), { timeout: 60_000 }).toBe(0)
  return host
}

const languages = [
  { language: 'zh-CN', choose: /中文/, failed: '此窗格出错' },
  { language: 'en', choose: /English/, failed: 'This pane failed' },
] as const
const everybody = [undefined, ...new Set(Object.values(persons))]

describe.sequential.each(everybody)('to %s', (person) => {
  const panes = PaneId.options.filter((pane) => persons[pane] === person)

  it.each(languages)('$language', { timeout: 900_000 }, async ({ language, choose, failed }) => {
    if (language === 'zh-CN') {
      await signIn(page(), person ?? '何静')
      await page().locator('[data-pane]').first().waitFor({ timeout: 60_000 })
    }
    await page().locator('header[data-round] button[aria-haspopup=menu]').click({ timeout: 90_000 })
    await page().getByRole('menuitemradio', { name: choose }).click()
    await page().keyboard.press('Escape')
    await chooseDevice()
    const wrong: string[] = []
    for (const pane of panes) {
      const host = await show(pane)
      await steps[pane]?.(host).catch((error: unknown) => wrong.push(`${pane}: ${String(error).slice(0, 200)}`))
      await pictureOf(desk, page(), `screen-${pane}-${language}`)
      if ((await host.textContent())?.includes(failed)) wrong.push(`${pane}: failed`)
      // The clock is the last in the top strip: pushed out, nobody sees it.
      if (
        !(await page().evaluate<boolean>(
          `document.querySelector('header[data-round] time').getBoundingClientRect().right <= innerWidth`,
        ))
      )
        wrong.push(`${pane}: the top strip is too long`)
      const [needs, has] = await page().evaluate<[number, number]>(
        `(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])(document.querySelector('[data-pane="${pane}"]'))`,
      )
      if (needs > has + 1) wrong.push(`${pane}: ${needs} px wide in ${has}`)
    }
    if (language === 'en') {
      await page().locator('header[data-round] button[aria-haspopup=menu]').click()
      await page().getByRole('menuitem', { name: 'Sign out' }).click()
    }
    expect(wrong).toEqual([])
  })
})
