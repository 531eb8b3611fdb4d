import { randomBytes } from 'node:crypto'
import { accountMigrations } from '../accounts/migrations'
import { registryMigrations } from '../iot/registryStore'
import { createJournal } from '../journal/createJournal'
import { journalMigrations } from '../journal/migrations'
import { openDatabase } from '../store/openDatabase'
import { syncMigrations } from '../sync/credentialStore'
import type { Migration, Store } from '../store/Store'
import { SeatId } from '../../domain/contract'

/** Schema of `duty.db`. */
export const dutyMigrations: readonly Migration[] = [
  ...journalMigrations,
  ...accountMigrations,
  ...registryMigrations,
  ...syncMigrations,
]

/** Opens the duty database of a profile that no core runs on. */
export const openDuty = (file: string, now: () => number): Promise<Store> =>
  openDatabase({ file, migrations: dutyMigrations, now, isCheckedAtOpen: true })

/**
 * Reads a whole duty database: every chain from its first entry on, and the file's own structure.
 *
 * @returns what is wrong, in words for an engineer; `undefined` when nothing is
 */
export async function findDamage(
  store: Store,
  now: () => number,
  onProgress?: (done: number, total: number) => void,
): Promise<string | undefined> {
  const rows: Record<string, unknown>[] = await store.knex.raw('PRAGMA integrity_check(1)')
  const finding = String(Object.values(rows[0] ?? {})[0])
  if (finding !== 'ok') return finding
  const journal = await createJournal({
    store,
    seatId: SeatId.parse('seat-check'),
    now,
    randomBytes,
    onStorage: () => undefined,
    onFault: () => undefined,
  })
  try {
    const verdict = await journal.verify({ ...(onProgress && { onProgress }) })
    return verdict.isSound ? undefined : JSON.stringify(verdict)
  } finally {
    await journal.close()
  }
}
