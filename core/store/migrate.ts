import type { Knex } from 'knex'
import { Refused } from '../../domain/contract'
import type { Migration } from './Store'

/**
 * Applies the migrations that the file does not have yet, each in its own transaction: a kill leaves the schema before or after a
 * migration, never between, and the next start goes on from there.
 *
 * @throws Refused `storageDegraded` when its list of migrations is damaged
 * @throws Error when the file holds a migration that is not in the list (a later version wrote it), or two migrations share an id
 */
export async function migrate(writer: Knex, migrations: readonly Migration[], now: () => number): Promise<void> {
  const known = new Set(migrations.map((m) => m.id))
  if (known.size !== migrations.length) throw new Error('two migrations share an id')

  await writer.raw(
    'CREATE TABLE IF NOT EXISTS migration (id TEXT PRIMARY KEY, applied_at_ms INTEGER NOT NULL) WITHOUT ROWID',
  )
  const applied = new Set<string>(await writer('migration').pluck('id'))
  const foreign = [...applied].find((id) => !known.has(id))
  // A later version has all that this one has; where one of ours is missing instead, its row was damaged.
  if (foreign !== undefined && migrations.some(({ id }) => !applied.has(id)))
    throw new Refused('storageDegraded', `the database holds migration ${foreign}, and not all before it`)
  if (foreign !== undefined)
    throw new Error(`the database was written by a later version: it holds migration ${foreign}`)

  for (const migration of migrations) {
    if (applied.has(migration.id)) continue
    await writer.transaction(async (tx) => {
      await migration.up(tx)
      await tx('migration').insert({ id: migration.id, applied_at_ms: now() })
    })
  }
}
