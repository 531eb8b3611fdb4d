import type { RuleFiring } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'

/** What a rule did once. A proposal is answered once: the first answer holds, and what comes after its time is void. */
export function foldRuleFiring(state: RuleFiring | undefined, entry: KnownEntry): Folded<RuleFiring> {
  if (entry.kind === 'ruleFiring.fired') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    const { proposedUntilMs, place, ...what } = entry.payload
    const proposal = proposedUntilMs === undefined ? {} : { proposal: waitingUntil(proposedUntilMs) }
    return { state: { id: entry.subject.id, ...what, ...defined({ place }), fired: deedOf(entry), ...proposal } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  switch (entry.kind) {
    case 'ruleFiring.released':
      if (!state.isStanding) return { state, voidReason: 'alreadySo' }
      return { state: { ...state, isStanding: false, ...defined({ end: entry.payload.end }) } }
    case 'ruleFiring.confirmed':
    case 'ruleFiring.declined':
    case 'ruleFiring.expired': {
      if (state.proposal?.state !== 'waiting') return { state, voidReason: 'isOver' }
      const answer = { confirmed: 'confirmed', declined: 'declined', expired: 'expired' } as const
      const name =
        entry.kind === 'ruleFiring.confirmed'
          ? 'confirmed'
          : entry.kind === 'ruleFiring.declined'
            ? 'declined'
            : 'expired'
      const note = entry.kind === 'ruleFiring.declined' ? defined({ note: entry.payload.note }) : {}
      return {
        state: { ...state, proposal: { ...state.proposal, state: answer[name], answered: deedOf(entry), ...note } },
      }
    }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}

const waitingUntil = (untilMs: number) => ({ state: 'waiting' as const, untilMs })
