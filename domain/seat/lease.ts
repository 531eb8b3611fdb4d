import type { SeatId } from '../contract/primitives'
import type { Lease, SeatRole } from '../contract/state'

/** The one lease of an installation: id of its subject. */
export const siteLease = 'site'

/** Who holds the lease; `undefined` when nobody took it yet or its holder gave it back. */
export const holderOf = (lease: Lease | undefined): SeatId | undefined =>
  lease && !lease.isReleased ? lease.holderId : undefined

/**
 * A seat drives while it holds the lease: whoever sees a later taking stops, whatever its role says. A seat that is alone goes on while it merges, until the leader
 * has taken over.
 */
export const mayDrive = ({ self, role, lease }: { self: SeatId; role: SeatRole; lease: Lease | undefined }): boolean =>
  (role === 'leader' || role === 'alone' || role === 'merging') && holderOf(lease) === self

/**
 * Whether a seat shall take the lease now: the leader, or the coordinator of those that are alone, when another holds it or nobody.
 *
 * @param coordinatorId `coordinatorOf` the seat and everyone it sees
 */
export const shallTakeLease = (standing: {
  self: SeatId
  role: SeatRole
  coordinatorId: SeatId | undefined
  lease: Lease | undefined
}): boolean => {
  const { self, role, coordinatorId, lease } = standing
  const isItsTurn = role === 'leader' || (role === 'alone' && coordinatorId === self)
  return isItsTurn && holderOf(lease) !== self
}

/** Fence of the next taking: larger than every one this seat knows of. */
export const nextFence = (lease: Lease | undefined): number => (lease?.fence ?? 0) + 1
