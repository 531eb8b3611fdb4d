import { readdir, rename } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Refused } from '../../domain/contract'
import { type OpenOptions, openDatabase } from './openDatabase'
import { isDamage, isSqliteError } from './storageErrors'
import type { Store } from './Store'

/** A damaged file, kept under another name. */
export interface SetAside {
  file: string
  reason: string
}

export interface Opened<T> {
  store: Store
  content: T
  setAside?: SetAside
}

const mark = '.damaged-'

/**
 * Opens a database file and what is read from it at once. A damaged one is set aside under a name that tells when, never deleted, and an empty one takes its
 * place: a start that fails for what lies on the disk would fail for ever.
 *
 * @param read of the file, or of the empty one that took its place; what it throws counts as damage, save what the disk itself did
 * @throws Error when the disk fails, or the file was written by a later version
 */
export async function openOrSetAside<T>(
  options: OpenOptions,
  read: (store: Store, setAside?: SetAside) => Promise<T>,
): Promise<Opened<T>> {
  try {
    return await openAndRead(options, read)
  } catch (error) {
    if (!tellsOfDamage(error)) throw error
    const setAside = { file: await moveAside(options.file, options.now()), reason: String(error) }
    return { ...(await openAndRead(options, (store) => read(store, setAside))), setAside }
  }
}

/** What an earlier start set aside of a file; somebody has to restore what was in it, or take it away. */
export async function listSetAside(file: string): Promise<string[]> {
  const names = await readdir(dirname(file))
  return names.filter(
    (name) => name.startsWith(basename(file) + mark) && !name.endsWith('-wal') && !name.endsWith('-shm'),
  )
}

async function openAndRead<T>(options: OpenOptions, read: (store: Store) => Promise<T>): Promise<Opened<T>> {
  const store = await openDatabase(options)
  try {
    return { store, content: await read(store) }
  } catch (error) {
    await store.close()
    // What cannot be read was written by nobody of us.
    throw isSqliteError(error) && !isDamage(error) ? error : damaged(options.file, error)
  }
}

const damaged = (file: string, error: unknown): Refused =>
  new Refused('storageDegraded', `${file} is damaged: ${String(error)}`)

const tellsOfDamage = (error: unknown): boolean => error instanceof Refused && error.code === 'storageDegraded'

/** With its write-ahead log, which belongs to it. */
async function moveAside(file: string, nowMs: number): Promise<string> {
  const target = `${file}${mark}${new Date(nowMs).toISOString().replace(/[:.]/g, '')}`
  for (const part of ['-wal', '-shm', '']) {
    await rename(file + part, target + part).catch((error: unknown) => {
      if (part === '') throw error
    })
  }
  return target
}
