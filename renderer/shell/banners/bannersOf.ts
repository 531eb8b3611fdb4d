import type { SeatState } from '../../../domain/contract'
import { silentAfterMs } from '../../feed'
import { isLedByConsole } from '../../seat/scope'

export type Banner =
  | 'lost'
  | 'degraded'
  | 'reserve'
  | 'alone'
  | 'accompanied'
  | 'merging'
  | 'suspecting'
  | 'minority'
  | 'breakGlass'
  | 'peerRefused'
  | 'shedding'
  | 'low'
  | 'merged'

/** What a merge came to stands this long; with conflicts that nobody settled, longer. */
export const mergedShownMs = 2 * 60_000
export const mergedWithConflictsShownMs = 15 * 60_000

/** What of the seat's state must be known before anything else is read. */
type Told = Pick<
  SeatState,
  'role' | 'scope' | 'isMinority' | 'isDriving' | 'peers' | 'storage' | 'lastMerge' | 'openConflicts'
>

/**
 * Banners that must stand, gravest first. A seat that leads, or follows a service that answers, has none.
 *
 * @param heardAtMs when the window last heard from the core, by the same clock as `nowMs`; 0 for never
 * @param breakGlassCount commands given lately without what they usually need
 */
export function bannersOf(
  seat: SeatState | undefined,
  heardAtMs: number,
  nowMs: number,
  breakGlassCount = 0,
): Banner[] {
  const isLost = heardAtMs > 0 && nowMs - heardAtMs > silentAfterMs
  const { role, storage, isMinority, peers }: Partial<Told> = seat ?? {}
  const standing: Record<Banner, boolean> = {
    lost: isLost,
    degraded: storage?.state === 'degraded',
    reserve: storage?.state === 'reserve',
    alone: role === 'alone' && seat?.isDriving === true,
    // The service is away, and another console drives what can be driven.
    accompanied: seat !== undefined && ((role === 'alone' && !seat.isDriving) || isLedByConsole(seat)),
    merging: role === 'merging',
    suspecting: role === 'suspecting',
    minority: isMinority === true,
    breakGlass: breakGlassCount > 0,
    peerRefused: peers?.some(({ state }) => state === 'refused') ?? false,
    shedding: storage?.state === 'shedding',
    low: storage?.state === 'low',
    merged: seat !== undefined && isMergeNew(seat, nowMs),
  }
  return order.filter((banner) => standing[banner])
}

const order: readonly Banner[] = [
  'lost',
  'degraded',
  'reserve',
  'alone',
  'accompanied',
  'merging',
  'suspecting',
  'minority',
  'breakGlass',
  'peerRefused',
  'shedding',
  'low',
  'merged',
]

function isMergeNew({ role, lastMerge, openConflicts }: Told, nowMs: number): boolean {
  if (!lastMerge || (role !== 'following' && role !== 'leader')) return false
  const shownMs = lastMerge.conflicts > 0 && openConflicts > 0 ? mergedWithConflictsShownMs : mergedShownMs
  return nowMs - lastMerge.atMs < shownMs
}
