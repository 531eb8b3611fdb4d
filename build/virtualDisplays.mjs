/**
 * An X server whose screens exist in memory: for tests over several displays, and for a start where there is no display.
 *
 * As a program: `node build/virtualDisplays.mjs [--heads 4] [--size 1920x1080] -- COMMAND …` runs the command on such screens.
 */
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startServer } from './displays/serverProcess.mjs'
import { createXorgConfig, modeName, screenPositions } from './displays/xorgConfig.mjs'
import { missingForDisplays } from './setup/systemPackages.mjs'

const WINDOW_MANAGER_LIMIT_MS = 10_000

/**
 * @typedef {object} VirtualDisplays
 * @property {string} display value for `DISPLAY`
 * @property {number} heads how many screens there are
 * @property {() => void} stop ends the server; calling it again does nothing
 */

/**
 * Starts Xorg with the dummy driver and a window manager; with one screen asked and no Xorg there, Xvfb. The server ends with
 * this process at the latest, also when a signal ends it.
 *
 * @param {{ heads?: number, width?: number, height?: number }} [options] default: 4 screens of 1920 × 1080 pixels
 * @returns {Promise<VirtualDisplays>}
 * @throws {Error} when no server can be started or it has not as many monitors as asked
 */
export async function startVirtualDisplays({ heads = 4, width = 1920, height = 1080 } = {}) {
  const screens = { heads, width, height }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chengtai-x-'))
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = []
  const stop = stopOnce(children, folder)
  try {
    const useXvfb = heads === 1 && missingForDisplays().length > 0
    const { display, child } = useXvfb ? await startXvfb(screens) : await startXorg(screens, folder)
    children.push(child)
    if (!useXvfb) {
      arrangeScreens(display, screens)
      children.push(await startWindowManager(display, folder))
    }
    return { display, heads, stop }
  } catch (error) {
    stop()
    throw error
  }
}

/** @param {import('./displays/xorgConfig.mjs').Screens} screens */
function startXvfb({ width, height }) {
  return startServer('Xvfb', ['-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'])
}

/**
 * @param {import('./displays/xorgConfig.mjs').Screens} screens
 * @param {string} folder
 */
function startXorg(screens, folder) {
  const config = path.join(folder, 'xorg.conf')
  fs.writeFileSync(config, createXorgConfig(screens))
  const options = [
    '-noreset',
    '-novtswitch',
    '-sharevts',
    '-nolisten',
    'tcp',
    '-logfile',
    path.join(folder, 'xorg.log'),
  ]
  return startServer('Xorg', ['-config', config, ...options])
}

/**
 * @param {string} display
 * @param {import('./displays/xorgConfig.mjs').Screens} screens
 */
function arrangeScreens(display, screens) {
  const mode = modeName(screens)
  const xrandr = (/** @type {string[]} */ ...args) =>
    execFileSync('xrandr', args, { env: { ...process.env, DISPLAY: display }, encoding: 'utf8' })
  const positions = screenPositions(screens)
  positions.forEach((_, head) => head > 0 && xrandr('--addmode', `DUMMY${head}`, mode))
  const arrangement = positions.flatMap(({ x, y }, head) => {
    const place = ['--output', `DUMMY${head}`, '--mode', mode, '--pos', `${x}x${y}`]
    return head === 0 ? [...place, '--primary'] : place
  })
  xrandr(...arrangement)
  const listed = Number(/^Monitors: (\d+)/.exec(xrandr('--listmonitors'))?.[1])
  if (listed !== screens.heads) throw new Error(`asked for ${screens.heads} monitors, the X server has ${listed}`)
}

/**
 * openbox places and stacks windows as a desktop does; it runs the start-up command when it is ready.
 *
 * @param {string} display
 * @param {string} folder
 */
async function startWindowManager(display, folder) {
  const ready = path.join(folder, 'ready')
  const env = { ...process.env, DISPLAY: display }
  const child = spawn('openbox', ['--startup', `touch ${ready}`], { env, stdio: 'ignore', detached: true })
  const endsAtMs = Date.now() + WINDOW_MANAGER_LIMIT_MS
  while (!fs.existsSync(ready)) {
    if (child.exitCode !== null || Date.now() > endsAtMs) throw new Error('openbox did not start')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return child
}

/**
 * @param {import('node:child_process').ChildProcess[]} children
 * @param {string} folder
 */
function stopOnce(children, folder) {
  /** @type {(() => void)[]} */
  const undo = []
  const stop = () => {
    for (const step of undo.splice(0)) step()
    for (const child of children.splice(0).reverse()) child.kill()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', stop)
  undo.push(() => process.removeListener('exit', stop))
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    const onSignal = () => {
      if (process.listenerCount(signal) > 0) return // somebody else ends this process in an orderly way, see 'exit'
      stop()
      process.kill(process.pid, signal)
    }
    process.once(signal, onSignal)
    undo.push(() => process.removeListener(signal, onSignal))
  }
  return stop
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: { heads: { type: 'string', default: '4' }, size: { type: 'string', default: '1920x1080' } },
    allowPositionals: true,
  })
  const [width, height] = values.size.split('x').map(Number)
  const [command, ...args] = positionals
  if (!command || !width || !height) throw new Error('usage: virtualDisplays.mjs [--heads N] [--size WxH] -- COMMAND …')
  const displays = await startVirtualDisplays({ heads: Number(values.heads), width, height })
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, DISPLAY: displays.display } })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal))
  child.on('close', (code) => {
    displays.stop()
    process.exitCode = code ?? 1
  })
}
