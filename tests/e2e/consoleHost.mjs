#!/usr/bin/env node
/**
 * Stands where Playwright expects Electron: gives it a screen in memory of its own, and starts it on another host of the tests' network (`CHENGTAI_E2E_HOST`, the
 * words before a command, as JSON). The debugging ports that Electron opens on that host's loopback are opened here too, under the same numbers, so that
 * Playwright reaches them; bytes go between the two over a Unix socket, which knows nothing of networks.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startVirtualDisplays } from '../../build/virtualDisplays.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const pair = (one, other) => {
  one.on('error', () => other.destroy())
  other.on('error', () => one.destroy())
  one.pipe(other).pipe(one)
}

/** Runs on the other host: the first line of a connection is the port that it is for. */
function relay(path) {
  createServer((here) => {
    here.once('readable', () => {
      const line = here.read().toString()
      const there = connect(Number(line), '127.0.0.1')
      here.write('\n')
      pair(here, there)
    })
  }).listen(path, () => process.stdout.write('ready\n'))
}

/** Opens here what is open on the other host. */
function open(port, path) {
  return new Promise((resolve, reject) => {
    const server = createServer((here) => {
      const there = connect(path, () => there.write(String(port)))
      there.on('error', () => here.destroy())
      there.once('readable', () => {
        there.read(1)
        pair(here, there)
      })
    })
    server.on('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(undefined))
    server.unref()
  })
}

async function run(args) {
  const [command, ...before] = JSON.parse(process.env['CHENGTAI_E2E_HOST'] ?? '[]')
  const folder = mkdtempSync(join(tmpdir(), 'chengtai-host-'))
  const path = join(folder, 'relay.sock')
  const there = spawn(command, [...before, process.execPath, fileURLToPath(import.meta.url), '--relay', path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const screens = await startVirtualDisplays({ heads: 1 })
  await new Promise((resolve) => there.stdout.once('data', resolve))

  const electron = join(
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules/electron/dist'),
    'electron',
  )
  const loader = join(root, 'node_modules/playwright-core/lib/server/electron/loader.js')
  const child = spawn(command, [...before, electron, '-r', loader, ...args], {
    stdio: ['inherit', 'inherit', 'pipe'],
    env: { ...process.env, DISPLAY: screens.display },
  })
  let turn = Promise.resolve()
  createInterface({ input: child.stderr }).on('line', (line) => {
    const port = /^(?:Debugger|DevTools) listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1]
    turn = turn
      .then(() => (port === undefined ? undefined : open(Number(port), path)))
      .then(() => void process.stderr.write(`${line}\n`))
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => {
    there.kill()
    screens.stop()
    rmSync(folder, { recursive: true, force: true })
    process.exit(code ?? 1)
  })
}

const [first, ...rest] = process.argv.slice(2)
if (first === '--relay') relay(rest[0])
else void run(process.argv.slice(2))
