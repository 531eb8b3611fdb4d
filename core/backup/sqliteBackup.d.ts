import 'sqlite3'

// SQLite's online backup as the package offers it; its own types leave it out.
declare module 'sqlite3' {
  interface Backup {
    /** Pages still to be copied, and of how many; known after the first step. */
    readonly remaining: number
    readonly pageCount: number
    readonly completed: boolean
    /** Copies that many pages. @param done with an error, or whether all is copied */
    step(pages: number, done: (error: Error | null, isCompleted: boolean) => void): void
    finish(done: (error: Error | null) => void): void
  }
  interface Database {
    backup(file: string, opened: (error: Error | null) => void): Backup
  }
}
