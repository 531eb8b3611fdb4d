import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draft } from '../../core/journal/testJournal'
import { openFiles, type SeatFiles } from '../../core/seat/openFiles'
import { type Damage, damageFile, damages } from './kit/damageFile'
import { randoms } from './kit/randoms'
import { isNightly, report } from './report'

const seed = 20_261_125
const damagesOfAKind = isNightly ? 1_000 : 50
/** Saves in the database, and as many again that only its log has. */
const saves = 60
const longestStartMs = 5_000

let folder: string
/** The seat as a power cut leaves it, and as a stop does. */
let killed: string
let stopped: string
/** Rows as they were written, by number. */
const written = new Map<number, string>()

const open = (dataDir: string): Promise<SeatFiles> => openFiles({ dataDir, now: Date.now, onError: () => undefined })

async function close(files: SeatFiles): Promise<void> {
  await files.history.close()
  await files.journal.close()
  await files.close()
}

const rowsOf = async ({ duty }: SeatFiles, origin: string): Promise<Map<number, string>> => {
  const rows: { seq: number }[] = await duty
    .knex('entry')
    .where({ origin })
    .select(
      'seq',
      'id',
      'subject_id',
      'kind',
      'actor',
      'payload',
      'prev',
      'hash',
      'hlc_ms',
      'hlc_counter',
      'v',
      'basis',
    )
  return new Map(rows.map((row) => [row.seq, JSON.stringify(row)]))
}

let seatId = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-d5-'))
  killed = join(folder, 'killed')
  stopped = join(folder, 'stopped')
  const live = join(folder, 'live')
  const save = async (files: SeatFiles, name: string) => {
    for (let i = 0; i < saves; i++)
      await files.journal.write(() => [draft.raised(`${name}-${i}`), draft.acknowledged(`${name}-${i}`)])
  }
  const first = await open(live)
  await save(first, 'database')
  await close(first)
  const second = await open(live)
  await save(second, 'log')
  seatId = second.seatId
  for (const [seq, row] of await rowsOf(second, seatId)) written.set(seq, row)
  // What came last lies in the log.
  await cp(live, killed, { recursive: true })
  await close(second)
  await cp(live, stopped, { recursive: true })
})
afterAll(() => rm(folder, { recursive: true }))

interface Outcome {
  damage: Damage
  startMs: number
  isStarted: boolean
  /** The start said that something is damaged. */
  isTold: boolean
  /** Stored rows that are not as they were written, and those missing between others. */
  bent: number
  /** Entries at the end that are gone: only other seats know of them. */
  cut: number
  /** The start said so, or verifying does. */
  isNamed: boolean
}

async function harm(damage: Damage, number: number): Promise<Outcome> {
  const dataDir = join(folder, `${damage.replaceAll(' ', '-')}-${number}`)
  const isKilled = damage === 'cut log' || number % 2 === 0
  await cp(isKilled ? killed : stopped, dataDir, { recursive: true })
  await damageFile(join(dataDir, 'duty.db'), damage, randoms(seed + number))
  const outcome: Outcome = { damage, startMs: 0, isStarted: false, isTold: false, bent: 0, cut: 0, isNamed: false }
  const startedAtMs = performance.now()
  try {
    const files = await open(dataDir)
    outcome.startMs = performance.now() - startedAtMs
    outcome.isStarted = true
    outcome.isTold = files.room.storage.reason?.startsWith('damaged: ') ?? false
    // It takes entries: a start that cannot write would be none.
    await files.journal.write(() => [draft.raised('after')])
    const rows = await rowsOf(files, seatId).catch(() => new Map<number, string>())
    if (files.seatId === seatId) rows.delete(Math.max(...rows.keys()))
    const last = Math.max(0, ...rows.keys())
    for (let seq = 1; seq <= last; seq++) if (rows.get(seq) !== written.get(seq)) outcome.bent++
    outcome.cut = written.size - last
    const isSound = await files.journal.verify().then(
      (verdict) => verdict.isSound,
      () => false,
    )
    outcome.isNamed = outcome.isTold || !isSound
    await close(files)
    // And once more, as it is now: the first start must not leave what the second cannot take.
    if (number % 10 === 0) await close(await open(dataDir))
  } catch {
    outcome.isStarted = false
  }
  await rm(dataDir, { recursive: true })
  return outcome
}

describe('D5: a seat whose database is damaged', () => {
  it('starts all the same, takes entries, and names every bent row', async () => {
    const outcomes: Outcome[] = []
    for (const damage of damages)
      for (let i = 0; i < damagesOfAKind; i += 2)
        outcomes.push(...(await Promise.all([harm(damage, i), harm(damage, i + 1)])))

    const count = (fits: (outcome: Outcome) => boolean) => outcomes.filter(fits).length
    const startMs = outcomes.map((outcome) => outcome.startMs).sort((a, b) => a - b)
    const figures = {
      damages: outcomes.length,
      notStarted: count(({ isStarted }) => !isStarted),
      bent: count(({ bent }) => bent > 0),
      bentAndNotNamed: count(({ bent, isNamed }) => bent > 0 && !isNamed),
      tailLost: count(({ cut }) => cut > 0),
      // What a cut log takes with it only the other seats can tell.
      tailLostAndNotTold: count(({ cut, isNamed }) => cut > 0 && !isNamed),
      slowestStartMs: Math.round(startMs.at(-1) ?? 0),
      ...Object.fromEntries(
        damages.map((damage) => {
          const named = count((outcome) => outcome.damage === damage && outcome.isNamed)
          return [damage, `${named} of ${damagesOfAKind} named`]
        }),
      ),
    }
    const pass = figures.notStarted === 0 && figures.bentAndNotNamed === 0 && figures.slowestStartMs <= longestStartMs
    report({
      name: 'D5 corrupt-open',
      seed,
      figures,
      bar: 'no crash loop, every damage in journal rows named, degraded start <= 5 s',
      pass,
    })
    expect(outcomes.filter(({ isStarted }) => !isStarted)).toEqual([])
    expect(outcomes.filter(({ bent, isNamed }) => bent > 0 && !isNamed)).toEqual([])
    // Every kind but these two leaves traces in the database; a log that was cut and an index that is junk are made good by SQLite.
    for (const damage of ['torn page', 'header', 'cut file'])
      expect(count((outcome) => outcome.damage === damage && outcome.isNamed)).toBeGreaterThan(0)
  })
})
