import type { ForwardRoute } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, type Folded } from './Folded'

/** The later change of a route holds; one that was removed comes back when it is saved again. */
export function foldForwardRoute(state: ForwardRoute | undefined, entry: KnownEntry): Folded<ForwardRoute> {
  switch (entry.kind) {
    case 'forwardRoute.saved':
      return { state: { id: entry.subject.id, ...entry.payload, isRemoved: false, saved: deedOf(entry) } }
    case 'forwardRoute.removed': {
      if (!state) return { state, voidReason: 'notCreated' }
      if (state.isRemoved) return { state, voidReason: 'alreadySo' }
      return { state: { ...state, isRemoved: true, saved: deedOf(entry) } }
    }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}
