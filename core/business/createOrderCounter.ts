import type { Task } from '../../domain/contract'
import { nextOrdinal } from '../../domain/dispatch/orderNumber'
import { seatMark } from '../../domain/dispatch/seatMark'
import type { StateView } from '../journal/Journal'

/** Numbers for the orders that one write makes, each counted on from those before it; no other seat gives the same, though it may not be heard of. */
export function createOrderCounter(view: StateView): {
  next(incidentId: string): Required<Pick<Task, 'ordinal' | 'seatMark'>>
} {
  const mark = seatMark(view.seatId)
  const highest = new Map<string, number>()
  return {
    next(incidentId) {
      const ordinal = (highest.get(incidentId) ?? nextOrdinal(view.list('task'), incidentId) - 1) + 1
      highest.set(incidentId, ordinal)
      return { ordinal, seatMark: mark }
    },
  }
}
