import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHistory } from '../../core/history/History'
import { historyMigrations } from '../../core/history/HistoryStore'
import { createJournal } from '../../core/journal/createJournal'
import type { Draft } from '../../core/journal/Journal'
import { journalMigrations } from '../../core/journal/migrations'
import { insertAll } from '../../core/journal/projections'
import { rowOf } from '../../core/journal/rows'
import { createChain } from '../../core/journal/testChain'
import { openDatabase } from '../../core/store/openDatabase'
import { AlarmId, DeviceId, qualityCodes, SeatId } from '../../domain/contract'
import type { Figure } from '../results'

/** The part of a dispatch that is the journal's: its audit is on disk. Aims of merging and verifying are the reliability programme's. */
const goal = 11
const saves = 1_000
const pauseMs = 10
const samplesPerS = 5_000
const points = 5_000
const present = 100_000
const merged = 10_000
const verified = 1_000_000
const rowsPerPage = 1_000

const seatA = SeatId.parse('seat-a')
const actor = { kind: 'device', id: 'HYD-0312' } as const

/** What happens to one alarm, over and over: raised, acknowledged, returned. */
function nthDraft(n: number, atMs: number): Draft {
  const subjectId = AlarmId.parse(`AL-${Math.floor(n / 3)}`)
  if (n % 3 === 1) return { kind: 'alarm.acknowledged', subjectId, actor, payload: {} }
  if (n % 3 === 2) return { kind: 'alarm.returned', subjectId, actor, payload: { sourceAtMs: atMs } }
  const deviceId = DeviceId.parse(`HYD-${n % 500}`)
  return {
    kind: 'alarm.raised',
    subjectId,
    actor,
    payload: {
      deviceId,
      definitionId: 'pressureLow',
      priority: 'urgent',
      isLifeSafety: true,
      sourceAtMs: atMs,
      arrivedAtMs: atMs + 20,
      value: 0.02,
      limit: 0.1,
      property: 'pressureMPa',
    },
  }
}

/** How long an entry takes until it is safe, how fast chains of other seats come in, and how fast they are checked. */
export async function measureJournal(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-bench-'))
  try {
    return [
      ...(await measureSaves(folder)),
      await measureMerge(join(folder, 'merge.db')),
      await measureVerify(join(folder, 'verify.db')),
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}

const openJournal = async (file: string) => {
  const now = Date.now
  const store = await openDatabase({ file, migrations: journalMigrations, now, isCheckedAtOpen: false })
  const fail = (reason: unknown) => console.error(reason)
  const journal = await createJournal({ store, seatId: seatA, now, randomBytes, onStorage: fail, onFault: fail })
  const close = async () => {
    await journal.close()
    await store.close()
  }
  return { store, journal, close }
}

async function measureSaves(folder: string): Promise<Figure[]> {
  const { journal, close } = await openJournal(join(folder, 'duty.db'))
  let written = 0
  const save = () => journal.write(() => [nthDraft(written++, Date.now())])
  const one = async (subject: string, target: string): Promise<Figure[]> => {
    const times: number[] = []
    for (let i = 0; i < saves; i++) {
      const startedAtMs = performance.now()
      await save()
      times.push(performance.now() - startedAtMs)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
    const sorted = times.toSorted((a, b) => a - b)
    const at = (share: number) => sorted[Math.floor(saves * share)] ?? Number.NaN
    return [
      { goal, what: 'one entry until synced, median', subject, value: at(0.5), unit: 'ms' },
      { goal, what: 'one entry until synced, p99', subject, value: at(0.99), unit: 'ms', target },
    ]
  }

  const figures = await one('nothing else to do', '≤ 20')
  const startedAtMs = performance.now()
  await Promise.all(Array.from({ length: saves * 10 }, save))
  const tookS = (performance.now() - startedAtMs) / 1_000
  figures.push({
    goal,
    what: 'entries saved, all at once',
    subject: '200 writers a commit',
    value: (saves * 10) / tookS,
    unit: '/ s',
  })
  const stop = await startHistory(join(folder, 'history.db'))
  figures.push(...(await one(`${samplesPerS} samples/s into history`, '≤ 100')))
  await stop()
  await close()
  return figures
}

/** Lets samples flow into a history beside, at the pace of ingest. */
async function startHistory(file: string): Promise<() => Promise<void>> {
  const store = await openDatabase({ file, migrations: historyMigrations, now: Date.now, isCheckedAtOpen: false })
  const history = await openHistory(store, Date.now, (error) => console.error(error))
  await history.bindPoints(
    Array.from({ length: points }, (_, i) => ({ deviceId: DeviceId.parse(`d${i}`), property: 'value' })),
  )
  let point = 0
  const periodMs = 100
  const timer = setInterval(() => {
    for (let i = 0; i < (samplesPerS * periodMs) / 1_000; i++, point = (point + 1) % points)
      history.append(point, point / 7, Date.now(), qualityCodes.good)
  }, periodMs)
  return async () => {
    clearInterval(timer)
    await history.close()
    await store.close()
  }
}

async function measureMerge(file: string): Promise<Figure> {
  const { journal, close } = await openJournal(file)
  const startMs = Date.now() - present * 10
  const ours = createChain(SeatId.parse('seat-b'))
  for (let n = 0; n < present; n += rowsPerPage)
    await journal.absorb(
      Array.from({ length: rowsPerPage }, (_, i) =>
        ours.next(nthDraft(n + i, startMs + (n + i) * 10), startMs + (n + i) * 10),
      ),
    )
  // Another seat saw the same alarms, spread over all of the time.
  const theirs = createChain(SeatId.parse('seat-c'))
  const step = present / merged
  const entries = Array.from({ length: merged }, (_, i) =>
    theirs.next(nthDraft(i * step, startMs + i * step * 10 + 5), startMs + i * step * 10 + 5),
  )
  const startedAtMs = performance.now()
  await journal.absorb(entries)
  const value = performance.now() - startedAtMs
  await close()
  return {
    goal,
    what: `entries of another seat merged, ${merged}`,
    subject: `a journal of ${present}, each of another subject`,
    value: value / 1_000,
    unit: 's',
    target: '≤ 5',
  }
}

async function measureVerify(file: string): Promise<Figure> {
  const { store, journal, close } = await openJournal(file)
  const chain = createChain(seatA)
  const startMs = Date.now() - verified * 10
  for (let n = 0; n < verified; n += rowsPerPage) {
    const rows = Array.from({ length: rowsPerPage }, (_, i) => {
      const atMs = startMs + (n + i) * 10
      return rowOf({ ...chain.next(nthDraft(n + i, atMs), atMs), position: n + i + 1 })
    })
    await store.transaction((tx) => insertAll(tx, 'entry', rows))
  }
  const startedAtMs = performance.now()
  const { entries } = await journal.verify()
  const value = entries / ((performance.now() - startedAtMs) / 1_000)
  await close()
  return { goal, what: 'entries verified', subject: `${verified} entries`, value, unit: '/ s', target: '≥ 100,000' }
}
