import type { Conflict } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, type Folded } from './Folded'

/** A conflict is found at every seat that merges, under one id made of what clashed: it is there once. */
export function foldConflict(state: Conflict | undefined, entry: KnownEntry): Folded<Conflict> {
  if (entry.kind === 'conflict.found') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    return { state: { id: entry.subject.id, ...entry.payload, found: deedOf(entry) } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  if (entry.kind !== 'conflict.settled') return { state, voidReason: 'unknownKind' }
  if (state.settled) return { state, voidReason: 'alreadySo' }
  return { state: { ...state, settled: { ...deedOf(entry), note: entry.payload.note } } }
}
