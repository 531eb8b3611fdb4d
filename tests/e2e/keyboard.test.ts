import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DistrictDocument, type Device } from '../../domain/contract'
import {
  districtFile,
  newProfile,
  picture,
  publish,
  type RunningConsole,
  startConsole,
  startSimulator,
} from './console'
import { type Screens, takeScreens } from './kit/screens'

/** Smoke on the 18th floor, handled by somebody who never touches the mouse. */
let detector: Device
let screens: Screens | undefined
let profile: Awaited<ReturnType<typeof newProfile>>
let desk: RunningConsole
let simulator: ReturnType<typeof startSimulator> | undefined

const smoke = (density: number) =>
  publish(desk.brokerPort, `/sys/${detector.typeId}/${detector.id}/thing/event/property/post`, {
    id: String(Date.now()),
    version: '1.0',
    time: Date.now(),
    params: { smoke_density: density },
  })
const page = () => desk.windows()[0]!
const press = (...keys: string[]) =>
  keys.reduce((done, key) => done.then(() => page().keyboard.press(key)), Promise.resolve())
const see = (words: string | RegExp, timeout = 15_000) => page().getByText(words).first().waitFor({ timeout })
const show = (name: string) => picture(desk, role, `keyboard-${name}`)
let role = ''

/** Tabs on until the thing with these words has the focus, as a person does who sees the ring. */
async function tabTo(words: RegExp): Promise<void> {
  for (let at = 0; at < 120; at++) {
    const focused = await page().evaluate(
      `(document.activeElement?.getAttribute('aria-label') ?? '') + ' ' + (document.activeElement?.textContent ?? '')`,
    )
    if (words.test(String(focused))) return
    await press('Tab')
  }
  throw new Error(`no Tab leads to ${words}`)
}

beforeAll(async () => {
  const district = DistrictDocument.parse(JSON.parse(await readFile(districtFile, 'utf8')))
  const found = district.devices.find(
    (d) =>
      district.deviceTypes.find((t) => t.id === d.typeId)?.systemKey === 'fire.wireless_smoke' && d.place.floor === 18,
  )
  if (!found) throw new Error('the demo district has no smoke detector on an 18th floor')
  detector = found
  try {
    screens = takeScreens('1920x1080')
    for (const name of screens.names.slice(1)) screens.off(name)
  } catch {
    // Displays of a person's desk stay as they are.
  }
  profile = await newProfile()
  desk = await startConsole({ userData: profile.path, displays: screens ? 1 : 4 })
  role = String(await page().evaluate('window.chengtai.display.role'))
  simulator = startSimulator(desk.brokerPort, ['--script', 'none', '--speed', '10'])
})
afterAll(async () => {
  await simulator?.stop()
  await desk?.close()
  await profile?.remove()
  screens?.restore()
})

describe('the main job on one display, by keyboard alone', () => {
  it('signs in', async () => {
    await page().getByRole('button', { name: /周敏/ }).waitFor({ timeout: 60_000 })
    await tabTo(/周敏/)
    await press('Enter')
    await page().getByRole('region', { name: '告警条' }).waitFor({ timeout: 30_000 })
    await see(/声音未自检/)
    await show('1-signed-in')
  })

  it('shows every key on F1, and finds a device by the first letters of its pinyin', async () => {
    await press('F1')
    await see('任何程序中（应急）')
    await show('2-keys')
    await press('Escape', 'Control+K')
    await page().getByRole('combobox', { name: '搜索' }).waitFor()
    await page().keyboard.type('gy')
    await page().getByRole('option', { name: /感烟/ }).first().waitFor({ timeout: 15_000 })
    await show('3-palette')
    await press('Escape')
  })

  it('hears of smoke, goes to the alarm, takes it as seen and as its own', async () => {
    await smoke(5.8)
    await see(detector.name.zh)
    await press('Control+ArrowDown', 'F2', 'F4')
    await page().getByRole('region', { name: '告警条' }).getByText('已确认').waitFor({ timeout: 15_000 })
    await press('F5')
    // In a narrow list the column of who handles it is folded away.
    await page().getByText('我', { exact: true }).first().waitFor({ state: 'attached', timeout: 15_000 })
    await show('4-taken')
  })

  it('looks at what would be sent, sends it with one press and lets the time for undoing pass', async () => {
    // The alarm is chosen, so the dispatch pane shows it: F9 sends what stands there.
    await page()
      .getByRole('button', { name: /一键调度 · [1-9]/ })
      .first()
      .waitFor({ timeout: 30_000 })
    await show('5-proposal')
    await press('F9')
    await page().getByRole('button', { name: /撤销/ }).first().waitFor({ timeout: 15_000 })
    await see('预案下发，撤销期已过')
  })

  it('follows people until one is there, and closes with a result', async () => {
    await press('F8')
    await page().getByText('已到场', { exact: true }).first().waitFor({ timeout: 60_000 })
    await smoke(0.1)
    await tabTo(/^\s*结案/)
    await press('Enter')
    await page().getByLabel('处置结果').waitFor()
    await page().keyboard.type('明火扑灭，现场移交消防队')
    await tabTo(/^\s*结案/)
    await press('Enter')
    await see('结案：明火扑灭，现场移交消防队')
    await show('6-closed')
  })

  it('gives a key another place, and it works at once', async () => {
    await press('F1')
    await tabTo(/改键/)
    await press('Enter')
    await tabTo(/改键：告警列表/)
    await press('Enter', 'F7')
    await expect.poll(() => page().getByRole('button', { name: '改键：告警列表' }).textContent()).toContain('F7')
    await show('7-changed')
  })

  it('has its emergency keys in any program', async () => {
    const registered = await desk.app.evaluate(({ globalShortcut }) =>
      ['Control+Alt+F12', 'Control+Alt+F11'].map((key) => globalShortcut.isRegistered(key)),
    )
    expect(registered).toEqual([true, true])
  })
})
