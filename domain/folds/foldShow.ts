import { ShowId } from '../contract/primitives'
import type { Show } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'

/** A view on its way to somebody: opened or declined once, and at the end taken off the wall or back by its sender. */
export function foldShow(state: Show | undefined, entry: KnownEntry): Folded<Show> {
  if (entry.kind === 'show.sent') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    const { note, ...what } = entry.payload
    const id = ShowId.parse(entry.subject.id)
    const fromSeatId = entry.origin
    return { state: { id, ...what, ...defined({ note }), sent: deedOf(entry), fromSeatId, state: 'sent' } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  if (entry.kind !== 'show.answered') return { state, voidReason: 'unknownKind' }
  const { answer } = entry.payload
  if (state.state === answer) return { state, voidReason: 'alreadySo' }
  const isOpen = state.state === 'sent' || (state.state === 'opened' && answer === 'ended')
  if (!isOpen) return { state, voidReason: 'isOver' }
  return { state: { ...state, state: answer, answered: deedOf(entry) } }
}
