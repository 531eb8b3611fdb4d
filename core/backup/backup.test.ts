import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SeatId } from '../../domain/contract'
import { historyMigrations } from '../history/HistoryStore'
import { createJournal, type SeatJournal } from '../journal/createJournal'
import { draft, startMs } from '../journal/testJournal'
import { openDatabase } from '../store/openDatabase'
import type { Store } from '../store/Store'
import { type BackupFile, findSuperfluous, listBackups, nameOf } from './backupFiles'
import { createBackup } from './createBackup'
import { createBackupKeeper } from './createBackupKeeper'
import { openDuty } from './profile'
import { checkBackup, restoreBackup } from './restoreBackup'

const passphrase = 'a long enough phrase'
const now = () => startMs
let folder: string
let dataDir: string
let store: Store
let history: Store
let journal: SeatJournal

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-backup-'))
  dataDir = join(folder, 'data')
  await mkdir(dataDir)
  await writeFile(join(dataDir, 'seat.json'), JSON.stringify({ seatId: 'seat-a' }))
  store = await openDuty(join(dataDir, 'duty.db'), now)
  history = await openDatabase({
    file: join(dataDir, 'history.db'),
    migrations: historyMigrations,
    now,
    isCheckedAtOpen: false,
  })
  journal = await createJournal({
    store,
    seatId: SeatId.parse('seat-a'),
    now,
    randomBytes,
    onStorage: () => undefined,
    onFault: (error) => {
      throw error
    },
  })
  for (let i = 0; i < 40; i++) await journal.write(() => [draft.raised(`A-${i}`)])
})
afterEach(async () => {
  await journal.close()
  await store.close()
  await history.close()
  await rm(folder, { recursive: true })
})

const job = (over: object = {}) => ({
  dataDir,
  file: join(folder, 'backups', 'one.ctb'),
  passphrase,
  seatName: 'desk 1',
  version: '0.1.0',
  withHistory: true,
  now,
  ...over,
})
const restored = () => join(folder, 'restored')

describe('a backup', () => {
  // req: R-6.4.4.4-01
  it('brings back every entry, state and table, and the history', async () => {
    const { manifest } = await createBackup(job())
    expect(manifest).toMatchObject({ seatId: 'seat-a', heads: [{ origin: 'seat-a', seq: 40 }] })
    await restoreBackup({ file: job().file, passphrase, dataDir: restored(), now })
    const copy = await openDuty(join(restored(), 'duty.db'), now)
    expect(await copy.knex('entry').orderBy('position')).toEqual(await store.knex('entry').orderBy('position'))
    expect(await copy.knex('subject_state').orderBy('id')).toEqual(await store.knex('subject_state').orderBy('id'))
    await copy.close()
    expect((await stat(join(restored(), 'history.db'))).size).toBeGreaterThan(0)
  })

  it('gives the restored seat no old id: its numbers after the backup may be in use at other seats', async () => {
    await createBackup(job())
    await restoreBackup({ file: job().file, passphrase, dataDir: restored(), now })
    expect(await readdir(restored())).not.toContain('seat.json')
  })

  it('says nothing of its content without the passphrase', async () => {
    await createBackup(job())
    const bytes = await readFile(job().file)
    for (const secret of ['HYD-0312', 'pressureLow', 'A-1', 'SQLite format']) expect(bytes.includes(secret)).toBe(false)
    await expect(checkBackup({ file: job().file, passphrase: 'another long phrase', now })).rejects.toMatchObject({
      code: 'wrongCredentials',
    })
  })

  it('is refused with a passphrase that could be guessed, and never over a file that is there', async () => {
    await expect(createBackup(job({ passphrase: 'short' }))).rejects.toMatchObject({ code: 'passwordTooWeak' })
    await createBackup(job())
    await expect(createBackup(job())).rejects.toMatchObject({ code: 'alreadyExists' })
  })

  it('is never restored over a profile', async () => {
    await createBackup(job())
    await expect(restoreBackup({ file: job().file, passphrase, dataDir, now })).rejects.toMatchObject({
      code: 'alreadyExists',
    })
    expect(await store.knex('entry').count({ n: '*' }).first()).toEqual({ n: 40 })
  })

  it.each(['cut', 'bent', 'swapped', 'lengthened'] as const)(
    'that was %s is refused and leaves no profile behind',
    async (damage) => {
      await fillWithNoise()
      await createBackup(job())
      const bytes = await readFile(job().file)
      const start = bytes.indexOf(0x0a) + 1
      const frame = 4 + 64 * 1024 + 16
      const [first, second] = [bytes.subarray(start, start + frame), bytes.subarray(start + frame, start + 2 * frame)]
      const changed = {
        cut: bytes.subarray(0, start + frame),
        bent: Buffer.concat([bytes.subarray(0, -40), Buffer.from([bytes.at(-40)! ^ 1]), bytes.subarray(-39)]),
        swapped: Buffer.concat([bytes.subarray(0, start), second, first, bytes.subarray(start + 2 * frame)]),
        lengthened: Buffer.concat([bytes, bytes.subarray(start, start + frame)]),
      }[damage]
      await writeFile(job().file, changed)
      await expect(restoreBackup({ file: job().file, passphrase, dataDir: restored(), now })).rejects.toThrow()
      expect((await readdir(folder)).sort()).toEqual(['backups', 'data'])
    },
  )

  it('leaves nothing behind when it is cancelled', async () => {
    const abort = new AbortController()
    const work = createBackup(job({ signal: abort.signal, onProgress: () => abort.abort(new Error('enough')) }))
    await expect(work).rejects.toThrow('enough')
    expect(await readdir(join(folder, 'backups'))).toEqual([])
  })

  it('of a journal that somebody changed is refused as unsound', async () => {
    await store.transaction(async (tx) => {
      await tx.raw('DROP TRIGGER entry_is_never_changed')
      await tx('entry')
        .where('seq', 7)
        .update({ payload: JSON.stringify({ sourceAtMs: 1 }) })
    })
    await createBackup(job())
    await expect(checkBackup({ file: job().file, passphrase, now })).rejects.toMatchObject({ code: 'storageDegraded' })
  })

  it('tells a file that is none', async () => {
    const file = join(folder, 'letter.txt')
    await writeFile(file, 'dear colleague,\n')
    await expect(checkBackup({ file, passphrase, now })).rejects.toMatchObject({ code: 'badRequest' })
  })
})

/** More than two frames of what cannot be compressed. */
async function fillWithNoise(): Promise<void> {
  const noise = await open(join(dataDir, 'noise'), 'w')
  await noise.close()
  await history.transaction(async (tx) => {
    await tx.raw('CREATE TABLE noise (bytes BLOB)')
    await tx('noise').insert({ bytes: randomBytes(300_000) })
  })
}

describe('which backups may go', () => {
  const day = 86_400_000
  const at = (daysAgo: number, withHistory = false): BackupFile => ({
    file: `${daysAgo}`,
    atMs: startMs - daysAgo * day,
    withHistory,
  })

  it('keeps two days whole, one a day for a month, and always the newest with and without history', () => {
    const backups = [at(90, true), at(40), at(5.3), at(5.2), at(5.1), at(1.5), at(1.4), at(0.1)]
    expect(findSuperfluous(backups, startMs).map(({ file }) => file)).toEqual(['40', '5.3', '5.2'])
  })

  it('keeps the last one, however old', () => {
    expect(findSuperfluous([at(400)], startMs)).toEqual([])
  })

  it('reads the names that it gives', async () => {
    const names = [nameOf(startMs, false), nameOf(startMs + 1000, true)]
    for (const name of [...names, 'other.txt']) await writeFile(join(folder, name), '')
    expect(await listBackups(folder)).toEqual([
      { file: join(folder, names[0]!), atMs: startMs, withHistory: false },
      { file: join(folder, names[1]!), atMs: startMs + 1000, withHistory: true },
    ])
  })
})

describe('the keeper of backups', () => {
  const timers: { delayMs: number; run: () => void }[] = []
  const keeper = (over: object = {}) => {
    timers.length = 0
    return createBackupKeeper({
      plan: { folder: join(folder, 'backups'), passphrase, everyMs: 3_600_000 },
      dataDir,
      seatId: SeatId.parse('seat-a'),
      seatName: 'desk 1',
      version: '0.1.0',
      journal,
      now,
      schedule: (delayMs, run) => {
        timers.push({ delayMs, run })
        return () => undefined
      },
      onMade: () => undefined,
      onError: () => undefined,
      ...over,
    })
  }

  it('makes one, reads it back, writes it into the journal, and sets out the next', async () => {
    const backups = keeper()
    expect(backups.state()).toEqual({ state: 'none' })
    await backups.run()
    expect(backups.state()).toEqual({ state: 'good', lastGoodAtMs: startMs })
    const entries = await journal.read({ afterPosition: 40, limit: 10 })
    expect(entries).toMatchObject([{ kind: 'seat.backedUp', payload: { seq: 40 } }])
    expect(timers.at(-1)?.delayMs).toBe(3_600_000)
    await backups.stop()
  })

  it('tells a failure with its reason, keeps the age of the last good one, and tries again soon', async () => {
    const first = keeper()
    await first.run()
    await first.stop()
    const failing = keeper({ dataDir: join(folder, 'nowhere'), now: () => startMs + 5_000 })
    await failing.run()
    expect(failing.state()).toMatchObject({ state: 'failed', lastGoodAtMs: startMs })
    expect(failing.state().reason).toContain('nowhere')
    expect(timers.at(-1)?.delayMs).toBe(600_000)
    expect(await listBackups(join(folder, 'backups'))).toHaveLength(1)
    await failing.stop()
  })
})
