import type { Knex } from 'knex'
import { followPage, readPage, type Tail } from './chainPages'
import { noHash } from './chains'
import type { Anchor } from './Journal'
import { readAnchors, readOrigins } from './queries'
import type { Progress } from './rebuildProjections'
import { entryOf, hashEntry, rowOf } from './rows'

/**
 * What is wrong with an entry.
 *
 * - `missing` the number after the former one's is not there
 * - `malformed` the row is not as an entry is written
 * - `bent` its fields do not give its hash, or a witness saw another hash there
 * - `unchained` it does not follow the entry before it: that one was exchanged
 * - `moved` it does not lie at the place where it was stored, or one before it is gone
 * - `cut` a witness saw this entry, and the chain ends before it
 */
export type EntryFault = 'missing' | 'malformed' | 'bent' | 'unchained' | 'moved' | 'cut'

export interface ChainFault {
  fault: EntryFault
  origin: string
  seq: number
  /** Id of the entry, where there is one. */
  id?: string
}

/** What a walk over all chains found. */
export interface ChainReport {
  /** Entries that were found sound. */
  entries: number
  /** The first fault of every origin that has one. */
  faults: ChainFault[]
}

const beforeAll: Tail = { seq: 0, hash: noHash, position: 0 }
const entriesAtOnce = 1_000

/** Walks every origin's chain from its first entry on to its first fault, and holds what is there against what others attest. */
export async function verifyEntries(knex: Knex, onProgress?: Progress): Promise<ChainReport> {
  const { total } = await knex('entry').count({ total: '*' }).first<{ total: number }>()
  const anchors = await readAnchors(knex)
  const origins = new Set([...(await readOrigins(knex)), ...anchors.map(({ origin }) => origin)])
  const faults: ChainFault[] = []
  let entries = 0
  for (const origin of origins) {
    const { end, fault } = await walk(knex, origin, (seq) => onProgress?.(entries + seq, total))
    entries += end.seq
    const attested = anchors.filter((anchor) => anchor.origin === origin)
    const found = fault ?? (await contradiction(knex, origin, end, attested))
    if (found) faults.push(found)
  }
  onProgress?.(entries, total)
  const stray = faults.length === 0 ? await findStray(knex) : undefined
  return { entries, faults: stray ? [stray] : faults }
}

/** @returns the last entry before the first fault, or the last of all */
async function walk(
  knex: Knex,
  origin: string,
  onProgress: (seq: number) => void,
): Promise<{ end: Tail; fault?: ChainFault }> {
  let end = beforeAll
  // Numbers below the first one are a fault too, and must be seen.
  let ahead = readPage(knex, origin, Number.MIN_SAFE_INTEGER)
  for (;;) {
    const page = await ahead
    if (page.last === null) return { end }
    // Read while this one is worked out. Left behind at a fault, it fails without anybody asking.
    ahead = readPage(knex, origin, page.last)
    ahead.catch(() => undefined)
    const followed = followPage(page, end)
    if (followed) end = followed
    else {
      const looked = await lookClosely(knex, origin, end, page.last)
      end = looked.end
      if (looked.fault) return { end, fault: looked.fault }
    }
    onProgress(end.seq)
  }
}

/** Judges entries one by one, up to the number `toSeq`. */
async function lookClosely(
  knex: Knex,
  origin: string,
  from: Tail,
  toSeq: number,
): Promise<{ end: Tail; fault?: ChainFault }> {
  let end = from
  const after = from.seq === 0 ? Number.MIN_SAFE_INTEGER : from.seq
  for await (const row of rowsOf(knex, origin, after, toSeq)) {
    const next = judge(row, end)
    if (typeof next !== 'string') {
      end = next
      continue
    }
    const id = next === 'missing' ? undefined : row['id']
    return { end, fault: { fault: next, origin, seq: end.seq + 1, ...(typeof id === 'string' && { id }) } }
  }
  return { end }
}

function judge(row: Record<string, unknown>, before: Tail): Tail | EntryFault {
  let entry
  try {
    entry = entryOf(row)
  } catch {
    return 'malformed'
  }
  if (entry.seq !== before.seq + 1) return 'missing'
  if (hashEntry(entry) !== entry.hash) return 'bent'
  if (entry.prev !== before.hash) return 'unchained'
  if (entry.position <= before.position) return 'moved'
  const isAsWritten = Object.entries(rowOf(entry)).every(([column, value]) => row[column] === value)
  return isAsWritten ? entry : 'malformed'
}

async function* rowsOf(
  knex: Knex,
  origin: string,
  afterSeq: number,
  toSeq: number,
): AsyncGenerator<Record<string, unknown>> {
  for (let after = afterSeq; after < toSeq;) {
    const rows: Record<string, unknown>[] = await knex('entry')
      .where({ origin })
      .where('seq', '>', after)
      .where('seq', '<=', toSeq)
      .orderBy('seq')
      .limit(entriesAtOnce)
    yield* rows
    const last = rows.at(-1)?.['seq']
    if (typeof last !== 'number') return
    after = last
  }
}

/** The first thing that a witness saw otherwise. */
async function contradiction(
  knex: Knex,
  origin: string,
  end: Tail,
  anchors: readonly Anchor[],
): Promise<ChainFault | undefined> {
  for (const { seq, hash } of anchors.toSorted((a, b) => a.seq - b.seq)) {
    if (seq > end.seq) return { fault: 'cut', origin, seq: end.seq + 1 }
    const entry = await knex('entry').where({ origin, seq }).first<{ id: string; hash: string }>('id', 'hash')
    if (entry.hash !== hash) return { fault: 'bent', origin, seq, id: entry.id }
  }
  return undefined
}

/**
 * Positions count from 1 without a hole, over all origins. Where there is one, an entry lies beyond their number: it was moved there, or one before it
 * was taken from the end of its chain.
 */
async function findStray(knex: Knex): Promise<ChainFault | undefined> {
  const total = knex('entry').count({ total: '*' })
  const stray = await knex('entry')
    .where('position', '>', total)
    .orderBy('position', 'desc')
    .first<{ origin: string; seq: number; id: string } | undefined>('origin', 'seq', 'id')
  return stray && { fault: 'moved', ...stray }
}
