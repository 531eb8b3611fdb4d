import { stat } from 'node:fs/promises'
import knexFactory, { type Knex } from 'knex'
import { Refused } from '../../domain/contract'
import { migrate } from './migrate'
import type { Migration, Store } from './Store'
import { createWriterQueue } from './writerQueue'

/** Earlier versions can corrupt a WAL database when two connections write and checkpoint. */
const minSqliteVersion = [3, 51, 3] as const
/** Long enough for a checkpoint of another connection, ms. */
const busyTimeoutMs = 5_000
/** A write-ahead log that grew in a burst is cut back to this after its checkpoint. */
const walLimitBytes = 64 * 1024 * 1024

interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void
}

const connect = (file: string, max: number, pragmas: string): Knex =>
  knexFactory({
    client: 'sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    // Errors reach the caller; knex would print them too.
    log: { warn: () => undefined, error: () => undefined },
    pool: {
      min: 1,
      max,
      afterCreate: (connection: SqliteConnection, done: (error: Error | null, connection: SqliteConnection) => void) =>
        connection.exec(pragmas, (error) => done(error, connection)),
    },
  })

const firstValue = async (knex: Knex, sql: string): Promise<unknown> => {
  const rows: Record<string, unknown>[] = await knex.raw(sql)
  return Object.values(rows[0] ?? {})[0]
}

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
}

/**
 * Opens a database file, makes it when it is not there, and brings its schema up to date.
 *
 * @throws Refused `storageDegraded` when the file is damaged
 * @throws Error when SQLite is too old, or the file was written by a later version of the product
 */
export async function openDatabase({ file, migrations, now, isCheckedAtOpen }: OpenOptions): Promise<Store> {
  // FULL, not NORMAL: NORMAL survives a kill but loses saved rows at a power cut.
  const writer = connect(
    file,
    1,
    `PRAGMA busy_timeout=${busyTimeoutMs}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA journal_size_limit=${walLimitBytes}; PRAGMA mmap_size=0;`,
  )
  const reader = connect(file, 2, `PRAGMA busy_timeout=${busyTimeoutMs}; PRAGMA query_only=ON; PRAGMA mmap_size=0;`)
  const queue = createWriterQueue()
  const closeConnections = async (): Promise<void> => {
    await reader.destroy()
    await writer.destroy()
  }

  try {
    assertSqliteVersion(String(await firstValue(writer, 'SELECT sqlite_version()')))
    if (isCheckedAtOpen) {
      const finding = await firstValue(writer, 'PRAGMA quick_check(1)')
      if (finding !== 'ok') throw new Refused('storageDegraded', `${file} is damaged: ${String(finding)}`)
    }
    await migrate(writer, migrations, now)
  } catch (error) {
    await closeConnections()
    throw isDamage(error) ? new Refused('storageDegraded', `${file} is damaged: ${String(error)}`) : error
  }

  return {
    file,
    knex: reader,
    transaction: (work) =>
      queue.run(async () => {
        try {
          return await writer.transaction(work)
        } catch (error) {
          // A commit that fails leaves its transaction open, and every later one would fail inside it. When there is none, this is refused.
          await writer.raw('ROLLBACK').catch(() => undefined)
          throw error
        }
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
        await writer.raw('PRAGMA wal_checkpoint(TRUNCATE)')
        await writer.destroy()
      }),
  }
}

const isDamage = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'SQLITE_NOTADB' || error.code === 'SQLITE_CORRUPT')
