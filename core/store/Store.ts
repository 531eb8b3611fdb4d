import type { Knex } from 'knex'

/** One database file of a seat: many readers, one writer. */
export interface Store {
  readonly file: string
  /** Reads; sees what was committed when the query began. Its connections refuse to write. */
  readonly knex: Knex
  /**
   * Writes. Transactions run one after the other in the order of the calls; when this resolves, the commit is synced to disk.
   * A `work` that throws leaves nothing behind.
   */
  transaction<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T>
  /** Bytes of the database and its write-ahead log on disk. */
  sizeBytes(): Promise<number>
  /** Waits for the writes under way, folds the write-ahead log in, and lets go of the file. */
  close(): Promise<void>
}

/** One step of a file's schema. Runs once, in a transaction of its own. */
export interface Migration {
  /** `room-0001-what`, never reused. */
  id: string
  up(tx: Knex.Transaction): Promise<void>
}
