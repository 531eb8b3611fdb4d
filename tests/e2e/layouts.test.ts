import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { groupsOf, panesOf, type DeskState, type PaneTree } from '../../layouts'
import { openLooks } from './kit/looks'
import { newProfile, picture, pictureOf, type RunningConsole, signIn, startConsole } from './console'

let profile: Awaited<ReturnType<typeof newProfile>>
let desk: RunningConsole

beforeAll(async () => {
  profile = await newProfile()
  desk = await startConsole({ userData: profile.path })
})
afterAll(async () => {
  looks.keep()
  await desk?.close()
  await profile.remove()
})

const looks = openLooks(join(import.meta.dirname, 'layouts.references.json'), () => desk.window('alarms'))

/** Roles of the windows as they were opened; a layout may give a display another role, the window stays. */
const roles = ['map', 'alarms', 'dispatch', 'wall'] as const

const numberOf = (page: Page): Promise<number> => page.evaluate('window.chengtai.display.number')
const stateOf = (page: Page): Promise<DeskState> =>
  page.evaluate('new Promise((resolve) => window.chengtai.desk.onChanged(resolve))')

/** Every pane that can be seen in a window, as shares of the room for panes. */
const seenPanes = (page: Page): Promise<{ pane: string; x: number; y: number; width: number; height: number }[]> =>
  page.evaluate(`(() => {
    const room = document.querySelector('main').getBoundingClientRect()
    return [...document.querySelectorAll('[data-pane]')].filter((host) => host.checkVisibility() && host.offsetWidth > 0).map((host) => {
      const box = host.getBoundingClientRect()
      return {
        pane: host.dataset.pane,
        x: (box.x - room.x) / room.width,
        y: (box.y - room.y) / room.height,
        width: box.width / room.width,
        height: box.height / room.height,
      }
    })
  })()`)

/** Waits until a window shows a tree: on each group's place the pane on top. */
async function expectShown(page: Page, tree: PaneTree): Promise<void> {
  const wanted = groupsOf(tree, { x: 0, y: 0, width: 1, height: 1 })
  await expect
    .poll(async () => (await seenPanes(page)).map(({ pane }) => pane).toSorted(), { timeout: 15_000 })
    .toEqual(wanted.map(({ active }) => active).toSorted())
  const near = (share = 0): number => expect.closeTo(share, 1)
  for (const { pane, x, width } of await seenPanes(page)) {
    const area = wanted.find(({ active }) => active === pane)?.area
    expect({ pane, x, width }).toEqual({ pane, x: near(area?.x), width: near(area?.width) })
  }
}

async function chooseLayout(name: string): Promise<void> {
  const page = desk.window('alarms')
  await page.getByRole('button', { name: /^布局：/ }).click()
  await page
    .getByRole('button', { name, exact: false })
    .filter({ has: page.getByText(name, { exact: true }) })
    .first()
    .click()
  await expect.poll(async () => (await stateOf(page)).layout.name.zh).toBe(name)
}

async function expectLayoutShown(): Promise<DeskState> {
  const state = await stateOf(desk.window('alarms'))
  for (const role of roles) {
    const page = desk.window(role)
    const number = await numberOf(page)
    const display = state.displays.find((each) => each.number === number)
    if (display) await expectShown(page, display.panes)
  }
  return state
}

/** All displays look as they did. Pictures are taken at once, when everything is read: each waits until drawing by software has caught up. */
async function expectLooks(name: string): Promise<void> {
  const different = await Promise.all(
    roles.map(async (role) => {
      await expect.poll(() => desk.window(role).locator('[aria-busy]').count(), { timeout: 30_000 }).toBe(0)
      return looks.compare(`${name}-${role}`, await pictureOf(desk, desk.window(role), `${name}-${role}`))
    }),
  )
  expect(different.flat()).toEqual([])
}

async function signOut(): Promise<void> {
  const page = desk.window('alarms')
  await page
    .getByRole('button', { name: /的菜单/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
}

describe.sequential('the desk', () => {
  it('stands as the layouts of a shift leader say, everyday and for an incident', async () => {
    await signIn(desk.window('alarms'), '陈立军')
    await desk.window('map').getByText('澄湖城区').first().waitFor({ timeout: 60_000 })
    await expect
      .poll(async () => (await stateOf(desk.window('map'))).layout.id, { timeout: 15_000 })
      .toBe('leader-four')
    await expectLayoutShown()
    await expectLooks('layout-leader')
    await chooseLayout('值班长·四屏·处突')
    await expectLayoutShown()
    await expectLooks('layout-leader-incident')
    await signOut()
  })

  it('stands as the layouts of a dispatcher say, everyday and for an incident', async () => {
    await signIn(desk.window('alarms'), '周敏')
    await expect.poll(async () => (await stateOf(desk.window('map'))).layout.id, { timeout: 15_000 }).toBe('four')
    await expectLayoutShown()
    await expectLooks('layout-dispatcher')
    await chooseLayout('四屏·处突')
    await expectLayoutShown()
    await expectLooks('layout-dispatcher-incident')
    await chooseLayout('四屏')
  })

  it('a pane goes to another display by its menu, and back when the layout is given back', async () => {
    const [from, to] = [desk.window('dispatch'), desk.window('map')]
    await from.getByText('设备', { exact: true }).first().click({ button: 'right' })
    await picture(desk, 'dispatch', 'pane-menu')
    await from.getByRole('menuitem', { name: new RegExp(`显示器 ${await numberOf(to)} `) }).click()
    await expect
      .poll(async () => (await seenPanes(to)).map(({ pane }) => pane), { timeout: 10_000 })
      .toEqual(['device'])
    expect((await seenPanes(from)).map(({ pane }) => pane)).toEqual(['dispatch'])
    await to.getByRole('button', { name: /已改动/ }).click()
    await picture(desk, 'map', 'layout-changed')
    await to.getByRole('button', { name: '还原布局' }).click()
    await expectLayoutShown()
    expect((await stateOf(to)).isArranged).toBe(false)
  })

  it('a pane fills its display by a double click, and gives the room back', async () => {
    await chooseLayout('四屏·处突')
    const page = desk.window('map')
    await expect.poll(async () => (await seenPanes(page)).length, { timeout: 15_000 }).toBe(2)
    await page.getByRole('button', { name: '地图：窗格菜单' }).dblclick()
    await expect.poll(async () => (await seenPanes(page)).map(({ pane }) => pane)).toEqual(['map'])
    await page.getByRole('button', { name: '地图：窗格菜单' }).dblclick()
    await expect.poll(async () => (await seenPanes(page)).length).toBe(2)
    await chooseLayout('四屏')
  })

  it('a layout made in the editor is saved, chosen and shown', async () => {
    const page = desk.window('wall')
    await page.getByRole('button', { name: /^布局：/ }).click()
    await page.getByRole('button', { name: '编辑布局' }).click()
    const editor = page.locator('[data-pane=layouts]')
    await editor.getByRole('button', { name: /^告警，显示器/ }).click({ timeout: 15_000 })
    await editor.getByRole('button', { name: /缺口/ }).first().press('Enter')
    await editor.getByLabel('方式').selectOption('below')
    await editor.getByRole('button', { name: '移动', exact: true }).click()
    await editor.getByLabel('中文名').fill('夜班四屏')
    await editor.getByLabel('英文名').fill('Night, four displays')
    await picture(desk, 'wall', 'layout-editor')
    await editor.getByRole('button', { name: '另存为新布局' }).click()
    await editor.getByRole('button', { name: '选用' }).click({ timeout: 15_000 })
    await expect.poll(async () => (await stateOf(page)).layout.name.zh, { timeout: 15_000 }).toBe('夜班四屏')
    const state = await expectLayoutShown()
    const alarms = state.displays.find(({ panes }) => panesOf(panes).includes('alarms'))
    expect(alarms && panesOf(alarms.panes)).toEqual(['alarms', 'gaps'])
  })
})
