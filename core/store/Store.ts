import type { Knex } from 'knex'

/** One database file of a seat: many readers, one writer. */
export interface Store {
  readonly file: string
  /** Reads; sees what was committed when the query began. Its connections refuse to write. */
  readonly knex: Knex
  /**
   * Writes. Transactions run one after the other in the order of the calls; when this resolves, the commit is synced to disk.
   * A `work` that throws leaves nothing behind. On a full disk it may be run a second time, after room was made. After a fault of the disk the next
   * one runs on a new connection, so that nobody has to start again.
   */
  transaction<T>(work: (tx: Knex.Transaction) => Promise<T>): Promise<T>
  /** Writes and syncs a page, to see whether the disk takes it. @throws as `transaction` */
  probe(): Promise<void>
  /** While it is held the file grows no more: what was freed in it is used again, and a write that needs more fails as on a full disk. */
  holdSize(hold: boolean): Promise<void>
  /** Gives what was freed in the file back to the disk. @returns bytes that stay free in it: all of them in a file that was made before this could be done */
  giveBack(): Promise<number>
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
