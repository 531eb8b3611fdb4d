import type { Lease } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'

/**
 * Who holds the lease: the taking with the largest fence, whatever the clocks say. Two seats apart that took the same fence: the smaller id holds, and the
 * other stops as soon as it knows.
 */
export function foldLease(state: Lease | undefined, entry: KnownEntry): Folded<Lease> {
  if (entry.kind === 'lease.taken') {
    const { holderId, fence, scope } = entry.payload
    const isLater = !state || fence > state.fence || (fence === state.fence && holderId < state.holderId)
    if (!isLater) return { state, voidReason: 'isOver' }
    const { id } = entry.subject
    return { state: { id, holderId, fence, isReleased: false, taken: deedOf(entry), ...defined({ scope }) } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  if (entry.kind !== 'lease.released') return { state, voidReason: 'unknownKind' }
  const isHeld = !state.isReleased && state.holderId === entry.payload.holderId && state.fence === entry.payload.fence
  return isHeld ? { state: { ...state, isReleased: true } } : { state, voidReason: 'isOver' }
}
