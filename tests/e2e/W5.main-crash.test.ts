import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { DistrictDocument } from '../../domain/contract'
import { report } from '../faults/report'
import { freePort } from '../support/freePort'
import { brokerPassword, brokerUser, districtFile, newProfile, publish, root } from './console'
import { until } from './kit/deskProbe'
import { askPage, askPages } from './kit/pagesOverDebugger'
import { type Screens, takeScreens } from './kit/screens'

// W5 of the reliability programme: the console's main process dies under its supervisor.

let supervisor: ChildProcess | undefined
let screens: Screens | undefined
let remove: (() => Promise<void>) | undefined

afterEach(async () => {
  if (supervisor?.exitCode === null) {
    const ended = new Promise((resolve) => supervisor?.on('exit', resolve))
    supervisor.kill('SIGTERM')
    await ended
  }
  await remove?.()
  screens?.restore()
})

/** Processes that still do something, by pid: parent, group, command line. The dead that nobody has collected do not count. */
function processes(): { pid: number; parent: number; group: number; command: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const [state = '', parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if ('ZX'.includes(state)) return []
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
      return [{ pid: Number(name), parent: Number(parent), group: Number(group), command }]
    } catch {
      return []
    }
  })
}

const gradeSelect = `[...document.querySelectorAll('select')].find((each) => [...each.options].some(({ value }) => value === 'critical'))`
const clickButton = (words: string) =>
  `(() => { const button = [...document.querySelectorAll('button, [role=row]')].find((each) => each.textContent.includes('${words}')); button?.click(); return Boolean(button) })()`

it(
  'comes back with the alarm list and the drafts, leaves no process behind, and stops when it is told to',
  { timeout: 600_000 },
  async (context) => {
    context.skip(process.platform !== 'linux', 'looks into /proc')
    screens = takeScreens('1280x720')
    const district = DistrictDocument.parse(JSON.parse(await readFile(districtFile, 'utf8')))
    const detector = district.devices.find(
      (d) => district.deviceTypes.find((t) => t.id === d.typeId)?.systemKey === 'fire.wireless_smoke',
    )
    if (!detector) throw new Error('the demo district has no smoke detector')
    const profile = await newProfile()
    ;({ remove } = profile)
    const brokerPort = await freePort()
    const electron = join(
      process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules/electron/dist'),
      'electron',
    )
    const startedAtMs = performance.now()
    const child = spawn(
      electron,
      [
        '--no-sandbox',
        root,
        '--supervise',
        '--demo',
        '--district',
        districtFile,
        '--broker-port',
        String(brokerPort),
        '--user-data',
        profile.path,
        '--ignore-gpu-blocklist',
        '--remote-debugging-port=0',
      ],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, CHENGTAI_BROKER_USER: brokerUser, CHENGTAI_BROKER_PASSWORD: brokerPassword },
      },
    )
    supervisor = child
    let said = ''
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
    /** Ports of the supervisor and of each console after it; the last console's counts. */
    const port = () => Number([...said.matchAll(/DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/g)].at(-1)?.[1])
    const main = () => processes().find(({ parent, group, pid }) => parent === child.pid && group === pid)?.pid

    await until('the sign-in stands', async () => (await askPage(port(), 'alarms', clickButton('周敏'))) === true)
    const coldMs = Math.round(performance.now() - startedAtMs)
    await until('somebody works here', async () => {
      const strips = await askPages(port(), `document.querySelector('[data-pane]') !== null`)
      return strips.size === 4 && [...strips.values()].every((is) => is === true)
    })
    await publish(brokerPort, `/sys/${detector.typeId}/${detector.id}/thing/event/property/post`, {
      id: '1',
      version: '1.0',
      time: Date.now(),
      params: { smoke_density: 5.8 },
    })
    const choose = () => askPage(port(), 'alarms', clickButton(detector.name.zh))
    await until('the alarm stands in the list', async () => (await choose()) === true)

    // A draft: another grade than the one proposed.
    await until(
      'the proposal stands',
      async () => (await askPage(port(), 'dispatch', `Boolean(${gradeSelect})`)) === true,
    )
    await askPage(
      port(),
      'dispatch',
      `(() => { const select = ${gradeSelect}; select.value = 'critical'; select.dispatchEvent(new Event('change', { bubbles: true })) })()`,
    )
    await until('the draft is kept', async () =>
      String(await askPage(port(), 'dispatch', `localStorage.getItem('chengtai.draft.dispatch')`)).includes('critical'),
    )
    const storage = join(profile.path, 'Local Storage/leveldb')
    await until('the draft is on disk', async () =>
      readdirSync(storage)
        .filter((name) => name.endsWith('.log'))
        .some((name) => /chengtai\.draft\.dispatch[^]*"critical"/.test(readFileSync(join(storage, name), 'latin1'))),
    )

    const dead = main()
    if (dead === undefined) throw new Error('the supervisor has no console')
    const portBefore = port()
    process.kill(dead, 'SIGKILL')
    const { ms: backMs } = await until(
      'the alarm list is back without a sign-in',
      async () =>
        port() !== portBefore &&
        String(await askPage(port(), 'alarms', 'document.body.textContent')).includes(detector.name.zh) &&
        (await askPage(port(), 'alarms', `document.querySelector('[data-pane]') !== null`)) === true,
    )
    const left = processes().filter(({ group }) => group === dead)
    await until('the alarm is chosen again', async () => (await choose()) === true)
    await until(
      'the draft stands',
      async () => (await askPage(port(), 'dispatch', `${gradeSelect}?.value`)) === 'critical',
    )

    const stopping = main()
    const code = new Promise<number | null>((resolve) => child.on('exit', resolve))
    child.kill('SIGTERM')
    const exitCode = await code
    const after = processes().filter(({ group, pid }) => group === stopping || pid === child.pid)
    const pass = left.length === 0 && after.length === 0 && exitCode === 0
    report({
      name: 'W5 main-crash',
      figures: { coldStartMs: coldMs, alarmListBackMs: backMs, processesLeft: left.length + after.length },
      bar: 'alarm list back without a sign-in, promise 5 s; no process left over; drafts kept',
      pass,
    })
    expect(left).toEqual([])
    expect(after).toEqual([])
    expect(exitCode).toBe(0)
  },
)
