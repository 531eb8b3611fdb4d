import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newProfile, pictureOf, publish, type RunningConsole, signIn, startConsole } from './console'
import { type Screens, takeScreens } from './kit/screens'

/** An engineer brings a detector in by file, gives its type another point, and reads what the detector says of it. */
let profile: Awaited<ReturnType<typeof newProfile>>
let desk: RunningConsole
let screens: Screens | undefined

const page = () => desk.windows()[0]!
const shot = (name: string) => pictureOf(desk, page(), `registry-${name}`)

const headings = '设备编号,设备类型,名称,英文名称,经度,纬度,楼栋,楼层,标签'
const row = (id: string, floor: number) => `${id},SMOKE_DETECTOR,感烟 ${id},Smoke ${id},113.945,22.535,T1,${floor},二期`
const choose = (name: string, ...rows: string[]) =>
  pane('registryImport')
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(`${[headings, ...rows].join('\r\n')}\r\n`) })

const pane = (id: string) => page().locator(`[data-pane="${id}"]`).first()

/** Opens a pane as a person who knows its name. */
async function open(id: string, name: string): Promise<void> {
  await page().keyboard.press('Control+K')
  await page().getByRole('combobox', { name: '搜索' }).fill(name)
  await page().getByRole('group', { name: '页面' }).getByRole('option', { name }).first().click()
  await pane(id).waitFor()
}

beforeAll(async () => {
  try {
    screens = takeScreens('1920x1080')
    for (const name of screens.names.slice(1)) screens.off(name)
  } catch {
    // Displays of a person's desk stay as they are.
  }
  profile = await newProfile()
  desk = await startConsole({ userData: profile.path, displays: screens ? 1 : 4 })
  await signIn(page(), '何静')
  await page().getByRole('region', { name: '告警条' }).waitFor({ timeout: 60_000 })
})
afterAll(async () => {
  await desk?.close()
  await profile?.remove()
  screens?.restore()
})

describe.sequential('the registry, changed while the site runs', () => {
  it('takes no file with a wrong row, and names row, column and value', { timeout: 60_000 }, async () => {
    await open('registryImport', '设备导入导出')
    await choose('wrong.csv', row('YG-NEW-1', 3), row('YG-NEW-2', 99))
    const wrong = pane('registryImport').getByRole('listitem').filter({ hasText: '楼栋没有这一层' })
    await wrong.waitFor()
    expect(await wrong.textContent()).toMatch(/^3.*99/)
    expect(await pane('registryImport').getByRole('button', { name: /^写入/ }).isDisabled()).toBe(true)
    await shot('1-refused')
    await pane('registryImport').getByRole('button', { name: '换一个文件' }).click()
  })

  // req: R-4.1.1.2-12
  it('writes a good file whole, and every window has the new device', async () => {
    await choose('good.csv', row('YG-NEW-1', 3))
    await pane('registryImport').getByRole('button', { name: '写入 · 新增 1，修改 0' }).click()
    await pane('registryImport').getByText('已写入 1 行').first().waitFor({ timeout: 15_000 })
    await shot('2-written')
    await open('devices', '设备列表')
    await pane('devices').getByRole('searchbox', { name: '搜索设备' }).fill('gy new-1')
    await pane('devices')
      .getByRole('row', { name: /YG-NEW-1/ })
      .click()
    await open('device', '设备')
    await pane('device').getByText('澄湖中心 T1 · 3F').first().waitFor({ timeout: 15_000 })
    await shot('3-found')
  })

  it('gives a type another point while its devices run, and shows what they say of it', async () => {
    await open('deviceTypes', '设备类型')
    const types = pane('deviceTypes')
    await types.getByRole('searchbox').fill('ganyan')
    await types.getByRole('button', { name: /^感烟探测器/ }).click()
    await types.getByRole('button', { name: '编辑为新版本' }).click()
    await types.getByRole('button', { name: '添加测点' }).click()
    await types.getByLabel(' 标识', { exact: true }).fill('humidity')
    await types.getByLabel('humidity 中文名').fill('湿度')
    await types.getByLabel('湿度 单位').fill('%')
    await types.getByRole('button', { name: '看升级影响' }).click()
    await types.getByText('新增测点：湿度').waitFor()
    await types.getByText('在用设备不受影响，照常上报。').waitFor()
    await shot('4-effects')
    await types.getByRole('button', { name: /^保存第 \d+ 版/ }).click()
    // The editor is gone once the core has it; what a device says before that of a point that is not there yet is refused.
    await types.getByRole('button', { name: '编辑为新版本' }).waitFor({ timeout: 15_000 })
    await publish(desk.brokerPort, '/sys/SMOKE_DETECTOR/YG-NEW-1/thing/event/property/post', {
      id: String(Date.now()),
      version: '1.0',
      time: Date.now(),
      params: { smoke_density: 0.4, humidity: 47 },
    })
    await open('device', '设备')
    const point = pane('device').getByRole('listitem').filter({ hasText: '湿度' })
    await expect.poll(() => point.textContent(), { timeout: 15_000 }).toContain('47')
    await shot('5-value')
  })
})
