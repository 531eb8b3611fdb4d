import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import {
  artifacts,
  brokerPassword,
  brokerUser,
  districtFile,
  freePort,
  newProfile,
  picture,
  publish,
  root,
  type RunningConsole,
  signIn,
  startConsole,
} from './console'

const browserPath = '/usr/bin/chromium'

let consoles: RunningConsole[] = []
let children: ChildProcess[] = []
let folders: { remove(): Promise<void> }[] = []

afterEach(async () => {
  for (const desk of consoles) await desk.close()
  for (const child of children) {
    const ended = new Promise((resolve) => child.on('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
  for (const folder of folders) await folder.remove()
  consoles = []
  children = []
  folders = []
})

const profile = async () => {
  const made = await newProfile()
  folders.push(made)
  return made.path
}

/** The headless service as its own process, ready to answer. */
async function startService(
  args: readonly string[] = ['--demo', '--district', districtFile],
): Promise<{ url: string; brokerPort: number; kill(): Promise<void> }> {
  const [port, brokerPort] = [await freePort(), await freePort()]
  const data = await mkdtemp(join(tmpdir(), 'chengtai-service-'))
  folders.push({ remove: () => rm(data, { recursive: true, force: true }) })
  const child = spawn(
    process.execPath,
    [
      join(root, 'out/service/service.cjs'),
      '--data',
      data,
      '--listen',
      `127.0.0.1:${port}`,
      '--broker-port',
      String(brokerPort),
      '--log-level',
      'warn',
      ...args,
    ],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, CHENGTAI_BROKER_USER: brokerUser, CHENGTAI_BROKER_PASSWORD: brokerPassword },
    },
  )
  children.push(child)
  const url = `http://127.0.0.1:${port}`
  await expect
    .poll(async () => (await fetch(`${url}/health`).catch(() => undefined))?.status, { timeout: 60_000 })
    .toBe(200)
  return {
    url,
    brokerPort,
    async kill() {
      children = children.filter((one) => one !== child)
      const ended = new Promise((resolve) => child.on('exit', resolve))
      child.kill('SIGKILL')
      await ended
    },
  }
}

const smoke = (brokerPort: number) =>
  publish(brokerPort, '/sys/SMOKE_DETECTOR/YG-T2-1806/thing/event/property/post', {
    id: '1',
    version: '1.0',
    time: Date.now(),
    params: { smoke_density: 5.8 },
  })

describe('the same renderer in a browser', () => {
  it('is a seat of the headless service: signs in, shows an alarm from outside, acknowledges it', async (context) => {
    context.skip(!existsSync(browserPath), 'no Chromium on this machine')
    const { url, brokerPort } = await startService()
    const browser = await chromium.launch({
      executablePath: browserPath,
      args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--ignore-gpu-blocklist'],
    })
    try {
      const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
      const violations: string[] = []
      page.on('console', (message) => {
        if (/Content Security Policy/i.test(message.text())) violations.push(message.text())
      })
      await page.goto(url)
      await signIn(page, '周敏')
      await page.getByRole('region', { name: '告警条' }).waitFor({ timeout: 60_000 })
      await smoke(brokerPort)
      await page.getByText('感烟 T2-1806').first().waitFor({ timeout: 10_000 })
      await page.keyboard.press('F4')
      await page.getByRole('region', { name: '告警条' }).getByText('已确认').waitFor({ timeout: 10_000 })
      await page.screenshot({ path: join(artifacts, 'browser-seat.png'), timeout: 60_000 })
      expect(violations).toEqual([])
    } finally {
      await browser.close()
    }
  })
})

describe('a console that follows a service', () => {
  it('says whom it follows, shows what the service knows, and goes on without it', async () => {
    const { url, brokerPort, kill } = await startService()
    const desk = await startConsole({ userData: await profile(), args: ['--service', url.replace('http', 'ws')] })
    consoles.push(desk)
    const alarms = desk.window('alarms')
    await signIn(alarms, '周敏')
    await alarms.getByText('跟随').first().waitFor({ timeout: 60_000 })
    await smoke(brokerPort)
    for (const page of desk.windows()) await page.getByText('感烟 T2-1806').first().waitFor({ timeout: 20_000 })

    await kill()
    await alarms.getByText('单机').first().waitFor({ timeout: 30_000 })
    await alarms.keyboard.press('F4')
    await alarms.getByRole('region', { name: '告警条' }).getByText('已确认').waitFor({ timeout: 10_000 })
    await picture(desk, 'alarms', 'alone')
  })
})

describe('the start', () => {
  it('asks an empty profile outside the demo for its first administrator', async () => {
    const desk = await startConsole({ userData: await profile(), isDemo: false })
    consoles.push(desk)
    await desk.window('alarms').getByText('首次使用：设立系统管理员').waitFor({ timeout: 60_000 })
  })

  it('finds everything again with the data folder of the last run', async () => {
    const userData = await profile()
    const first = await startConsole({ userData })
    await signIn(first.window('alarms'), '周敏')
    await first.window('alarms').getByRole('region', { name: '告警条' }).waitFor({ timeout: 60_000 })
    await smoke(first.brokerPort)
    await first.window('alarms').getByText('感烟 T2-1806').first().waitFor({ timeout: 20_000 })
    await first.close()
    const second = await startConsole({ userData })
    consoles.push(second)
    await signIn(second.window('alarms'), '周敏')
    await second.window('alarms').getByText('感烟 T2-1806').first().waitFor({ timeout: 60_000 })
  })

  it('brings the running console to the front instead of starting twice', async () => {
    const userData = await profile()
    const desk = await startConsole({ userData })
    consoles.push(desk)
    const electron = join(
      process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules/electron/dist'),
      'electron',
    )
    const second = spawn(electron, ['--no-sandbox', root, '--demo', '--user-data', userData], { stdio: 'ignore' })
    children.push(second)
    await expect.poll(() => second.exitCode, { timeout: 30_000 }).toBe(0)
    children = []
    expect(desk.windows().every((page) => !page.isClosed())).toBe(true)
  })
})
