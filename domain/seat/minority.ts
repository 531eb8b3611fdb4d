import type { SeatId } from '../contract/primitives'
import { compareSeats, type RankedSeat } from './coordinator'

/**
 * Whether the consoles that see each other without a service are the smaller part of those configured: fewer than half, or the half without the
 * seat that goes first. Of any two groups that do not see each other at least one is a minority.
 *
 * @param visible ids of the consoles of the group, the seat itself among them; ids that are not configured do not count
 * @param configured all consoles of the installation
 */
export function isMinority(visible: readonly SeatId[], configured: readonly RankedSeat[]): boolean {
  const seen = new Set(visible)
  const here = configured.filter(({ seatId }) => seen.has(seatId)).length
  const half = configured.length / 2
  if (here !== half) return here < half
  const first = configured.toSorted(compareSeats)[0]
  return first !== undefined && !seen.has(first.seatId)
}
