import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron, chromium, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { artifacts, publish, root, signIn } from './console'
import { type StartedService, startService } from './kit/startService'

const browserPath = '/usr/bin/chromium'
const patienceMs = 30_000

let service: StartedService
let electron: ElectronApplication | undefined
beforeAll(async () => {
  await mkdir(artifacts, { recursive: true })
  service = await startService()
  await publish(service.brokerPort, '/sys/SMOKE_DETECTOR/YG-T2-1806/thing/event/property/post', {
    id: '1',
    version: '1.0',
    time: Date.now(),
    params: { smoke_density: 5.8 },
  })
})
afterAll(async () => {
  await electron?.close()
  await service?.stop()
})

const strip = (page: Page) => page.getByRole('region', { name: '告警条' })
/** What the page was forbidden by its own policy: nothing of the product may need it. */
function watchPolicy(page: Page): string[] {
  const violations: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) violations.push(message.text())
  })
  return violations
}

// The runtime of the console is always there; its oldest one is the oldest browser that pages are made for.
it('is a seat without any bridge: signs in, sees the alarm, has no buttons for what a browser cannot do', async () => {
  electron = await _electron.launch({
    cwd: root,
    args: [join(import.meta.dirname, 'kit/plainWindow.cjs'), '--no-sandbox', service.url],
  })
  const page = await electron.firstWindow()
  const violations = watchPolicy(page)
  await signIn(page, '周敏')
  await strip(page).getByText('感烟 T2-1806').first().waitFor({ timeout: patienceMs })
  expect(await page.getByRole('button', { name: '辨认' }).count()).toBe(0)
  expect(await page.evaluate('typeof window.chengtai')).toBe('undefined')
  expect(violations).toEqual([])
  await electron.close()
  electron = undefined
})

it('acknowledges, shows the alarm to a colleague in another browser, and says when the service is gone', async (context) => {
  context.skip(!existsSync(browserPath), 'no Chromium on this machine')
  const browser = await chromium.launch({
    executablePath: browserPath,
    // A light seat: an office machine without a graphics card draws the map in plan.
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-3d-apis'],
  })
  try {
    const open = async (who: string) => {
      const page = await (await browser.newContext({ viewport: { width: 1600, height: 900 } })).newPage()
      const violations = watchPolicy(page)
      await page.goto(service.url)
      await signIn(page, who)
      await strip(page).getByText('感烟 T2-1806').first().waitFor({ timeout: patienceMs })
      return { page, violations }
    }
    const zhou = await open('周敏')
    const chen = await open('陈立军')
    await zhou.page.keyboard.press('F4')
    await strip(zhou.page).getByText('已确认').waitFor({ timeout: patienceMs })
    await strip(chen.page).getByText('已确认').waitFor({ timeout: patienceMs })

    await strip(zhou.page).getByText('感烟 T2-1806').first().click()
    await zhou.page.getByRole('button', { name: '给他看' }).click()
    const dialog = zhou.page.getByRole('dialog', { name: '给他看' })
    await dialog.getByLabel(/陈立军/).check()
    await dialog.getByLabel('附一句话').fill('旁边就是配电间')
    await zhou.page.screenshot({ path: join(artifacts, 'show-dialog.png'), timeout: 60_000 })
    await dialog.getByRole('button', { name: '发送' }).click()
    await chen.page.getByText(/周敏 给你看/).waitFor({ timeout: patienceMs })
    await chen.page.screenshot({ path: join(artifacts, 'browser-seat.png'), timeout: 60_000 })
    await chen.page.getByRole('button', { name: '打开', exact: true }).click()
    await zhou.page.getByText('已打开').waitFor({ timeout: patienceMs })

    await service.kill()
    await zhou.page.getByText('与核心失去联系').waitFor({ timeout: patienceMs })
    expect([...zhou.violations, ...chen.violations]).toEqual([])
  } finally {
    await browser.close()
  }
})
