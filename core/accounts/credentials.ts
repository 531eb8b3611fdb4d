import type { Knex } from 'knex'
import { z } from 'zod'

/** The secret side of an account. */
export interface Credential {
  accountId: string
  hash: string
  /** Hashes of the passwords before, newest first. */
  formerHashes: readonly string[]
  /** Wrong passwords since the last right one or the last lock. */
  failures: number
  lockedUntilMs?: number
}

const Row = z.object({
  account_id: z.string(),
  hash: z.string(),
  former_hashes: z.string(),
  failures: z.number(),
  locked_until_ms: z.number().nullable(),
})
const Hashes = z.array(z.string())

export async function readCredential(knex: Knex, accountId: string): Promise<Credential | undefined> {
  const found: unknown = await knex('credential').where({ account_id: accountId }).first()
  if (found === undefined) return undefined
  const row = Row.parse(found)
  return {
    accountId,
    hash: row.hash,
    formerHashes: Hashes.parse(JSON.parse(row.former_hashes)),
    failures: row.failures,
    ...(row.locked_until_ms !== null && { lockedUntilMs: row.locked_until_ms }),
  }
}

export async function saveCredential(tx: Knex.Transaction, credential: Credential): Promise<void> {
  const row = {
    account_id: credential.accountId,
    hash: credential.hash,
    former_hashes: JSON.stringify(credential.formerHashes),
    failures: credential.failures,
    locked_until_ms: credential.lockedUntilMs ?? null,
  }
  await tx('credential').insert(row).onConflict('account_id').merge()
}
