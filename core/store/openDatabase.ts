import { stat } from 'node:fs/promises'
import type { Knex } from 'knex'
import { Refused } from '../../domain/contract'
import { connectReader, connectWriter, firstValue } from './connections'
import { migrate } from './migrate'
import { isDamage, isDiskFault, isFull, isRefusedStatement } from './storageErrors'
import type { Migration, Store } from './Store'
import { createWriterQueue } from './writerQueue'

/** Earlier versions can corrupt a WAL database when two connections write and checkpoint. */
const minSqliteVersion = [3, 51, 3] as const
/** SQLite's own limit of a file, pages. */
const mostPages = 4_294_967_294

/** Throws when the library is older than `minSqliteVersion`. */
export function assertSqliteVersion(version: string): void {
  const parts = version.split('.').map(Number)
  const difference = minSqliteVersion.map((floor, i) => (parts[i] ?? 0) - floor).find((d) => d !== 0) ?? 0
  if (difference < 0) throw new Error(`SQLite ${version} is too old: ${minSqliteVersion.join('.')} or later is needed`)
}

export interface OpenOptions {
  file: string
  /** All migrations of the file, in the order in which they apply. */
  migrations: readonly Migration[]
  /** Clock, UTC ms. */
  now: () => number
  /** Reads the whole file once at open and refuses a damaged one; left out for files too large for it. */
  isCheckedAtOpen: boolean
  /** Asked when the disk is full. A transaction that did not fit is run a second time when the answer is that there is more room now. */
  makeRoom?: () => Promise<boolean>
}

/**
 * Opens a database file, makes it when it is not there, and brings its schema up to date.
 *
 * @throws Refused `storageDegraded` when the file is damaged
 * @throws Error when SQLite is too old, or the file was written by a later version of the product
 */
export async function openDatabase(options: OpenOptions): Promise<Store> {
  const { file, migrations, now, isCheckedAtOpen } = options
  let writer = connectWriter(file)
  const reader = connectReader(file)
  const queue = createWriterQueue()
  let isSuspect = false
  let isHeld = false

  try {
    assertSqliteVersion(String(await firstValue(writer, 'SELECT sqlite_version()')))
    if (isCheckedAtOpen) {
      const finding = await firstValue(writer, 'PRAGMA quick_check(1)')
      if (finding !== 'ok') throw new Refused('storageDegraded', `${file} is damaged: ${String(finding)}`)
    }
    await migrate(writer, migrations, now)
  } catch (error) {
    await reader.destroy()
    await writer.destroy()
    throw isDamage(error) || isRefusedStatement(error)
      ? new Refused('storageDegraded', `${file} is damaged: ${String(error)}`)
      : error
  }

  const applyHold = async (): Promise<void> => {
    const limit = isHeld ? await firstValue(writer, 'PRAGMA page_count') : mostPages
    await writer.raw(`PRAGMA max_page_count=${Number(limit)}`)
  }

  const attempt = async <T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> => {
    if (isSuspect) {
      // A new connection reads the file as it is; the old one may hold pages that never reached the disk.
      await writer.destroy().catch(() => undefined)
      writer = connectWriter(file)
      if (isHeld) await applyHold()
      isSuspect = false
    }
    let cause: { error: unknown } | undefined
    try {
      return await writer.transaction(async (tx) => {
        try {
          return await work(tx)
        } catch (error) {
          cause = { error }
          throw error
        }
      })
    } catch (error) {
      // A full disk ends the transaction by itself; what is heard then is that there is nothing to roll back.
      const first = cause ? cause.error : error
      isSuspect = isDiskFault(first)
      // A commit that fails leaves its transaction open, and every later one would fail inside it. When there is none, this is refused.
      await writer.raw('ROLLBACK').catch(() => undefined)
      throw first
    }
  }

  const transaction = <T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T> =>
    queue.run(async () => {
      try {
        return await attempt(work)
      } catch (error) {
        if (isFull(error) && (await options.makeRoom?.())) return attempt(work)
        throw error
      }
    })

  return {
    file,
    knex: reader,
    transaction,
    // A row written as it is: the page is synced all the same.
    probe: () => transaction(async (tx) => void (await tx.raw('UPDATE migration SET applied_at_ms = applied_at_ms'))),
    holdSize: (hold) =>
      queue.run(async () => {
        if (hold === isHeld) return
        isHeld = hold
        await applyHold()
      }),
    giveBack: () =>
      queue.run(async () => {
        await writer.raw('PRAGMA incremental_vacuum')
        await writer.raw('PRAGMA wal_checkpoint(TRUNCATE)')
        const pages = Number(await firstValue(writer, 'PRAGMA freelist_count'))
        return pages * Number(await firstValue(writer, 'PRAGMA page_size'))
      }),
    async sizeBytes() {
      const sizes = await Promise.all(
        [file, `${file}-wal`].map((path) =>
          stat(path).then(
            (s) => s.size,
            () => 0,
          ),
        ),
      )
      return sizes.reduce((sum, size) => sum + size, 0)
    },
    close: () =>
      queue.end(async () => {
        // Readers first: a checkpoint cannot fold in what a reader still looks at.
        await reader.destroy()
        // On a full or broken disk it fails, and the next start does it: what was saved lies in the log.
        await writer.raw('PRAGMA wal_checkpoint(TRUNCATE)').catch(() => undefined)
        await writer.destroy()
      }),
  }
}
