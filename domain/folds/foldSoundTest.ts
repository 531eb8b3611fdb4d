import { SeatId } from '../contract/primitives'
import type { SoundTest } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, type Folded } from './Folded'

/** The last test counts: a speaker that was heard yesterday says nothing of today. */
export function foldSoundTest(state: SoundTest | undefined, entry: KnownEntry): Folded<SoundTest> {
  if (entry.kind !== 'soundTest.made') return { state, voidReason: 'unknownKind' }
  return { state: { id: SeatId.parse(entry.subject.id), ...entry.payload, made: deedOf(entry) } }
}
