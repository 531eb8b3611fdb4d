import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import sqlite3 from 'sqlite3'
import { z } from 'zod'
import { DistrictDocument } from '../domain/contract'
import { benchRules, makeBenchDistrict } from './benchDistrict'
import { openAsEngineer } from './openClient'
import { cpuOf, residentBytes, type Subject } from './Role'
import { samplesPerMessage } from './roles/reports'

const program = join(__dirname, '../service/service.cjs')
const pollMs = 50
const LogLine = z.object({ msg: z.string(), url: z.string().optional() })
/** What lies in the history, counted in its file: the service's own word is not taken for it. */
const countStored = `SELECT (SELECT coalesce(sum(count), 0) FROM history_raw) + (SELECT coalesce(sum(count), 0) FROM history_block WHERE level IN (0, 4)) AS samples`

export const hasService = (): boolean => existsSync(program)

export interface ServiceOptions {
  url: string
  folder: string
  /** Folder for a CPU profile of the whole run. */
  profile?: string
  /** What stands in the district; the demo with the sensors of the load when absent. */
  district?: DistrictDocument
  /** How many devices that raise alarms stand there too, when it is the demo. */
  probes?: number
}

/** A service that is measured. */
export interface Service extends Subject {
  readonly windowsUrl: string
  /** From its start until it was ready. */
  readonly readyMs: number
  /** CPU seconds until then. */
  readonly readyCpuS: number
  residentBytes(): number
}

/**
 * The real headless service with everything on: all checks, alarm engine, rules, indicators, journal, history, windows. Its district is that of the demo, with the shipped rules, and 10,000 sensors
 * beside with an alarm of each kind and rules on all of them.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const district = join(options.folder, 'district.json')
  const made = options.district ?? makeBenchDistrict(await demoDistrict(), undefined, options.probes)
  await writeFile(district, JSON.stringify(made))
  const data = join(options.folder, 'data')
  const profiled = options.profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', options.profile]
  const args = ['--data', data, '--listen', '127.0.0.1:0', '--broker', options.url, '--district', district, '--demo']
  const startedMs = performance.now()
  const child = spawn(process.execPath, profiled.concat(program, args), { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const url = await Promise.race([
    readyUrl(child),
    ended.then(() => Promise.reject(new Error('the service did not start'))),
  ])
  const pid = child.pid ?? 0
  const ready = { readyMs: performance.now() - startedMs, readyCpuS: cpuOf(pid) }
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
    ...ready,
    get stored() {
      return stored
    },
    windowsUrl,
    cpuS: () => cpuOf(pid),
    residentBytes: () => residentBytes(pid),
    onReport: (listener) => void listeners.add(listener),
    async stop() {
      isOver = true
      await new Promise((resolve) => database.close(resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function demoDistrict(): Promise<DistrictDocument | undefined> {
  const file = process.env['CHENGTAI_DISTRICT']
  return file === undefined ? undefined : DistrictDocument.parse(JSON.parse(await readFile(file, 'utf8')))
}

/** Writes the rules of the bench and switches them on, as the engineer would. */
async function saveRules(url: string): Promise<void> {
  const client = await openAsEngineer(url)
  try {
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
