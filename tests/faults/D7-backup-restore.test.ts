import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createBackup } from '../../core/backup/createBackup'
import { openDuty } from '../../core/backup/profile'
import { restoreBackup } from '../../core/backup/restoreBackup'
import { historyMigrations } from '../../core/history/HistoryStore'
import { createJournal, type SeatJournal } from '../../core/journal/createJournal'
import type { Draft } from '../../core/journal/Journal'
import { openDatabase } from '../../core/store/openDatabase'
import type { Store } from '../../core/store/Store'
import { AlarmId, DeviceId, SeatId } from '../../domain/contract'
import { isNightly, report } from './report'

const historyMegabytes = isNightly ? 1_000 : 60
const passphrase = 'bring it back, all of it'
const seatId = SeatId.parse('seat-a')
let folder: string
let dataDir: string
let store: Store
let history: Store
let journal: SeatJournal

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-d7-'))
  dataDir = join(folder, 'data')
  await mkdir(dataDir)
  await writeFile(join(dataDir, 'seat.json'), JSON.stringify({ seatId }))
  store = await openDuty(join(dataDir, 'duty.db'), Date.now)
  history = await openDatabase({
    file: join(dataDir, 'history.db'),
    migrations: historyMigrations,
    now: Date.now,
    isCheckedAtOpen: false,
  })
  journal = await createJournal({
    store,
    seatId,
    now: Date.now,
    randomBytes,
    onStorage: () => undefined,
    onFault: () => undefined,
  })
})
afterEach(async () => {
  await journal.close()
  await store.close()
  await history.close()
  await rm(folder, { recursive: true })
})

const raised = (number: number): Draft => ({
  kind: 'alarm.raised',
  subjectId: AlarmId.parse(`A-${number}`),
  actor: { kind: 'device', id: 'HYD-0312' },
  payload: {
    deviceId: DeviceId.parse('HYD-0312'),
    definitionId: 'pressureLow',
    priority: 'urgent',
    isLifeSafety: true,
    sourceAtMs: Date.now(),
    arrivedAtMs: Date.now(),
  },
})

/** Saves one alarm after the other until told to end. */
function startWriting() {
  let saved = 0
  let longestMs = 0
  let isOver = false
  const ended = (async () => {
    while (!isOver) {
      const startedAtMs = performance.now()
      await journal.write(() => [raised(saved)])
      saved += 1
      longestMs = Math.max(longestMs, performance.now() - startedAtMs)
    }
  })()
  return {
    savedSoFar: () => saved,
    longestMs: () => longestMs,
    async stop() {
      isOver = true
      await ended
    },
  }
}

const countIn = async (file: string): Promise<number> => {
  const copy = await openDuty(file, Date.now)
  try {
    return Number(Object.values((await copy.knex('entry').count({ n: '*' }).first()) ?? {})[0])
  } finally {
    await copy.close()
  }
}

it('D7: a backup made under load comes back whole, and holds up no writer', async () => {
  // What cannot be compressed: the figure is about bytes, not about zeros.
  await history.transaction(async (tx) => {
    await tx.raw('CREATE TABLE noise (bytes BLOB)')
    for (let i = 0; i < historyMegabytes; i++) await tx('noise').insert({ bytes: randomBytes(1_000_000) })
  })
  const writing = startWriting()
  while (writing.savedSoFar() < 500) await new Promise((resolve) => setTimeout(resolve, 10))

  const before = writing.savedSoFar()
  const startedAtMs = performance.now()
  const file = join(folder, 'backup.ctb')
  const { manifest, bytes } = await createBackup({
    dataDir,
    file,
    passphrase,
    seatName: 'desk',
    version: '0',
    withHistory: true,
    now: Date.now,
  })
  const madeMs = performance.now() - startedAtMs
  const during = writing.savedSoFar() - before
  const longestMs = writing.longestMs()

  // The twin: a copy of the file, as who does not know write-ahead logs would make it.
  const twinFile = join(folder, 'twin.db')
  const beforeTwin = writing.savedSoFar()
  await copyFile(join(dataDir, 'duty.db'), twinFile)
  await writing.stop()
  const twinEntries = await countIn(twinFile).catch(() => 0)

  const restoreStartedAtMs = performance.now()
  const restoredDir = join(folder, 'restored')
  const restored = await restoreBackup({ file, passphrase, dataDir: restoredDir, now: Date.now })
  const restoreMs = performance.now() - restoreStartedAtMs
  const entries = await countIn(join(restoredDir, 'duty.db'))
  const megabytes =
    ((await stat(join(restoredDir, 'history.db'))).size + (await stat(join(restoredDir, 'duty.db'))).size) / 1e6

  const pass = entries >= before && isDeepStrictEqual(restored, manifest) && twinEntries < beforeTwin
  report({
    name: 'D7 backup-restore',
    figures: {
      megabytes,
      sealedMegabytes: bytes / 1e6,
      backupS: madeMs / 1000,
      backupMbPerS: megabytes / (madeMs / 1000),
      restoreAndCheckS: restoreMs / 1000,
      savedMeanwhile: during,
      longestSaveMs: longestMs,
      lostByTheTwin: beforeTwin - twinEntries,
    },
    bar: 'rows, chain heads and fold hash equal; nothing acknowledged before is missing; no save held up > 200 ms; the twin (a copied file) loses',
    pass,
  })
  expect(entries).toBeGreaterThanOrEqual(before)
  expect(restored).toEqual(manifest)
  expect(during).toBeGreaterThan(0)
  expect(twinEntries, 'a plain copy must lose, or this test shows nothing').toBeLessThan(beforeTwin)
})
