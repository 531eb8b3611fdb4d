import { createWriteStream } from 'node:fs'
import { access, mkdir, mkdtemp, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { z } from 'zod'
import { Refused } from '../../domain/contract'
import { type FileName, pack } from './archive'
import type { BackupWork } from './BackupProgress'
import { copyDatabase } from './copyDatabase'
import { type Manifest, readFigures } from './manifest'
import { openDuty } from './profile'
import { checkPassphrase, seal } from './sealedFile'

export interface BackupJob extends BackupWork {
  /** Data folder of a seat; its core may be running. */
  dataDir: string
  /** The file to make; one that is there is not written over. */
  file: string
  passphrase: string
  seatName: string
  version: string
  /** Takes the history along: it is large, and duty can do without it. */
  withHistory: boolean
  /** Clock, UTC ms. */
  now: () => number
}

export interface BackupMade {
  bytes: number
  manifest: Manifest
}

/**
 * Makes a backup of a seat's data while its core goes on. The file appears under its name only when it is whole and synced.
 *
 * @throws Refused `passwordTooWeak`, `alreadyExists`, `notFound` when the folder holds no seat
 */
export async function createBackup(job: BackupJob): Promise<BackupMade> {
  const { file, passphrase, signal } = job
  checkPassphrase(passphrase)
  if (await isThere(file)) throw new Refused('alreadyExists', `${file} is there already`)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  // Beside the target: where the backup fits its parts fit too, or it is told at once.
  const folder = await mkdtemp(join(dirname(file), '.backup-'))
  try {
    const manifest = await copyParts(job, folder)
    const unfinished = join(folder, 'sealed')
    const packed = Readable.from(await packParts(job, folder)).pipe(createGzip({ level: 1 }))
    const about = { createdAtMs: manifest.createdAtMs, seatName: job.seatName, version: job.version }
    await pipeline(seal(packed, passphrase, about), createWriteStream(unfinished, { mode: 0o600 }), {
      ...(signal && { signal }),
    })
    await sync(unfinished)
    await rename(unfinished, file)
    await sync(dirname(file))
    return { bytes: (await stat(file)).size, manifest }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function copyParts(job: BackupJob, folder: string): Promise<Manifest> {
  const { dataDir } = job
  const seatId = await readSeatId(dataDir)
  const createdAtMs = job.now()
  const copy = join(folder, 'duty.db')
  await copyDatabase(join(dataDir, 'duty.db'), copy, job)
  let historyBytes = 0
  if (job.withHistory) {
    const history = join(folder, 'history.db')
    await copyDatabase(join(dataDir, 'history.db'), history, job)
    historyBytes = (await stat(history)).size
  }
  const store = await openDuty(copy, job.now)
  try {
    const manifest: Manifest = { seatId, createdAtMs, historyBytes, ...(await readFigures(store.knex)) }
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
    return manifest
  } finally {
    await store.close()
  }
}

async function packParts(job: BackupJob, folder: string): Promise<AsyncGenerator<Buffer>> {
  const names: FileName[] = ['manifest.json', 'duty.db', ...(job.withHistory ? (['history.db'] as const) : [])]
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let done = 0
  return pack(folder, names, (count) => {
    done += count
    job.onProgress?.({ phase: 'seal', done, total })
  })
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

async function readSeatId(dataDir: string): Promise<string> {
  const text = await readFile(join(dataDir, 'seat.json'), 'utf8').catch(() => {
    throw new Refused('notFound', `${dataDir} holds no seat`)
  })
  return z.object({ seatId: z.string() }).parse(JSON.parse(text)).seatId
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync()
  await handle.close()
}
