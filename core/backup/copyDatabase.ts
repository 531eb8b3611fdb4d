import sqlite3 from 'sqlite3'
import type { BackupWork } from './BackupProgress'

/** 4 MiB a step: long enough to be fast, short enough to be told of and cancelled. */
const pagesPerStep = 1_024
const pageBytes = 4_096

/**
 * Copies a database file as it stands at this moment, while others go on writing to it. The copy is a picture of one moment: the read
 * transaction that is held meanwhile keeps SQLite from beginning again at each write of another connection. In a write-ahead log a reader holds
 * up no writer.
 *
 * @param from file of a database in WAL mode
 * @param to file to make; it must not be there
 */
export async function copyDatabase(from: string, to: string, { onProgress, signal }: BackupWork): Promise<void> {
  const source = await open(from)
  try {
    await exec(source, 'PRAGMA busy_timeout=5000; BEGIN; SELECT count(*) FROM sqlite_schema;')
    const backup = await begin(source, to)
    try {
      for (let isCompleted = false; !isCompleted;) {
        signal?.throwIfAborted()
        isCompleted = await step(backup)
        onProgress?.({
          phase: 'copy',
          done: (backup.pageCount - backup.remaining) * pageBytes,
          total: backup.pageCount * pageBytes,
        })
      }
    } finally {
      await settled((done) => backup.finish(done))
    }
  } finally {
    await settled((done) => source.close(done))
  }
}

const settled = (start: (done: (error: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())))

function open(file: string): Promise<sqlite3.Database> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, sqlite3.OPEN_READONLY, (error) =>
      error ? reject(error) : resolve(database),
    )
  })
}

const exec = (database: sqlite3.Database, sql: string): Promise<void> => settled((done) => database.exec(sql, done))

function begin(source: sqlite3.Database, to: string): Promise<sqlite3.Backup> {
  return new Promise((resolve, reject) => {
    const backup = source.backup(to, (error) => (error ? reject(error) : resolve(backup)))
  })
}

const step = (backup: sqlite3.Backup): Promise<boolean> =>
  new Promise((resolve, reject) =>
    backup.step(pagesPerStep, (error, isCompleted) => (error ? reject(error) : resolve(isCompleted))),
  )
