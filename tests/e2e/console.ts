import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import type { Host } from '../faults/kit/createNetwork'
import { freePort } from '../support/freePort'

export const root = join(import.meta.dirname, '../..')
export const artifacts = join(root, 'artifacts')

export const brokerUser = 'site'
export const brokerPassword = 'e2e-secret'

/** The real console, started as a person starts it, with its windows by what they are for. */
export interface RunningConsole {
  app: ElectronApplication
  brokerPort: number
  exportsDir: string
  hasGraphics: boolean
  /** Window of a display, by the role its layout gives it. */
  window(role: string): Page
  windows(): Page[]
  close(): Promise<void>
}

export interface ConsoleSetup {
  userData: string
  args?: readonly string[]
  /** Windows to wait for: as many as there are displays. */
  displays?: number
  exportsDir?: string
  /** The demo's people and district; true without. */
  isDemo?: boolean
  /** Maps on the graphics card; without one that costs most of what the machine has, so only tests that are about maps ask for it. */
  hasGraphics?: boolean
  /** Runs it on this host of a network of the fault kit, on one screen of its own. */
  host?: Host
  env?: Readonly<Record<string, string>>
}

/** District of the demo, made by `npm test` before these tests; `npm run build` and its generator make it by hand. */
export const districtFile = process.env['CHENGTAI_DISTRICT'] ?? join(root, 'out/demo/district.json')

const isDesk = (page: Page) => page.url().includes('index.html')

async function roleOf(page: Page): Promise<string> {
  return String(await page.evaluate("window.chengtai?.display.role ?? ''"))
}

export async function startConsole({
  userData,
  args = [],
  displays = 4,
  exportsDir = join(userData, 'exports'),
  isDemo = true,
  hasGraphics = false,
  host,
  env = {},
}: ConsoleSetup): Promise<RunningConsole> {
  const brokerPort = await freePort()
  const app = await _electron.launch({
    cwd: root,
    ...(host && { executablePath: join(import.meta.dirname, 'consoleHost.mjs') }),
    args: [
      root,
      ...(isDemo ? ['--demo', '--district', districtFile] : []),
      '--broker-port',
      String(brokerPort),
      '--user-data',
      userData,
      '--exports',
      exportsDir,
      // Software drawing: without it the old test runtime takes the slowest way to draw.
      '--ignore-gpu-blocklist',
      ...(hasGraphics ? [] : ['--plain-map']),
      ...args,
    ],
    env: {
      ...process.env,
      CHENGTAI_BROKER_USER: brokerUser,
      CHENGTAI_BROKER_PASSWORD: brokerPassword,
      CHENGTAI_LOG_LEVEL: 'warn',
      ...(host && { CHENGTAI_E2E_HOST: JSON.stringify(host.prefix) }),
      ...env,
    },
  })
  const errors: string[] = []
  app.process().stderr?.on('data', (bytes: Buffer) => {
    errors.push(bytes.toString())
    // What a window died of stands only here.
    process.stderr.write(bytes)
  })
  /** Role of each window that is up; on many displays several have the same. */
  const roles = new Map<Page, string>()
  const end = Date.now() + 60_000
  let hasEnded = false
  app.on('close', () => (hasEnded = true))
  while (roles.size < displays) {
    if (hasEnded) throw new Error(`the console ended\n${errors.join('').slice(-4000)}`)
    if (Date.now() > end)
      throw new Error(`only the windows ${[...roles.values()].join(', ')} came\n${errors.join('').slice(-4000)}`)
    for (const page of app.windows()) {
      const role = isDesk(page) ? await roleOf(page).catch(() => '') : ''
      if (role !== '') roles.set(page, role)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    app,
    brokerPort,
    exportsDir,
    hasGraphics,
    window(role) {
      const found = [...roles].find((each) => each[1] === role)
      if (!found) throw new Error(`no window for ${role}, only ${[...roles.values()].join(', ')}`)
      return found[0]
    },
    windows: () => [...roles.keys()],
    async close() {
      await app.close()
    },
  }
}

/** Signs in as one of the demo's people, at whichever window: the others follow. */
export async function signIn(page: Page, displayName: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(displayName) }).click({ timeout: 60_000 })
}

/** Publishes from outside with Mosquitto's own program, as an integrator would. */
export function publish(port: number, topic: string, message: object): Promise<void> {
  return run('mosquitto_pub', [
    '-V',
    '311',
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    '-u',
    brokerUser,
    '-P',
    brokerPassword,
    '-q',
    '1',
    '-t',
    topic,
    '-m',
    JSON.stringify(message),
  ])
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()))
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}: ${errors}`))))
  })
}

/** The site simulator as its own process; ends with `stop`. */
export function startSimulator(
  brokerPort: number,
  args: readonly string[],
): { process: ChildProcess; stop(): Promise<void> } {
  const child = spawn(
    process.execPath,
    [
      join(root, 'out/demo/simulator.cjs'),
      '--district',
      districtFile,
      '--broker',
      `mqtt://127.0.0.1:${brokerPort}`,
      ...args,
    ],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, CHENGTAI_BROKER_USER: brokerUser, CHENGTAI_BROKER_PASSWORD: brokerPassword },
    },
  )
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  return {
    process: child,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Pictures for people cost a minute of each run: `npm test -- --pictures` and the nightly run take them. */
const hasPictures = process.env['CHENGTAI_PICTURES'] === '1'

/** A picture of the window of a role for people to look at, see `pictureOf`; none unless the run was asked for pictures. */
export async function picture(desk: RunningConsole, role: string, name: string): Promise<void> {
  if (!hasPictures) return
  await pictureOf(desk, desk.window(role), `${name}-${role}`, desk.hasGraphics && role === 'map' ? 5_000 : 1_000)
}

/**
 * A picture of a window as it stands on its display, kept as an artifact of the run. Taken from the screen where that is an X server: it costs
 * the page nothing and shows what a person sees.
 *
 * @param lagMs drawing by software lags behind the document
 * @returns PNG
 */
export async function pictureOf(desk: RunningConsole, page: Page, name: string, lagMs = 1_000): Promise<Buffer> {
  if (process.platform !== 'linux' || process.env['DISPLAY'] === undefined) {
    await mkdir(artifacts, { recursive: true })
    return page.screenshot({ path: join(artifacts, `${name}.png`) })
  }
  const window = await desk.app.browserWindow(page)
  return pictureOfBounds(await window.evaluate((w) => w.getBounds()), name, lagMs)
}

/** The same of a part of the X server's screens, whatever stands there. */
export async function pictureOfBounds(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  name: string,
  lagMs: number,
): Promise<Buffer> {
  await mkdir(artifacts, { recursive: true })
  const path = join(artifacts, `${name}.png`)
  await new Promise((resolve) => setTimeout(resolve, lagMs))
  await run('ffmpeg', [
    '-loglevel',
    'error',
    '-y',
    '-f',
    'x11grab',
    '-video_size',
    `${width}x${height}`,
    '-i',
    `${process.env['DISPLAY']}+${x},${y}`,
    '-frames:v',
    '1',
    path,
  ])
  return readFile(path)
}

/** A profile folder for one test; removed by the returned function. */
export async function newProfile(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'chengtai-e2e-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
