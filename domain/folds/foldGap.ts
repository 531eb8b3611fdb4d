import type { Gap } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'

const isEnded = ({ state }: Gap): boolean => state === 'filled' || state === 'unfillable'

/** A gap opens, closes at its far end, is filled or cannot be. What comes in late after it was given up still counts as filled. */
export function foldGap(state: Gap | undefined, entry: KnownEntry): Folded<Gap> {
  if (entry.kind === 'gap.found') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    return { state: { id: entry.subject.id, ...entry.payload, state: 'open', found: deedOf(entry), filled: 0 } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  switch (entry.kind) {
    case 'gap.closed':
      if (state.toMs !== undefined) return { state, voidReason: 'alreadySo' }
      return { state: { ...state, toMs: entry.payload.toMs, ...defined({ missing: entry.payload.missing }) } }
    case 'gap.fillStarted':
      return state.state === 'open' ? { state: { ...state, state: 'filling' } } : { state, voidReason: 'alreadySo' }
    case 'gap.filled': {
      if (state.state === 'filled') return { state, voidReason: 'alreadySo' }
      const { reason: _, ...rest } = state
      return { state: { ...rest, state: 'filled', filled: entry.payload.filled, endedAtMs: entry.hlc.ms } }
    }
    case 'gap.unfillable':
      if (isEnded(state)) return { state, voidReason: 'isOver' }
      return { state: { ...state, state: 'unfillable', ...entry.payload, endedAtMs: entry.hlc.ms } }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}
