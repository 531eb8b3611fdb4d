import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalForm, canonicalJson } from '../../domain/journal/canonicalForm'
import { type Entry, StoredEntry } from '../../domain/journal/entry'

/** SHA-256 over the canonical form, hex. */
export const hashEntry = (entry: Omit<Entry, 'hash'>): string =>
  createHash('sha256').update(canonicalForm(entry)).digest('hex')

/** An entry as a row of the table `entry`. */
const EntryRow = z.object({
  position: z.number(),
  id: z.string(),
  origin: z.string(),
  seq: z.number(),
  hlc_ms: z.number(),
  hlc_counter: z.number(),
  subject_kind: z.string(),
  subject_id: z.string(),
  kind: z.string(),
  v: z.number(),
  actor: z.string(),
  on_behalf_of: z.string().nullable(),
  payload: z.string(),
  basis: z.number().nullable(),
  prev: z.string(),
  hash: z.string(),
  /** Joined from `entry_void`; absent where a query does not ask. */
  void_reason: z.string().nullish(),
})

export const rowOf = (entry: StoredEntry) => ({
  position: entry.position,
  id: entry.id,
  origin: entry.origin,
  seq: entry.seq,
  hlc_ms: entry.hlc.ms,
  hlc_counter: entry.hlc.counter,
  subject_kind: entry.subject.kind,
  subject_id: entry.subject.id,
  kind: entry.kind,
  v: entry.v,
  actor: canonicalJson(entry.actor),
  on_behalf_of: entry.onBehalfOf ? canonicalJson(entry.onBehalfOf) : null,
  payload: canonicalJson(entry.payload),
  basis: entry.basis ?? null,
  prev: entry.prev,
  hash: entry.hash,
})

/** @throws when the row is not an entry any more: somebody changed the file */
export function entryOf(row: unknown): StoredEntry {
  const { void_reason, ...columns } = EntryRow.parse(row)
  return StoredEntry.parse({
    position: columns.position,
    id: columns.id,
    origin: columns.origin,
    seq: columns.seq,
    hlc: { ms: columns.hlc_ms, counter: columns.hlc_counter },
    subject: { kind: columns.subject_kind, id: columns.subject_id },
    kind: columns.kind,
    v: columns.v,
    actor: JSON.parse(columns.actor),
    ...(columns.on_behalf_of !== null && { onBehalfOf: JSON.parse(columns.on_behalf_of) }),
    payload: JSON.parse(columns.payload),
    ...(columns.basis !== null && { basis: columns.basis }),
    prev: columns.prev,
    hash: columns.hash,
    ...(void_reason && { voidReason: void_reason }),
  })
}

/** Row of `subject_state`. */
export interface StateRow {
  kind: string
  id: string
  state: string
  incident_id: string | null
  ended_at_ms: number | null
}
