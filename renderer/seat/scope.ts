import type { EmergencyScope, SeatState } from '../../domain/contract'
import { isInScope } from '../../domain/seat/scope'

/** How much of a family of systems is within a scope. */
export type Coverage = 'whole' | 'part' | 'none'

/** How much of a family the scope names, plots left aside: `part` when it names only some of the family's systems. */
export function coverageOf(scope: EmergencyScope, family: string): Coverage {
  if (isInScope(scope, { system: family })) return 'whole'
  return scope.systems.some((named) => named.startsWith(`${family}.`)) ? 'part' : 'none'
}

/**
 * What is driven now; `undefined` while that is everything. The scope binds a seat alone until its merge is over, and one that follows such a
 * seat; a seat that follows the service only keeps it ready.
 */
export function limitedScope(
  seat: Pick<SeatState, 'role' | 'scope' | 'driverName' | 'peers'> | undefined,
): SeatState['scope'] {
  if (!seat) return undefined
  const isWithout = seat.role === 'alone' || seat.role === 'merging' || isLedByConsole(seat)
  return isWithout ? seat.scope : undefined
}

/** True for a seat that follows another console because the service is away. */
export const isLedByConsole = ({
  role,
  driverName,
  peers,
}: Pick<SeatState, 'role' | 'driverName' | 'peers'>): boolean =>
  role === 'following' && peers.some(({ name, kind }) => kind === 'console' && name === driverName)
