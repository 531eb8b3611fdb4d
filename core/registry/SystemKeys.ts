import { timingSafeEqual } from 'node:crypto'
import { createSealedJson } from '../sync/sealedJson'
import type { Migration, Store } from '../store/Store'

export const systemKeyMigrations: readonly Migration[] = [
  {
    id: 'registry-0002-system-keys',
    up: (tx) =>
      tx.schema.createTable('registry_system_key', (table) => {
        table.text('system_id').primary()
        table.binary('sealed').notNullable()
      }),
  },
]

/** Keys of systems of others, sealed; of each system one. Nothing gives one back: who claims to have it is compared with it. */
export interface SystemKeys {
  set(systemId: string, key: string): Promise<void>
  forget(systemId: string): Promise<void>
  /** Whether that is the system's key; takes as long for a wrong one as for the right one. */
  matches(systemId: string, claimed: string): Promise<boolean>
}

/** @param secret with what they are sealed; a copy of the database alone does not open them */
export function createSystemKeys(store: Store, secret: Uint8Array): SystemKeys {
  const sealed = createSealedJson(secret, 'keys of systems of others')
  const table = 'registry_system_key'
  return {
    set: (systemId, key) =>
      store.transaction(async (tx) => {
        const row = { system_id: systemId, sealed: Buffer.from(sealed.seal(key)) }
        await tx(table).insert(row).onConflict('system_id').merge()
      }),
    forget: (systemId) =>
      store.transaction(async (tx) => {
        await tx(table).where({ system_id: systemId }).delete()
      }),
    async matches(systemId, claimed) {
      const row: { sealed: Uint8Array } | undefined = await store
        .knex(table)
        .where({ system_id: systemId })
        .first('sealed')
      const key = row && sealed.open(row.sealed)
      if (typeof key !== 'string') return false
      const [one, other] = [Buffer.from(key), Buffer.from(claimed)]
      return one.length === other.length && timingSafeEqual(one, other)
    },
  }
}
