import type { Correction } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, type Folded } from './Folded'

/** A correction is made once, and can be taken back once. */
export function foldCorrection(state: Correction | undefined, entry: KnownEntry): Folded<Correction> {
  if (entry.kind === 'correction.made') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    return { state: { id: entry.subject.id, ...entry.payload, made: deedOf(entry) } }
  }
  if (entry.kind !== 'correction.withdrawn') return { state, voidReason: 'unknownKind' }
  if (!state) return { state, voidReason: 'notCreated' }
  if (state.withdrawn) return { state, voidReason: 'alreadySo' }
  return { state: { ...state, withdrawn: deedOf(entry) } }
}
