import type { Knex } from 'knex'
import type { Entry } from '../../domain/journal/entry'
import { saveCredential, readCredential } from '../accounts/credentials'
import { loadRegistry } from '../iot/registryStore'
import { noHash } from '../journal/chains'
import type { ReplicatedJournal } from '../journal/Journal'
import { entryOf, hashEntry } from '../journal/rows'
import { connectWitness } from '../store/connections'
import type { Store } from '../store/Store'

const mostEntriesPerStep = 512

/**
 * Takes over the secret side of accounts from a damaged file, as far as it can be read: people must be able to sign in. It is small; entries follow later.
 *
 * @returns how many accounts
 * @throws Error when nothing at all can be read
 */
export async function salvageCredentials(damagedFile: string, duty: Store): Promise<number> {
  return witnessing(damagedFile, async (witness) => {
    const ids: unknown[] = await witness('credential').pluck('account_id')
    let saved = 0
    for (const id of ids) {
      if (typeof id !== 'string') continue
      const credential = await readCredential(witness, id).catch(() => undefined)
      if (!credential) continue
      await duty.transaction((tx) => saveCredential(tx, credential))
      saved++
    }
    return saved
  })
}

/**
 * Takes over the registry, if it is sound as a whole: without it no device is known and no alarm is heard.
 *
 * @returns how many parts
 * @throws Error when nothing at all can be read
 */
export async function salvageRegistry(damagedFile: string, duty: Store): Promise<number> {
  return witnessing(damagedFile, async (witness) => {
    const parts: Record<string, unknown>[] = await witness('registry_part').select('part', 'revision', 'json')
    if (parts.length === 0) return 0
    await duty.transaction((tx) => tx('registry_part').insert(parts))
    const isSound = await loadRegistry(duty).then(
      () => true,
      () => false,
    )
    if (!isSound) await duty.transaction((tx) => tx('registry_part').delete())
    return isSound ? parts.length : 0
  })
}

/**
 * Takes over entries from a damaged file: of each origin those from the first on that are whole and follow each other. What comes after is with the other
 * seats, or in a backup. Goes on beside the running core, step by step.
 *
 * @param journal of a seat whose id is a new one: numbers that the damaged file may have used are never used again
 * @returns how many entries
 * @throws Error when nothing at all can be read; Refused `storageDegraded` when they cannot be saved
 */
export async function salvageEntries(damagedFile: string, journal: ReplicatedJournal): Promise<number> {
  return witnessing(damagedFile, async (witness) => {
    const chains = new Chains()
    let after = 0
    // One page that cannot be read spoils every question that touches it: then less is asked for, down to the last entry before it.
    for (let limit = mostEntriesPerStep; limit >= 1;) {
      const rows = await witness('entry')
        .where('position', '>', after)
        .orderBy('position')
        .limit(limit)
        .then(
          (found: unknown[]) => found,
          () => undefined,
        )
      if (!rows) {
        limit = Math.floor(limit / 2)
        continue
      }
      const entries = rows.flatMap((row) => parseRow(row) ?? [])
      const last = entries.at(-1)
      if (!last) break
      await journal.absorb(entries.filter((entry) => chains.take(entry)))
      after = last.position
    }
    return chains.length
  })
}

/** Where the chain of each origin has come to. */
class Chains {
  length = 0
  readonly #heads = new Map<string, { seq: number; hash: string }>()

  /** @returns whether the entry is whole and follows on */
  take(entry: Entry): boolean {
    const head = this.#heads.get(entry.origin) ?? { seq: 0, hash: noHash }
    if (entry.seq !== head.seq + 1 || entry.prev !== head.hash || hashEntry(entry) !== entry.hash) return false
    this.#heads.set(entry.origin, { seq: entry.seq, hash: entry.hash })
    this.length++
    return true
  }
}

function parseRow(row: unknown) {
  try {
    return entryOf(row)
  } catch {
    return undefined
  }
}

async function witnessing(file: string, work: (witness: Knex) => Promise<number>): Promise<number> {
  const witness = connectWitness(file)
  try {
    return await work(witness)
  } finally {
    await witness.destroy()
  }
}
