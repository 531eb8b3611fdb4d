/**
 * A program that brings a database up to date and is killed before one of its statements: part of D9.
 *
 * Argument: `MigratingOptions` as JSON. Says `done STATEMENTS` when it was not killed.
 */
import { writeSync } from 'node:fs'
import { dutyMigrations } from '../../../core/backup/profile'
import { historyMigrations } from '../../../core/history/HistoryStore'
import { openDatabase } from '../../../core/store/openDatabase'
import type { Migration } from '../../../core/store/Store'

export const migrationsOf = {
  duty: dutyMigrations,
  history: historyMigrations,
} as const satisfies Record<string, readonly Migration[]>

export interface MigratingOptions {
  file: string
  of: keyof typeof migrationsOf
  /** Killed before the statement with this number, counted from 1 over all migrations; 0 = never. */
  killAt: number
}

async function main({ file, of, killAt }: MigratingOptions): Promise<void> {
  let statements = 0
  const migrations = migrationsOf[of].map((migration): Migration => ({
    id: migration.id,
    async up(tx) {
      tx.on('query', () => {
        if (++statements === killAt) process.kill(process.pid, 'SIGKILL')
      })
      await migration.up(tx)
    },
  }))
  const store = await openDatabase({ file, migrations, now: () => 1_000, isCheckedAtOpen: true })
  await store.close()
  writeSync(1, `done ${statements}\n`)
}

const [, , options] = process.argv
if (options !== undefined) void main(JSON.parse(options))
