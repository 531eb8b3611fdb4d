import { SeatId } from '../contract/primitives'
import type { Actor } from '../contract/state'
import type { Entry } from '../journal/entry'
import { entryKinds, type EntryKind, type EntryPayload } from '../journal/entryKinds'

export const li: Actor = { kind: 'account', id: 'li' }
export const wu: Actor = { kind: 'account', id: 'wu' }

/** What a test says of an entry; the rest is filled in. Without `atMs`, each entry is one second after the one before it in the list. */
export type Told = {
  [K in EntryKind]: [kind: K, payload: EntryPayload<K>, more?: { atMs?: number; origin?: string; by?: Actor }]
}[EntryKind]

/** Entries of one subject, as a seat would have written them. */
export function entriesOf(subjectId: string, told: readonly Told[]): Entry[] {
  return told.map(([kind, payload, { atMs, origin = 'a', by = li } = {}], i) => ({
    id: `e${i}`,
    origin: SeatId.parse(origin),
    seq: i + 1,
    hlc: { ms: atMs ?? (i + 1) * 1_000, counter: 0 },
    actor: by,
    subject: { kind: entryKinds[kind].subject, id: subjectId },
    kind,
    v: 1,
    payload,
    prev: '0'.repeat(64),
    hash: '0'.repeat(64),
  }))
}
