import { LookId } from '../contract/primitives'
import type { Look } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, type Folded } from './Folded'

/** A look over a seat: asked for, agreed to or not, told of while it lasts, ended by either side. What was taken over stays taken over. */
export function foldLook(state: Look | undefined, entry: KnownEntry): Folded<Look> {
  if (entry.kind === 'look.asked') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    const id = LookId.parse(entry.subject.id)
    const begun = entry.payload.isByRule ? 'live' : 'asked'
    return { state: { id, ...entry.payload, asked: deedOf(entry), state: begun } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  switch (entry.kind) {
    case 'look.answered': {
      if (state.state !== 'asked') return { state, voidReason: 'isOver' }
      const answer = entry.payload.isAgreed ? 'live' : 'declined'
      return { state: { ...state, state: answer, answered: deedOf(entry) } }
    }
    case 'look.told':
      if (state.state !== 'live') return { state, voidReason: 'isOver' }
      return { state: { ...state, screens: entry.payload.screens } }
    case 'look.tookOver':
      if (state.taken) return { state, voidReason: 'alreadySo' }
      return { state: { ...state, taken: { ...deedOf(entry), ...entry.payload } } }
    case 'look.ended':
      if (state.state === 'ended' || state.state === 'declined') return { state, voidReason: 'isOver' }
      return { state: { ...state, state: 'ended', ended: deedOf(entry) } }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}
