import { nextOrdinal } from '../../domain/dispatch/orderNumber'
import type { StateView } from '../journal/Journal'

/** Numbers for the orders that one write makes, each counted on from those before it. */
export function createOrderCounter(view: StateView): { next(incidentId: string): number } {
  const highest = new Map<string, number>()
  return {
    next(incidentId) {
      const ordinal = (highest.get(incidentId) ?? nextOrdinal(view.list('task'), incidentId) - 1) + 1
      highest.set(incidentId, ordinal)
      return ordinal
    },
  }
}
