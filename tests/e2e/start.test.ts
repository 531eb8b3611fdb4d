import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { newProfile, publish, root, type RunningConsole, signIn, startConsole } from './console'

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

const smoke = (brokerPort: number) =>
  publish(brokerPort, '/sys/SMOKE_DETECTOR/YG-T2-1806/thing/event/property/post', {
    id: '1',
    version: '1.0',
    time: Date.now(),
    params: { smoke_density: 5.8 },
  })

describe('the start', () => {
  it('asks an empty profile outside the demo for its first administrator', async () => {
    const desk = await startConsole({ userData: await profile(), isDemo: false })
    consoles.push(desk)
    await desk.window('alarms').getByText('首次使用：设立系统管理员').waitFor({ timeout: 60_000 })
  })

  it('finds everything again with the data folder of the last run, and a third start brings that console to the front', async () => {
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

    const electron = join(
      process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules/electron/dist'),
      'electron',
    )
    const third = spawn(electron, ['--no-sandbox', root, '--demo', '--user-data', userData], { stdio: 'ignore' })
    children.push(third)
    await expect.poll(() => third.exitCode, { timeout: 30_000 }).toBe(0)
    children = []
    expect(second.windows().every((page) => !page.isClosed())).toBe(true)
  })
})
