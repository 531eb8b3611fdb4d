import type { Migration } from '../store/Store'

/**
 * `entry` is the duty log: append-only, guarded by triggers. The other tables are projections: made from `entry`, thrown away and
 * made again by `rebuild`.
 */
export const journalMigrations: readonly Migration[] = [
  {
    id: 'journal-0001-entries',
    async up(tx) {
      await tx.raw(`
        CREATE TABLE entry (
          position INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          origin TEXT NOT NULL,
          seq INTEGER NOT NULL,
          hlc_ms INTEGER NOT NULL,
          hlc_counter INTEGER NOT NULL,
          subject_kind TEXT NOT NULL,
          subject_id TEXT NOT NULL,
          kind TEXT NOT NULL,
          v INTEGER NOT NULL,
          actor TEXT NOT NULL,
          on_behalf_of TEXT,
          payload TEXT NOT NULL,
          basis INTEGER,
          prev TEXT NOT NULL,
          hash TEXT NOT NULL,
          UNIQUE (origin, seq)
        )`)
      await tx.raw('CREATE INDEX entry_by_subject ON entry (subject_kind, subject_id)')
      await tx.raw(
        `CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END`,
      )
      await tx.raw(
        `CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END`,
      )

      await tx.raw('CREATE TABLE entry_void (position INTEGER PRIMARY KEY, reason TEXT NOT NULL)')
      await tx.raw(
        'CREATE TABLE entry_link (kind TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (kind, id, position)) WITHOUT ROWID',
      )
      await tx.raw('CREATE INDEX entry_link_by_position ON entry_link (position)')
      await tx.raw(`
        CREATE TABLE subject_state (
          kind TEXT NOT NULL,
          id TEXT NOT NULL,
          state TEXT NOT NULL,
          incident_id TEXT,
          ended_at_ms INTEGER,
          PRIMARY KEY (kind, id)
        ) WITHOUT ROWID`)
      await tx.raw('CREATE INDEX subject_state_by_end ON subject_state (ended_at_ms)')
      await tx.raw(
        'CREATE INDEX subject_state_by_incident ON subject_state (incident_id) WHERE incident_id IS NOT NULL',
      )
      await tx.raw(
        'CREATE TABLE alarm_index (id TEXT PRIMARY KEY, device_id TEXT NOT NULL, definition_id TEXT NOT NULL, raised_at_ms INTEGER NOT NULL) WITHOUT ROWID',
      )
      await tx.raw('CREATE INDEX alarm_index_by_time ON alarm_index (raised_at_ms)')
      await tx.raw('CREATE INDEX alarm_index_by_device ON alarm_index (device_id, raised_at_ms)')
    },
  },
  {
    id: 'journal-0002-chains',
    async up(tx) {
      // A fact told at two seats lies here under two numbers: the id is no key any more. SQLite cannot take a constraint off a table.
      await tx.raw(`
        CREATE TABLE entry_of_seats (
          position INTEGER PRIMARY KEY,
          id TEXT NOT NULL,
          origin TEXT NOT NULL,
          seq INTEGER NOT NULL,
          hlc_ms INTEGER NOT NULL,
          hlc_counter INTEGER NOT NULL,
          subject_kind TEXT NOT NULL,
          subject_id TEXT NOT NULL,
          kind TEXT NOT NULL,
          v INTEGER NOT NULL,
          actor TEXT NOT NULL,
          on_behalf_of TEXT,
          payload TEXT NOT NULL,
          basis INTEGER,
          prev TEXT NOT NULL,
          hash TEXT NOT NULL,
          UNIQUE (origin, seq)
        ) STRICT`)
      await tx.raw('INSERT INTO entry_of_seats SELECT * FROM entry')
      await tx.raw('DROP TABLE entry')
      await tx.raw('ALTER TABLE entry_of_seats RENAME TO entry')
      await tx.raw('CREATE INDEX entry_by_id ON entry (id)')
      await tx.raw('CREATE INDEX entry_by_subject ON entry (subject_kind, subject_id)')
      await tx.raw(
        `CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END`,
      )
      await tx.raw(
        `CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END`,
      )
      await tx.raw(`
        CREATE TABLE anchor (
          origin TEXT NOT NULL,
          witness TEXT NOT NULL,
          seq INTEGER NOT NULL,
          hash TEXT NOT NULL,
          at_ms INTEGER NOT NULL,
          PRIMARY KEY (origin, witness)
        ) STRICT, WITHOUT ROWID`)
    },
  },
  {
    id: 'journal-0003-alarms-by-time',
    async up(tx) {
      // For the figures of the alarm system: entries of other subjects do not pay for it.
      await tx.raw("CREATE INDEX entry_of_alarms_by_time ON entry (hlc_ms, subject_id) WHERE subject_kind = 'alarm'")
    },
  },
  {
    id: 'journal-0004-commands-by-time',
    async up(tx) {
      await tx.raw(
        "CREATE INDEX state_of_commands_by_time ON subject_state (json_extract(state, '$.issued.atMs')) WHERE kind = 'command'",
      )
    },
  },
]
