import type { Migration } from '../store/Store'

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
]
