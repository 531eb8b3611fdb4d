import { randomBytes } from 'node:crypto'
import { findAlteredCredentials } from '../accounts/credentials'
import { accessMigrations } from '../access/numberStore'
import { accountMigrations } from '../accounts/migrations'
import { isRegistryAsImported, registryMigrations } from '../iot/registryStore'
import { createJournal } from '../journal/createJournal'
import { journalMigrations } from '../journal/migrations'
import { type Stale, verifyProjections } from '../journal/verifyProjections'
import { openDatabase } from '../store/openDatabase'
import { importMigrations } from '../registry/importQueue'
import { systemKeyMigrations } from '../registry/SystemKeys'
import { syncMigrations } from '../sync/credentialStore'
import type { Migration, Store } from '../store/Store'
import { SeatId } from '../../domain/contract'

/** Schema of `duty.db`. */
export const dutyMigrations: readonly Migration[] = [
  ...journalMigrations,
  ...accountMigrations,
  ...registryMigrations,
  ...syncMigrations,
  ...accessMigrations,
  ...systemKeyMigrations,
  ...importMigrations,
]

/** Opens the duty database of a profile that no core runs on. */
export const openDuty = (file: string, now: () => number): Promise<Store> =>
  openDatabase({ file, migrations: dutyMigrations, now, isCheckedAtOpen: true })

/** What is not as it was saved, each in words for an engineer. */
export type Damage = readonly string[]

/** Of a long list so many are named. */
const mostNamed = 20

/**
 * Reads a whole duty database: the file's own structure, every chain from its first entry on, what was made from the entries, the accounts' secrets and
 * the registry.
 *
 * @returns what is wrong; nothing of a sound one
 */
export async function findDamage(
  store: Store,
  now: () => number,
  onProgress?: (done: number, total: number) => void,
): Promise<Damage> {
  const rows: Record<string, unknown>[] = await store.knex.raw('PRAGMA integrity_check(1)')
  const finding = String(Object.values(rows[0] ?? {})[0])
  // What a torn file says of itself means nothing.
  if (finding !== 'ok') return [finding]
  const journal = await createJournal({
    store,
    seatId: SeatId.parse('seat-check'),
    now,
    randomBytes,
    onStorage: () => undefined,
    onFault: () => undefined,
  })
  try {
    const { faults, stale } = await journal.verify({ withProjections: true, ...(onProgress && { onProgress }) })
    const stillStale = stale.length === 0 ? [] : await staleAgain(store, stale)
    const credentials = await findAlteredCredentials(store.knex)
    const isRegistrySound = await isRegistryAsImported(store.knex)
    return [
      ...faults.map(({ fault, origin, seq }) => `entry ${seq} of ${origin}: ${fault}`),
      ...named(stillStale.map(({ kind, id }) => `state of ${kind} ${id} is not what its entries give`)),
      ...named(credentials.map((id) => `credential of ${id} was altered`)),
      ...(isRegistrySound ? [] : ['the registry is not the one that was imported']),
    ]
  } finally {
    await journal.close()
  }
}

/** A core that runs meanwhile may write between the two reads of a comparison: what is named twice is wrong. */
async function staleAgain(store: Store, stale: readonly Stale[]): Promise<Stale[]> {
  const again = await verifyProjections(store.knex)
  return stale.filter(({ kind, id }) => again.some((other) => other.kind === kind && other.id === id))
}

const named = (all: readonly string[]): string[] =>
  all.length <= mostNamed ? [...all] : [...all.slice(0, mostNamed), `and ${all.length - mostNamed} more like it`]
