import type { Codec, PassThrough } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, type Folded } from './Folded'

/** The last saving of a described protocol holds, until it is removed; saved again it is there again. */
export function foldCodec(state: Codec | undefined, entry: KnownEntry): Folded<Codec> {
  if (entry.kind === 'codec.saved') {
    const { description } = entry.payload
    return { state: { id: entry.subject.id, description, saved: deedOf(entry), isRemoved: false } }
  }
  if (entry.kind !== 'codec.removed') return { state, voidReason: 'unknownKind' }
  if (!state) return { state, voidReason: 'notCreated' }
  if (state.isRemoved) return { state, voidReason: 'alreadySo' }
  return { state: { ...state, isRemoved: true, saved: deedOf(entry) } }
}

/** The last saving of a type's pass-through holds. */
export function foldPassThrough(state: PassThrough | undefined, entry: KnownEntry): Folded<PassThrough> {
  if (entry.kind === 'passThrough.saved')
    return { state: { id: entry.subject.id, route: entry.payload.route, saved: deedOf(entry), isRemoved: false } }
  if (entry.kind !== 'passThrough.removed') return { state, voidReason: 'unknownKind' }
  if (!state) return { state, voidReason: 'notCreated' }
  if (state.isRemoved) return { state, voidReason: 'alreadySo' }
  return { state: { ...state, isRemoved: true, saved: deedOf(entry) } }
}
