import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newProfile, pictureOf, publish, type RunningConsole, signIn, startConsole } from './console'
import { type Screens, takeScreens } from './kit/screens'

/** A shift leader reads a shipped rule, tries it, changes a limit, saves a version, and sees it act on smoke from the broker. */
let profile: Awaited<ReturnType<typeof newProfile>>
let desk: RunningConsole
let screens: Screens | undefined

const page = () => desk.windows()[0]!
const shot = (name: string) => pictureOf(desk, page(), `rules-${name}`)
const smoke = (density: number) =>
  publish(desk.brokerPort, '/sys/SMOKE_DETECTOR/YG-T2-1806/thing/event/property/post', {
    id: String(Date.now()),
    version: '1.0',
    time: Date.now(),
    params: { smoke_density: density },
  })

beforeAll(async () => {
  try {
    screens = takeScreens('1920x1080')
    for (const name of screens.names.slice(1)) screens.off(name)
  } catch {
    // Displays of a person's desk stay as they are.
  }
  profile = await newProfile()
  desk = await startConsole({ userData: profile.path, displays: screens ? 1 : 4 })
  await signIn(page(), '陈立军')
})
afterAll(async () => {
  await desk?.close()
  await profile?.remove()
  screens?.restore()
})

describe('a rule that came with the product', () => {
  it('is found by the palette and read as a sentence', { timeout: 90_000 }, async () => {
    await page().getByRole('region', { name: '告警条' }).waitFor({ timeout: 60_000 })
    await page().keyboard.press('Control+K')
    await page().getByRole('combobox', { name: '搜索' }).fill('规则联动')
    await page()
      .getByRole('option', { name: /规则联动/ })
      .first()
      .click()
    const search = page().getByPlaceholder('名称、拼音或编号')
    await search.fill('烟感进入')
    await search.press('Shift+F11')
    await page()
      .getByRole('row', { name: /烟感进入火警/ })
      .click()
    await page()
      .getByRole('note', { name: '规则的意思' })
      .getByText(/发生告警/)
      .waitFor()
    await shot('1-read')
  })

  it('lights what would be reached when it is tried, and does nothing', async () => {
    await page().getByRole('tab', { name: '试运行' }).click()
    await page().getByRole('button', { name: '试运行' }).click()
    await page().locator('[data-mark=act]').first().waitFor()
    await shot('2-dry-run')
  })

  it('is changed, checked and saved as a version of its own', async () => {
    await page().getByRole('tab', { name: '编辑' }).click()
    await page().locator('.react-flow__node[data-id=limit]').click()
    await page().getByLabel('最多次数').fill('5')
    await shot('3-edit')
    await page().getByRole('button', { name: '保存版本' }).click()
    await page().getByText('第 1 版').first().waitFor()
    await page().getByRole('tab', { name: '版本' }).click()
    await page().getByText('现行').waitFor()
    await shot('4-versions')
  })

  it('acts on smoke that comes in, and says why', async () => {
    await smoke(5.8)
    await page().getByRole('tab', { name: '决策' }).click()
    await page().getByRole('list', { name: '决策' }).getByRole('button').first().click({ timeout: 30_000 })
    await expect.poll(() => page().locator('[data-mark=act]').count()).toBeGreaterThan(0)
    await shot('5-decisions')
  })
})
