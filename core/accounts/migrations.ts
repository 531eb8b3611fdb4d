import type { Migration } from '../store/Store'
import { digestOf } from './credentials'

export const accountMigrations: readonly Migration[] = [
  {
    id: 'accounts-0001-credential',
    async up(tx) {
      await tx.raw(`
        CREATE TABLE credential (
          account_id TEXT PRIMARY KEY,
          hash TEXT NOT NULL,
          former_hashes TEXT NOT NULL,
          failures INTEGER NOT NULL,
          locked_until_ms INTEGER
        ) WITHOUT ROWID`)
    },
  },
  {
    id: 'accounts-0002-digest',
    async up(tx) {
      await tx.raw("ALTER TABLE credential ADD COLUMN digest TEXT NOT NULL DEFAULT ''")
      const rows: Parameters<typeof digestOf>[0][] = await tx('credential')
      for (const row of rows)
        await tx('credential')
          .where({ account_id: row.account_id })
          .update({ digest: digestOf(row) })
    },
  },
]
