import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mqtt from 'mqtt'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { z } from 'zod'
import type { Figure } from '../results'

/** Windows of the desk: one a display. */
const displays = 4
const alarms = 20
const settleMs = 8_000

const DistrictFile = z.object({
  deviceTypes: z.array(z.object({ id: z.string(), systemKey: z.string() })),
  devices: z.array(z.object({ id: z.string(), typeId: z.string(), name: z.object({ zh: z.string() }) })),
})

/**
 * The real console on the displays there are (goals 3, 9, 10): start, memory, and an alarm from the broker until each window has painted it, beside an
 * Electron that does nothing but open one window. Needs `CHENGTAI_DISTRICT` and a display; `npm run bench` gives both.
 */
export async function measureConsole(): Promise<Figure[]> {
  const districtFile = process.env['CHENGTAI_DISTRICT']
  if (districtFile === undefined) throw new Error('CHENGTAI_DISTRICT names no district')
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-bench-console-'))
  try {
    const hello = await measureHello(folder)
    const desk = await measureDesk(folder, districtFile)
    const ratio = (ours: number, theirs: number) => Number((ours / theirs).toPrecision(3))
    return [
      figure(9, 'start until the first window is painted', 'hello-world', hello.paintedMs, 'ms'),
      figure(9, 'start until the sign-in can be used', 'console', desk.signInMs, 'ms'),
      figure(9, 'sign-in until the first live alarm strip', 'console', desk.stripMs, 'ms'),
      figure(
        9,
        'first window with live alarms, against hello-world',
        'console',
        ratio(desk.signInMs + desk.stripMs, hello.paintedMs),
        '×',
        '≤ 1.5',
      ),
      figure(
        9,
        'four windows with map and data, against hello-world',
        'console',
        ratio(desk.signInMs + desk.allMs, hello.paintedMs),
        '×',
        '≤ 3',
      ),
      figure(10, 'memory of all processes', 'hello-world', hello.memoryMiB, 'MiB'),
      figure(10, 'memory of all processes, four windows', 'console', desk.memoryMiB, 'MiB'),
      figure(10, 'memory against hello-world', 'console', ratio(desk.memoryMiB, hello.memoryMiB), '×', '≤ 3'),
      figure(
        3,
        'alarm published until painted in all four windows, p50',
        'console',
        percentile(desk.paintedMs, 0.5),
        'ms',
        '≤ 30',
      ),
      figure(
        3,
        'alarm published until painted in all four windows, highest',
        'console',
        Math.max(...desk.paintedMs),
        'ms',
      ),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const figure = (goal: number, what: string, subject: string, value: number, unit: string, target?: string): Figure => ({
  goal,
  what,
  subject,
  value,
  unit,
  ...(target === undefined ? {} : { target }),
})

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function memoryMiB(app: ElectronApplication): Promise<number> {
  const kibibytes = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  )
  return Math.round(kibibytes / 1024)
}

const environment = (more: Record<string, string>): Record<string, string> => {
  const all: Record<string, string> = {}
  for (const [name, value] of Object.entries({ ...process.env, ...more })) if (value !== undefined) all[name] = value
  return all
}

async function measureHello(folder: string): Promise<{ paintedMs: number; memoryMiB: number }> {
  const home = join(folder, 'hello')
  await mkdir(home)
  await writeFile(join(home, 'package.json'), JSON.stringify({ name: 'hello', version: '1.0.0', main: 'main.cjs' }))
  await writeFile(
    join(home, 'main.cjs'),
    "const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => new BrowserWindow({ width: 800, height: 600 }).loadURL('data:text/html,<h1>hello</h1>'))",
  )
  const startedAt = performance.now()
  const app = await _electron.launch({ args: [home, '--ignore-gpu-blocklist'], env: environment({}) })
  try {
    const page = await app.firstWindow()
    await page.getByText('hello').waitFor()
    const paintedMs = Math.round(performance.now() - startedAt)
    await wait(3_000)
    return { paintedMs, memoryMiB: await memoryMiB(app) }
  } finally {
    await app.close()
  }
}

interface DeskFigures {
  signInMs: number
  stripMs: number
  allMs: number
  memoryMiB: number
  paintedMs: number[]
}

async function measureDesk(folder: string, districtFile: string): Promise<DeskFigures> {
  const userData = join(folder, 'profile')
  const district = DistrictFile.parse(JSON.parse(await readFile(districtFile, 'utf8')))
  const port = await freePort()
  const launch = () =>
    _electron.launch({
      args: [
        process.cwd(),
        '--demo',
        '--district',
        districtFile,
        '--broker-port',
        String(port),
        '--user-data',
        userData,
        '--ignore-gpu-blocklist',
      ],
      env: environment({
        CHENGTAI_BROKER_USER: 'bench',
        CHENGTAI_BROKER_PASSWORD: 'bench',
        CHENGTAI_LOG_LEVEL: 'error',
      }),
    })
  // The first start makes the profile and imports the district; people start it every day after that.
  const first = await launch()
  await signInAt(await deskWindows(first, 1))
  await first.close()

  const startedAt = performance.now()
  const app = await launch()
  try {
    const [window] = await deskWindows(app, 1)
    if (!window) throw new Error('no window')
    await window.getByRole('button', { name: /周敏/ }).waitFor({ timeout: 60_000 })
    const signInMs = Math.round(performance.now() - startedAt)
    const windows = await deskWindows(app, displays)
    const clickedAt = performance.now()
    await window.getByRole('button', { name: /周敏/ }).click()
    await strip(window).waitFor({ timeout: 60_000 })
    const stripMs = Math.round(performance.now() - clickedAt)
    await Promise.all(windows.map((page) => strip(page).waitFor({ timeout: 60_000 })))
    await Promise.any(windows.map((page) => page.locator('canvas').first().waitFor({ timeout: 60_000 })))
    const allMs = Math.round(performance.now() - clickedAt)
    await wait(settleMs)
    return {
      signInMs,
      stripMs,
      allMs,
      memoryMiB: await memoryMiB(app),
      paintedMs: await measureAlarms(windows, port, district),
    }
  } finally {
    await app.close()
  }
}

const strip = (page: Page) => page.getByRole('region', { name: '告警条' })

async function signInAt([page]: readonly Page[]): Promise<void> {
  await page?.getByRole('button', { name: /周敏/ }).click({ timeout: 60_000 })
  if (page) await strip(page).waitFor({ timeout: 60_000 })
}

async function deskWindows(app: ElectronApplication, count: number): Promise<Page[]> {
  for (;;) {
    const pages = app.windows().filter((page) => page.url().includes('index.html'))
    if (pages.length >= count) return pages
    await wait(20)
  }
}

/** From the moment before the message leaves until the frame after the strip of the last window named the device. Clocks are of one machine. */
async function measureAlarms(
  windows: readonly Page[],
  port: number,
  district: z.infer<typeof DistrictFile>,
): Promise<number[]> {
  const types = new Set(
    district.deviceTypes.filter(({ systemKey }) => systemKey === 'fire.wireless_smoke').map(({ id }) => id),
  )
  const detectors = district.devices.filter(({ typeId }) => types.has(typeId)).slice(0, alarms)
  const site = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { username: 'bench', password: 'bench' })
  const paintedMs: number[] = []
  for (const { id, typeId, name } of detectors) {
    const painted = windows.map((page) =>
      page.evaluate(
        `new Promise((resolve) => { const look = () => { const strip = document.querySelector('section[aria-label="告警条"]'); if (strip && strip.textContent.includes(${JSON.stringify(name.zh)})) requestAnimationFrame(() => resolve(Date.now())); else requestAnimationFrame(look) }; look() })`,
      ),
    )
    await wait(300)
    const sentAtMs = Date.now()
    await site.publishAsync(
      `/sys/${typeId}/${id}/thing/event/property/post`,
      JSON.stringify({ id: String(sentAtMs), version: '1.0', time: sentAtMs, params: { smoke_density: 6 } }),
      { qos: 1 },
    )
    const times = await Promise.all(painted)
    paintedMs.push(Math.max(...times.map(Number)) - sentAtMs)
  }
  await site.endAsync()
  return paintedMs
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
