import type { SeatId } from '../contract/primitives'
import type { Lease, SeatRole } from '../contract/state'

/** The one lease of an installation: id of its subject. */
export const siteLease = 'site'

/** A seat's standing, as far as driving goes. */
export interface Standing {
  readonly self: SeatId
  readonly role: SeatRole
  /** `coordinatorOf` the seat and everyone it sees. */
  readonly coordinatorId: SeatId | undefined
  /** As this seat's journal has it. */
  readonly lease: Lease | undefined
}

/** Who holds the lease; `undefined` when nobody took it yet or its holder gave it back. */
export const holderOf = (lease: Lease | undefined): SeatId | undefined =>
  lease && !lease.isReleased ? lease.holderId : undefined

/**
 * A seat drives while it holds the lease: whoever sees a later taking stops, whatever its role says. A seat that is alone goes on while it merges, until the leader
 * has taken over.
 */
export const mayDrive = ({ self, role, lease }: Omit<Standing, 'coordinatorId'>): boolean =>
  (role === 'leader' || role === 'alone' || role === 'merging') && holderOf(lease) === self

/** A seat takes the lease when it is its turn, as leader or as coordinator of those that are alone, and another holds it, or nobody. */
export const shallTakeLease = ({ self, role, coordinatorId, lease }: Standing): boolean => {
  const isItsTurn = role === 'leader' || (role === 'alone' && coordinatorId === self)
  return isItsTurn && holderOf(lease) !== self
}

/** Numbers of seats within one round of fences. */
const seatNumbers = 2 ** 32

/**
 * Fence of the next taking: larger than every one this seat knows of, and never one that another seat takes, so that what was issued under a lease belongs to one
 * taking also when two seats take it apart. The rest of the division by 2^32 is the seat's, the quotient counts the rounds.
 */
export const nextFence = (lease: Lease | undefined, self: SeatId): number =>
  (Math.floor((lease?.fence ?? 0) / seatNumbers) + 1) * seatNumbers + numberOf(self)

/** FNV-1a, 32 bits. */
function numberOf(seatId: SeatId): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < seatId.length; i++) hash = Math.imul(hash ^ seatId.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
