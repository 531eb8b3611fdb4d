import sqlite3 from 'sqlite3'

/** One entry of a seat's journal as it lies on disk. */
export interface ReadEntry {
  seq: number
  kind: string
  /** Payload as JSON text. */
  text: string
}

/** All entries of a seat that has written alone, by number. Reads beside the running core. */
export function readEntries(file: string): Promise<ReadEntry[]> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, sqlite3.OPEN_READONLY, (opened) => {
      if (opened) return reject(opened)
      database.all<ReadEntry>('SELECT seq, kind, payload AS text FROM entry ORDER BY origin, seq', (error, rows) => {
        database.close()
        if (error) reject(error)
        else resolve(rows)
      })
    })
  })
}
