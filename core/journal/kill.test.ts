import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SeatId } from '../../domain/contract'
import { openDatabase } from '../store/openDatabase'
import { createJournal } from './createJournal'
import { journalMigrations } from './migrations'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
const kills = 20
const seed = 20_261_122
let folder: string
let program: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-kill-'))
  program = join(folder, 'killedWriter.cjs')
  await build({
    entryPoints: [fileURLToPath(new URL('./killedWriter.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    outfile: program,
    logLevel: 'error',
  })
}, 60_000)
afterAll(() => rm(folder, { recursive: true }))

/** Numbers from 0 to 1, the same for the same seed. */
function* randoms(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state / 2 ** 32
  }
}

/** Lets the program write and kills it some time after its first word. @returns the ids that it said */
const writeAndKill = (file: string, run: number, manner: 'honest' | 'hasty', afterMs: number): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, file, String(run), manner], {
      env: { ...process.env, NODE_PATH: modules },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    let complaint = ''
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs))
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    child.on('close', (_, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`the writer ended by itself: ${complaint}`))
      // A line that was cut off by the kill was not said.
      resolve(
        said
          .slice(0, said.lastIndexOf('\n') + 1)
          .split('\n')
          .filter((id) => id !== ''),
      )
    })
  })

/** Opens what the kill left, and counts what is there. */
async function inspect(file: string) {
  const now = () => Date.now()
  const store = await openDatabase({ file, migrations: journalMigrations, now, isCheckedAtOpen: true })
  try {
    const journal = await createJournal({
      store,
      seatId: SeatId.parse('seat-a'),
      now,
      randomBytes,
      onStorage: () => undefined,
      onFault: () => undefined,
    })
    const ids = new Set<string>(await store.knex('entry').pluck('id'))
    const halves = [...ids].filter((id) => !id.endsWith('-ack') && !ids.has(`${id}-ack`))
    const open = [...journal.view.list('alarm')].filter((alarm) => !alarm.acknowledged)
    return { ids, halves: halves.length + open.length, verdict: await journal.verify() }
  } finally {
    await store.close()
  }
}

async function killRepeatedly(manner: 'honest' | 'hasty', times: number) {
  const file = join(folder, `${manner}.db`)
  const random = randoms(seed)
  let said = 0
  let lost = 0
  let rows = 0
  for (let run = 0; run < times; run++) {
    const answered = await writeAndKill(file, run, manner, random.next().value * 120)
    const { ids, halves, verdict } = await inspect(file)
    expect(halves).toBe(0)
    expect(verdict).toMatchObject({ isSound: true, entries: ids.size })
    said += answered.length
    lost += answered.filter((id) => !ids.has(id)).length
    rows = ids.size
  }
  return { seed, kills: times, answered: said, rows, commitsNobodyWasToldOf: rows / 2 - said + lost, lost }
}

describe('a core that is killed in the middle of writing', () => {
  it('has all that it answered, nothing half, and a whole chain (D1)', { timeout: 240_000 }, async () => {
    const figures = await killRepeatedly('honest', kills)
    console.log(JSON.stringify({ name: 'D1 kill-ack', ...figures, bar: 'lost 0', pass: figures.lost === 0 }))
    expect(figures.lost).toBe(0)
    expect(figures.answered).toBeGreaterThan(kills)
  })

  it(
    'loses entries when it answers before the commit: the twin that shows that the test can fail',
    { timeout: 120_000 },
    async () => {
      const figures = await killRepeatedly('hasty', 4)
      console.log(JSON.stringify({ name: 'D1 kill-ack twin', ...figures, bar: 'lost > 0', pass: figures.lost > 0 }))
      expect(figures.lost).toBeGreaterThan(0)
    },
  )
})
