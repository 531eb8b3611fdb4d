/** Runs other programs for set-up: their output is kept back and shown only when they fail; a long run tells that it lives. */
import { spawn, spawnSync } from 'node:child_process'
import { root } from '../root.mjs'
import { say } from '../messages.mjs'

const PROGRESS_EVERY_MS = 10_000

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, timeoutMs?: number, interactive?: boolean, what: string, progress?: () => string }} options
 *   `what` names the step in progress lines, `progress` adds how far it is; `interactive` leaves the terminal to the program
 *   (a password may be asked for)
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runStep(command, args, { cwd = root, env, timeoutMs, interactive = false, what, progress }) {
  return new Promise((resolve) => {
    const startedAtMs = Date.now()
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: [interactive ? 'inherit' : 'ignore', 'pipe', 'pipe'],
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
      shell: process.platform === 'win32' && !command.endsWith('.exe'),
    })
    const tail = createTail()
    child.stdout?.on('data', tail.add)
    child.stderr?.on('data', tail.add)
    const ticker = setInterval(() => {
      say('stillRunning', {
        what,
        seconds: Math.round((Date.now() - startedAtMs) / 1000),
        progress: progress?.() ?? '',
      })
    }, PROGRESS_EVERY_MS)
    const end = (/** @type {boolean} */ ok, output = tail.text()) => {
      clearInterval(ticker)
      resolve({ ok, output })
    }
    child.on('error', (error) => end(false, error.message))
    child.on('close', (code) => end(code === 0))
  })
}

/** Keeps the last part of what a program says. */
function createTail() {
  const limit = 8000
  let text = ''
  return {
    add: (/** @type {Buffer} */ chunk) => {
      text = (text + chunk.toString()).slice(-limit)
    },
    text: () => text,
  }
}

/**
 * npm as it was called: through the very npm that runs this script, otherwise from the PATH.
 *
 * @param {readonly string[]} args
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand(args) {
  const script = process.env['npm_execpath']
  return script?.endsWith('.js')
    ? { command: process.execPath, args: [script, ...args] }
    : { command: 'npm', args: [...args] }
}

/** @param {string} command */
export function hasCommand(command) {
  const finder = process.platform === 'win32' ? 'where' : 'which'
  return spawnSync(finder, [command], { stdio: 'ignore', env: searchEnvironment() }).status === 0
}

/** Servers such as mosquitto live in sbin, which the PATH of a plain Debian user leaves out. */
function searchEnvironment() {
  return { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin` }
}
