import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { z } from 'zod'
import { Refused } from '../../domain/contract'
import { canonicalJson } from '../../domain/journal/canonicalForm'

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
  /** SHA-256 over the other columns; absent only in files of a version before it. */
  digest: z.string().nullish(),
})
type Row = z.infer<typeof Row>
const Hashes = z.array(z.string())

/** The digest of a row, whatever its digest says. */
export function digestOf(row: Omit<Row, 'digest'>): string {
  const { account_id, hash, former_hashes, failures, locked_until_ms } = row
  const text = canonicalJson([account_id, hash, former_hashes, failures, locked_until_ms])
  return createHash('sha256').update(text).digest('hex')
}

const isSound = (row: Row): boolean => row.digest === undefined || row.digest === digestOf(row)

/** Accounts whose row is not as it was saved: somebody else wrote into the file, or the disk did. */
export async function findAlteredCredentials(knex: Knex): Promise<string[]> {
  const rows: Record<string, unknown>[] = await knex('credential').orderBy('account_id')
  return rows.flatMap((found) => {
    const { data: row } = Row.safeParse(found)
    return row && isSound(row) ? [] : [String(found['account_id'])]
  })
}

/** @throws Refused `storageDegraded` when the row is not as it was saved */
export async function readCredential(knex: Knex, accountId: string): Promise<Credential | undefined> {
  const found: unknown = await knex('credential').where({ account_id: accountId }).first()
  if (found === undefined) return undefined
  const row = Row.parse(found)
  if (!isSound(row)) throw new Refused('storageDegraded', `the credential of ${accountId} was altered`, { accountId })
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
  await tx('credential')
    .insert({ ...row, digest: digestOf(row) })
    .onConflict('account_id')
    .merge()
}
