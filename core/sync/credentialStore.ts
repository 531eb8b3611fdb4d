import type { Knex } from 'knex'
import { z } from 'zod'
import { AccountId, EpochMs, type SeatId } from '../../domain/contract'
import { readCredential, saveCredential } from '../accounts/credentials'
import type { Migration, Store } from '../store/Store'

/**
 * When a password that came from another seat was changed there, and its hash: should the row of the account ever have another one, it is fetched again. A password
 * that was changed here needs no row: its entry was written in the same transaction, and says when.
 */
export const syncMigrations: readonly Migration[] = [
  {
    id: 'sync-0001-credential-taken',
    up: (tx) =>
      tx.schema.createTable('credential_taken', (table) => {
        table.text('account_id').primary()
        table.integer('changed_at_ms').notNullable()
        table.text('hash').notNullable()
      }),
  },
]

/** A password's hash on its way to another seat. Failures and locks stay where they happened: they guard one seat's door. */
export const TravellingCredential = z.object({
  accountId: AccountId,
  hash: z.string().min(1).max(500),
  formerHashes: z.array(z.string().max(500)).max(20),
  changedAtMs: EpochMs,
})
export type TravellingCredential = z.infer<typeof TravellingCredential>

export interface CredentialStore {
  /** Accounts whose password hash is here, and when it was changed; 0 where nobody knows any more. */
  changes(): Promise<{ id: AccountId; changedAtMs: number }[]>
  read(ids: readonly AccountId[]): Promise<TravellingCredential[]>
  /** Takes those that were changed later than what is here. @returns how many */
  take(credentials: readonly TravellingCredential[]): Promise<number>
}

const Change = z.object({ id: AccountId, changedAtMs: EpochMs })

/** @param store has the tables of the journal, the accounts and `syncMigrations` */
export function createCredentialStore(store: Store, seatId: SeatId): CredentialStore {
  async function readChanges(knex: Knex): Promise<{ id: AccountId; changedAtMs: number }[]> {
    const rows: unknown[] = await knex.raw(
      `SELECT c.account_id AS id, max(
         coalesce((SELECT t.changed_at_ms FROM credential_taken t WHERE t.account_id = c.account_id AND t.hash = c.hash), 0),
         coalesce((SELECT max(e.hlc_ms) FROM entry e WHERE e.subject_kind = 'account' AND e.subject_id = c.account_id
           AND e.origin = :seatId AND e.kind IN ('account.created', 'account.passwordChanged')), 0)) AS changedAtMs
       FROM credential c ORDER BY c.account_id`,
      { seatId },
    )
    return rows.map((row) => Change.parse(row))
  }

  return {
    changes: () => readChanges(store.knex),
    async read(ids) {
      const changedAt = new Map((await readChanges(store.knex)).map(({ id, changedAtMs }) => [id, changedAtMs]))
      const found: TravellingCredential[] = []
      for (const id of ids) {
        const credential = await readCredential(store.knex, id)
        const { hash, formerHashes } = credential ?? {}
        if (hash !== undefined && formerHashes)
          found.push({ accountId: id, hash, formerHashes: [...formerHashes], changedAtMs: changedAt.get(id) ?? 0 })
      }
      return found
    },
    take: (credentials) =>
      store.transaction(async (tx) => {
        const changedAt = new Map((await readChanges(tx)).map(({ id, changedAtMs }) => [id, changedAtMs]))
        let taken = 0
        for (const { accountId, hash, formerHashes, changedAtMs } of credentials) {
          if (changedAtMs <= (changedAt.get(accountId) ?? -1)) continue
          const here = await readCredential(tx, accountId)
          await saveCredential(tx, { failures: 0, ...here, accountId, hash, formerHashes })
          await tx('credential_taken')
            .insert({ account_id: accountId, changed_at_ms: changedAtMs, hash })
            .onConflict('account_id')
            .merge()
          taken++
        }
        return taken
      }),
  }
}
