import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DeviceId } from '../../domain/contract'
import { openDatabase } from '../store/openDatabase'
import { openHistory } from './History'
import { historyMigrations } from './HistoryStore'
import { defaultRetention, sameForAll } from './levels'

const root = join(import.meta.dirname, '../..')
const firstTimeMs = Date.UTC(2026, 0, 1)
let folder: string
let program: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-kill-'))
  program = join(folder, 'killedWriter.cjs')
  await build({
    absWorkingDir: root,
    entryPoints: ['core/history/killedWriter.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: [
      'sqlite3',
      'better-sqlite3',
      'mysql',
      'mysql2',
      'mariadb',
      'oracledb',
      'pg',
      'pg-query-stream',
      'pg-native',
      'tedious',
      'mariadb/callback',
    ],
    logLevel: 'error',
  })
})
afterAll(() => rm(folder, { recursive: true }))

/** Lets the writer run, kills it `afterMs` after its first word, and answers the last sample that it called stored. */
async function runAndKill(
  file: string,
  first: number,
  when: 'whenStored' | 'atOnce',
  afterMs: number,
): Promise<number> {
  const child = spawn(process.execPath, [program, file, String(first), when], {
    env: { ...process.env, NODE_PATH: join(root, 'node_modules') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = ''
  const ended = new Promise((resolve) => child.on('close', resolve))
  await new Promise((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      told += data.toString('latin1')
      resolve(undefined)
    })
    child.on('close', resolve)
  })
  await wait(afterMs)
  child.kill('SIGKILL')
  await ended
  // The kill may cut the last line short.
  const whole = told.split('\n').slice(0, -1)
  return Math.max(-1, ...whole.map(Number))
}

async function storedSamples(file: string): Promise<Map<number, number>> {
  const store = await openDatabase({ file, migrations: historyMigrations, now: Date.now, isCheckedAtOpen: true })
  const history = await openHistory(store, Date.now, () => undefined, {
    maintainEveryMs: 0,
    retention: sameForAll({ ...defaultRetention.standard, samplesMs: firstTimeMs }),
  })
  await history.bindPoints([{ deviceId: DeviceId.parse('meter'), property: 'counter' }])
  const series = await history.read({
    point: 0,
    fromMs: firstTimeMs,
    toMs: firstTimeMs + 1e10,
    maxPoints: 1e8,
    reportPeriodMs: 1000,
  })
  await history.close()
  await store.close()
  const found = new Map<number, number>()
  series.timesMs.forEach((timeMs, i) => found.set((timeMs - firstTimeMs) / 1000, series.average[i]!))
  expect(found.size).toBe(series.timesMs.length)
  return found
}
const lostOf = (stored: Map<number, number>, last: number) =>
  Array.from({ length: last + 1 }, (_, sample) => sample).filter((sample) => stored.get(sample) !== sample % 1000)

describe('a writer killed at any moment (D1)', () => {
  it('has lost nothing that it called stored, also while sealing and settling', async () => {
    const file = join(folder, 'history.db')
    let last = -1
    // On a busy machine as often as it takes until some tails were sealed.
    for (let kill = 0; kill < 6 || last <= 5_000; kill++) {
      // Spread over the length of a few batches and seals; the moment itself is chance enough.
      last = Math.max(last, await runAndKill(file, last + 1, 'whenStored', 40 + kill * 60))
      expect(lostOf(await storedSamples(file), last)).toEqual([])
    }
  }, 60_000)

  it('would be found out if it called samples stored before they are (broken twin)', async () => {
    const file = join(folder, 'twin.db')
    const last = await runAndKill(file, 0, 'atOnce', 60)
    expect(lostOf(await storedSamples(file), last).length).toBeGreaterThan(0)
  }, 30_000)
})
