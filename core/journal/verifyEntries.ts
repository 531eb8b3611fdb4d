import type { Knex } from 'knex'
import type { StoredEntry } from '../../domain/journal/entry'
import { entryOf, hashEntry } from './rows'
import { noHash } from './chains'
import type { Progress } from './rebuildProjections'

/**
 * What is wrong with an entry.
 *
 * - `missing` the number after the former one's is not there
 * - `malformed` the row is no entry any more
 * - `bent` its fields do not give its hash
 * - `unchained` it does not follow the entry before it: that one was exchanged
 * - `moved` it does not lie at the place where it was stored
 */
export type EntryFault = 'missing' | 'malformed' | 'bent' | 'unchained' | 'moved'

export type Verdict =
  | { isSound: true; entries: number }
  | { isSound: false; entries: number; fault: EntryFault; origin: string; seq: number; id?: string }

const entriesPerPage = 1_000

/** Walks every origin's chain from its first entry on and stops at the first fault. What was cut off at the end only an anchor shows. */
export async function verifyEntries(knex: Knex, onProgress?: Progress): Promise<Verdict> {
  const { total } = await knex('entry').count({ total: '*' }).first<{ total: number }>()
  const origins: string[] = await knex('entry').distinct('origin').orderBy('origin').pluck('origin')
  let entries = 0
  for (const origin of origins) {
    let before: StoredEntry | undefined
    for await (const row of chainOf(knex, origin)) {
      const seq = (before?.seq ?? 0) + 1
      const next = judge(row, seq, before)
      if (typeof next === 'string') {
        const id = next === 'missing' ? undefined : idOf(row)
        return { isSound: false, entries, fault: next, origin, seq, ...(id !== undefined && { id }) }
      }
      before = next
      if (++entries % entriesPerPage === 0) onProgress?.(entries, total)
    }
  }
  onProgress?.(entries, total)
  const stray = await findStray(knex)
  return stray ? { isSound: false, entries, fault: 'moved', ...stray } : { isSound: true, entries }
}

/** Positions count from 1 without a hole, over all origins: the first entry that does not lie at its place. */
async function findStray(knex: Knex): Promise<{ origin: string; seq: number; id: string } | undefined> {
  const placed = knex('entry').select('origin', 'seq', 'id', 'position').rowNumber('place', 'position').as('placed')
  return knex.from(placed).whereRaw('position <> place').orderBy('position').first('origin', 'seq', 'id')
}

function judge(row: unknown, seq: number, before: StoredEntry | undefined): StoredEntry | EntryFault {
  let entry: StoredEntry
  try {
    entry = entryOf(row)
  } catch {
    return 'malformed'
  }
  if (entry.seq !== seq) return 'missing'
  if (hashEntry(entry) !== entry.hash) return 'bent'
  if (entry.prev !== (before?.hash ?? noHash)) return 'unchained'
  if (entry.position <= (before?.position ?? 0)) return 'moved'
  return entry
}

const idOf = (row: unknown): string | undefined =>
  typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string' ? row.id : undefined

/** Rows in the order of their numbers, whatever is in them. */
async function* chainOf(knex: Knex, origin: string): AsyncGenerator {
  let after = -1
  for (;;) {
    const rows: Record<string, unknown>[] = await knex('entry')
      .where({ origin })
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(entriesPerPage)
    yield* rows
    const last = rows.at(-1)?.['seq']
    if (typeof last !== 'number') return
    after = last
  }
}
