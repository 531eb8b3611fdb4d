import { pathToFileURL } from 'node:url'
import knexFactory, { type Knex } from 'knex'
import { ownWords } from './storageErrors'

/** Long enough for a checkpoint of another connection, ms. */
const busyTimeoutMs = 5_000
/** A write-ahead log that grew in a burst is cut back to this after its checkpoint. */
const walLimitBytes = 64 * 1024 * 1024

interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void
}

function connect(filename: string, max: number, pragmas: string): Knex {
  const knex = knexFactory({
    client: 'sqlite3',
    connection: { filename, flags: ['OPEN_URI'] },
    useNullAsDefault: true,
    // Errors reach the caller; knex would print them too.
    log: { warn: () => undefined, error: () => undefined },
    compileSqlOnError: false,
    pool: {
      min: 1,
      max,
      afterCreate: (connection: SqliteConnection, done: (error: Error | null, connection: SqliteConnection) => void) =>
        connection.exec(pragmas, (error) => done(error, connection)),
    },
  })
  // knex puts the whole statement before what SQLite said. Errors are shown and logged, and what is in a statement is nobody's to read there.
  knex.on('query-error', (error: unknown) => {
    if (error instanceof Error) error.message = ownWords(error.message)
  })
  return knex
}

/**
 * The one connection that writes. FULL, not NORMAL: NORMAL survives a kill but loses saved rows at a power cut. `auto_vacuum` counts for a
 * file that is made now: it can give room back to the disk.
 */
export const connectWriter = (file: string): Knex =>
  connect(
    file,
    1,
    `PRAGMA busy_timeout=${busyTimeoutMs}; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA journal_size_limit=${walLimitBytes}; PRAGMA mmap_size=0;`,
  )

/** Connections that read; they refuse to write. */
export const connectReader = (file: string): Knex =>
  connect(file, 2, `PRAGMA busy_timeout=${busyTimeoutMs}; PRAGMA query_only=ON; PRAGMA mmap_size=0;`)

/** A connection that leaves not a byte changed, for a file that is damaged. */
export const connectWitness = (file: string): Knex =>
  connect(`${pathToFileURL(file).href}?mode=ro`, 1, `PRAGMA busy_timeout=${busyTimeoutMs}; PRAGMA mmap_size=0;`)

/** First column of the first row. */
export async function firstValue(knex: Knex, sql: string): Promise<unknown> {
  const rows: Record<string, unknown>[] = await knex.raw(sql)
  return Object.values(rows[0] ?? {})[0]
}
