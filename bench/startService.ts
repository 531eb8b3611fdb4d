import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import sqlite3 from 'sqlite3'
import { z } from 'zod'
import { makeBenchDistrict } from './benchDistrict'
import { cpuOf, type Subject } from './Role'
import { samplesPerMessage } from './roles/reports'

const program = join(__dirname, '../service/service.cjs')
const pollMs = 50
const LogLine = z.object({ msg: z.string(), url: z.string().optional() })
/** What lies in the history, counted in its file: the service's own word is not taken for it. */
const countStored = `SELECT (SELECT coalesce(sum(count), 0) FROM history_raw) + (SELECT coalesce(sum(count), 0) FROM history_block WHERE level = 0) AS samples`

export const hasService = (): boolean => existsSync(program)

/** The real headless service, with a district of 10,000 sensors, everything on: all checks, alarm engine, indicators, journal, history, windows. */
export async function startService(options: { url: string; folder: string }): Promise<Subject> {
  const district = join(options.folder, 'district.json')
  await writeFile(district, JSON.stringify(makeBenchDistrict()))
  const data = join(options.folder, 'data')
  const child = spawn(
    process.execPath,
    [program, '--data', data, '--listen', '127.0.0.1:0', '--broker', options.url, '--district', district, '--demo'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'exit')
  const url = await Promise.race([
    readyUrl(child),
    ended.then(() => Promise.reject(new Error('the service did not start'))),
  ])
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
    windowsUrl: `${url.replace('http', 'ws')}/channel`,
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
