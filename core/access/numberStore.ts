import { z } from 'zod'
import type { HeardNumbers } from '../../domain/access/ReplayWindow'
import type { Migration, Store } from '../store/Store'

/** What was heard of one secret's numbers. */
export interface KeptNumbers extends HeardNumbers {
  readonly keyId: string
}

/** The numbers of signed messages over a restart. Each seat's own: what it has heard, it has heard. */
export interface NumberStore {
  read(): Promise<KeptNumbers[]>
  save(rows: readonly KeptNumbers[]): Promise<void>
  /** Of secrets that are never good again. */
  forget(keyIds: readonly string[]): Promise<void>
}

export const accessMigrations: readonly Migration[] = [
  {
    id: 'access-0001-heard-numbers',
    up: (tx) =>
      tx.schema.createTable('access_heard_number', (table) => {
        table.text('key_id').primary()
        table.integer('highest').notNullable()
        table.text('heard').notNullable()
      }),
  },
]

const Row = z.object({ key_id: z.string(), highest: z.number().int(), heard: z.string().regex(/^[0-9a-f]{1,16}$/) })
/** SQLite takes so many values a statement at least. */
const rowsAtOnce = 200

/** @param store has the tables of `accessMigrations` */
export function createNumberStore(store: Store): NumberStore {
  return {
    async read() {
      const rows: unknown[] = await store.knex('access_heard_number').select('key_id', 'highest', 'heard')
      return rows.map((row) => {
        const { key_id: keyId, highest, heard } = Row.parse(row)
        return { keyId, highest, heard }
      })
    },
    save: (rows) =>
      store.transaction(async (tx) => {
        for (let at = 0; at < rows.length; at += rowsAtOnce) {
          const page = rows
            .slice(at, at + rowsAtOnce)
            .map(({ keyId, highest, heard }) => ({ key_id: keyId, highest, heard }))
          await tx('access_heard_number').insert(page).onConflict('key_id').merge()
        }
      }),
    forget: (keyIds) =>
      store.transaction(async (tx) => {
        for (let at = 0; at < keyIds.length; at += rowsAtOnce)
          await tx('access_heard_number')
            .whereIn('key_id', keyIds.slice(at, at + rowsAtOnce))
            .delete()
      }),
  }
}
