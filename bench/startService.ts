import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import sqlite3 from 'sqlite3'
import { z } from 'zod'
import { WebSocket } from 'ws'
import { createClient } from '../domain/channel/createClient'
import { openWebSocketTransport } from '../domain/channel/webSocketFrames'
import { DistrictDocument } from '../domain/contract'
import { benchRules, makeBenchDistrict } from './benchDistrict'
import { cpuOf, type Subject } from './Role'
import { samplesPerMessage } from './roles/reports'

const program = join(__dirname, '../service/service.cjs')
const pollMs = 50
const LogLine = z.object({ msg: z.string(), url: z.string().optional() })
/** What lies in the history, counted in its file: the service's own word is not taken for it. */
const countStored = `SELECT (SELECT coalesce(sum(count), 0) FROM history_raw) + (SELECT coalesce(sum(count), 0) FROM history_block WHERE level = 0) AS samples`

export const hasService = (): boolean => existsSync(program)

/**
 * The real headless service with everything on: all checks, alarm engine, rules, indicators, journal, history, windows. Its district is that of the demo, with the shipped rules, and 10,000 sensors
 * beside with an alarm of each kind and rules on all of them.
 *
 * @param options.profile folder for a CPU profile of the whole run
 */
export async function startService(options: { url: string; folder: string; profile?: string }): Promise<Subject> {
  const district = join(options.folder, 'district.json')
  const demo = process.env['CHENGTAI_DISTRICT']
  const base = demo === undefined ? undefined : DistrictDocument.parse(JSON.parse(await readFile(demo, 'utf8')))
  await writeFile(district, JSON.stringify(makeBenchDistrict(base)))
  const data = join(options.folder, 'data')
  const profiled = options.profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', options.profile]
  const child = spawn(
    process.execPath,
    profiled.concat(
      program,
      ...['--data', data, '--listen', '127.0.0.1:0', '--broker', options.url, '--district', district, '--demo'],
    ),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'exit')
  const url = await Promise.race([
    readyUrl(child),
    ended.then(() => Promise.reject(new Error('the service did not start'))),
  ])
  const windowsUrl = `${url.replace('http', 'ws')}/channel`
  await saveRules(windowsUrl)
  const database = new sqlite3.Database(join(data, 'history.db'), sqlite3.OPEN_READONLY)
  const listeners = new Set<() => void>()
  let stored = 0
  let isOver = false
  const poll = (): void => {
    database.get(countStored, (error: Error | null, row: unknown) => {
      if (isOver) return
      if (!error) stored = Math.floor(z.object({ samples: z.number() }).parse(row).samples / samplesPerMessage)
      for (const listener of listeners) listener()
      setTimeout(poll, pollMs)
    })
  }
  poll()
  return {
    get stored() {
      return stored
    },
    windowsUrl,
    cpuS: () => cpuOf(child.pid ?? 0),
    onReport: (listener) => void listeners.add(listener),
    async stop() {
      isOver = true
      await new Promise((resolve) => database.close(resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Writes the rules of the bench and switches them on, as the engineer would. */
async function saveRules(url: string): Promise<void> {
  const client = createClient({
    connect: () => openWebSocketTransport(new WebSocket(url)),
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    random: () => 0.5,
  })
  try {
    const { demoAccounts } = await client.call('session.read', {})
    const engineer = demoAccounts?.find(({ role }) => role === 'engineer')
    if (!engineer) throw new Error('the service has no engineer')
    await client.call('session.signIn', { name: engineer.name, password: engineer.password })
    for (const rule of benchRules) {
      await client.call('rule.save', { key: randomUUID(), rule, basis: 0 })
      await client.call('rule.enable', { key: randomUUID(), id: rule.id, isEnabled: true })
    }
  } finally {
    client.close()
  }
}

/** The address that the service tells in its log once it is up. */
async function readyUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the service has no log')
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, url } = LogLine.parse(JSON.parse(line))
    if (msg !== 'ready' || url === undefined) continue
    child.stdout.resume()
    return url
  }
  throw new Error('the log ended before the service was ready')
}
