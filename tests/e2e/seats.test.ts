import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { newProfile, picture, publish, root, type RunningConsole, signIn, startConsole } from './console'
import { type StartedService, startService } from './kit/startService'

let consoles: RunningConsole[] = []
let children: ChildProcess[] = []
let services: StartedService[] = []
let folders: { remove(): Promise<void> }[] = []

afterEach(async () => {
  for (const desk of consoles) await desk.close()
  for (const child of children) {
    const ended = new Promise((resolve) => child.on('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
  for (const one of services) await one.stop()
  for (const folder of folders) await folder.remove()
  consoles = []
  children = []
  services = []
  folders = []
})

const profile = async () => {
  const made = await newProfile()
  folders.push(made)
  return made.path
}

const service = async () => {
  const started = await startService()
  services.push(started)
  return started
}

const smoke = (brokerPort: number) =>
  publish(brokerPort, '/sys/SMOKE_DETECTOR/YG-T2-1806/thing/event/property/post', {
    id: '1',
    version: '1.0',
    time: Date.now(),
    params: { smoke_density: 5.8 },
  })

describe('a console that follows a service', () => {
  it('says whom it follows, shows what the service knows, and goes on without it', async () => {
    const { url, brokerPort, kill } = await service()
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
