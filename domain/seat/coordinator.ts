import type { SeatId } from '../contract/primitives'
import type { SeatRole } from '../contract/state'

/** Where a seat stands in the order of the installation. */
export interface RankedSeat {
  readonly seatId: SeatId
  /** Configured; the smaller goes first. */
  readonly rank: number
}

/** A seat as those see it who see it. */
export interface VisibleSeat extends RankedSeat {
  readonly role: SeatRole
}

/** Smaller rank first, then smaller id by code unit: the same order at every seat, whatever its language. */
export function compareSeats(a: RankedSeat, b: RankedSeat): number {
  return a.rank - b.rank || (a.seatId < b.seatId ? -1 : a.seatId > b.seatId ? 1 : 0)
}

/**
 * Who coordinates among seats that see each other: the leader where there is one, else of the seats that are alone the one that goes first. All members of a
 * group that see the same name the same seat.
 *
 * @param seats the seat itself and everyone it sees
 * @returns `undefined` when nobody shall: one of them hears a leader that the others do not see, or none is alone yet
 */
export function coordinatorOf(seats: readonly VisibleSeat[]): SeatId | undefined {
  const first = (role: SeatRole): SeatId | undefined =>
    seats.filter((seat) => seat.role === role).toSorted(compareSeats)[0]?.seatId
  const leader = first('leader')
  if (leader !== undefined) return leader
  const isLedElsewhere = seats.some(({ role }) => role === 'following' || role === 'merging')
  return isLedElsewhere ? undefined : first('alone')
}
