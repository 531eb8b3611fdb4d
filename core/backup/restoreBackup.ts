import { createReadStream } from 'node:fs'
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Refused } from '../../domain/contract'
import { unpack } from './archive'
import type { BackupWork } from './BackupProgress'
import { findDifference, Manifest, readFigures } from './manifest'
import { findDamage, openDuty } from './profile'
import { unseal } from './sealedFile'

export interface RestoreJob extends BackupWork {
  /** The backup. */
  file: string
  passphrase: string
  /** Data folder to make; an empty one is taken, any other is refused. */
  dataDir: string
  now: () => number
}

/**
 * Brings a backup back into an empty profile, and believes it only after reading all of it: structure, chains, rows and folded states as when it was made.
 * The profile has no seat id: the next start makes a new one, because the old seat may have used numbers after the backup that must never be used twice.
 *
 * @throws Refused `alreadyExists` when the folder is in use, `wrongCredentials`, `badRequest`, `storageDegraded` with what is wrong; nothing is left behind then
 */
export async function restoreBackup(job: RestoreJob): Promise<Manifest> {
  const dataDir = resolve(job.dataDir)
  if (!(await isFree(dataDir))) throw new Refused('alreadyExists', `${dataDir} is in use`)
  await mkdir(dirname(dataDir), { recursive: true })
  const folder = await mkdtemp(join(dirname(dataDir), '.restore-'))
  try {
    await unpackInto(job, folder)
    const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
    const fault = await findFault(folder, manifest, job)
    if (fault !== undefined) throw new Refused('storageDegraded', `the backup is not sound: ${fault}`)
    await rm(join(folder, 'manifest.json'))
    await rm(dataDir, { recursive: true, force: true })
    await rename(folder, dataDir)
    return manifest
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** Restores into a folder that is thrown away. @throws as `restoreBackup` */
export async function checkBackup(job: Omit<RestoreJob, 'dataDir'>): Promise<Manifest> {
  const folder = await mkdtemp(join(dirname(resolve(job.file)), '.check-'))
  try {
    return await restoreBackup({ ...job, dataDir: join(folder, 'profile') })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function unpackInto({ file, passphrase, onProgress, signal }: RestoreJob, folder: string): Promise<void> {
  const { size } = await stat(file).catch(() => {
    throw new Refused('notFound', `${file} is not there`)
  })
  let read = 0
  const bytes = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
      signal?.throwIfAborted()
      const buffer = Buffer.from(chunk)
      read += buffer.length
      onProgress?.({ phase: 'restore', done: read, total: size })
      yield buffer
    }
  }
  const opened = Readable.from(unseal(bytes(), passphrase))
  const unzipped = createGunzip()
  opened.on('error', (error) => unzipped.destroy(error))
  await unpack(opened.pipe(unzipped), folder)
}

async function findFault(folder: string, manifest: Manifest, job: RestoreJob): Promise<string | undefined> {
  const store = await openDuty(join(folder, 'duty.db'), job.now)
  try {
    const difference = findDifference(manifest, await readFigures(store.knex))
    if (difference !== undefined) return difference
    const damage = await findDamage(store, job.now, (done, total) => {
      job.signal?.throwIfAborted()
      job.onProgress?.({ phase: 'check', done, total })
    })
    return damage.length === 0 ? undefined : damage.join('; ')
  } finally {
    await store.close()
  }
}

async function isFree(folder: string): Promise<boolean> {
  const isThere = await access(folder).then(
    () => true,
    () => false,
  )
  return !isThere || (await readdir(folder)).length === 0
}
