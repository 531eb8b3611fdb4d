import type { Intruder } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, type Folded } from './Folded'

/** Entries tell how often since the entry before of the same seat, so that what several seats saw adds up in whatever order it comes. */
export function foldIntruder(state: Intruder | undefined, entry: KnownEntry): Folded<Intruder> {
  if (entry.kind === 'intruder.seen') {
    const { count, firstAtMs, lastAtMs, lastReason, sample, linkId, name, address } = entry.payload
    if (!state || state.isForgotten)
      return {
        state: {
          id: entry.subject.id,
          linkId,
          name,
          address,
          count,
          firstAtMs,
          lastAtMs,
          lastReason,
          sample,
          lockOuts: 0,
          isForgotten: false,
        },
      }
    const isNewer = lastAtMs >= state.lastAtMs
    return {
      state: {
        ...state,
        count: state.count + count,
        firstAtMs: Math.min(state.firstAtMs, firstAtMs),
        ...(isNewer && { lastAtMs, lastReason, sample }),
      },
    }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  switch (entry.kind) {
    case 'intruder.lockedOut':
      return {
        state: {
          ...state,
          lockedUntilMs: Math.max(state.lockedUntilMs ?? 0, entry.payload.untilMs),
          lockOuts: state.lockOuts + 1,
        },
      }
    case 'intruder.unlocked': {
      const { lockedUntilMs: _ended, ...rest } = state
      return { state: { ...rest, lockOuts: 0, unlocked: { ...deedOf(entry), note: entry.payload.note } } }
    }
    case 'intruder.forgotten':
      return state.isForgotten ? { state, voidReason: 'alreadySo' } : { state: { ...state, isForgotten: true } }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}
