import type { SeatState } from '../../domain/contract'

export type Banner = 'lost' | 'alone' | 'suspecting' | 'merging' | 'storage'

/** The core tells the seat's state about once a second: after five without a word the window no longer shows the present. */
export const silentAfterMs = 5_000

/**
 * Banners that must stand, gravest first. A seat that leads, or follows a service that answers, has none.
 *
 * @param heardAtMs when the window last heard from the core, by the same clock as `nowMs`; 0 for never
 */
export function bannersOf(seat: SeatState | undefined, heardAtMs: number, nowMs: number): Banner[] {
  const banners: Banner[] = []
  if (heardAtMs > 0 && nowMs - heardAtMs > silentAfterMs) banners.push('lost')
  if (!seat) return banners
  if (seat.role === 'alone' || seat.role === 'suspecting' || seat.role === 'merging') banners.push(seat.role)
  if (seat.storage.state === 'degraded') banners.push('storage')
  return banners
}
