import { useNow } from './clock'
import { useSeatHeardAtMs } from './FeedContext'

/** The core tells its state every second; after this long without it, what is on screen is no longer the present. ms */
export const silentAfterMs = 5_000

/** When the core was heard last, seat time, UTC ms, once it has been silent for too long; else `undefined`. */
export function useSilentSince(): number | undefined {
  const heardAtMs = useSeatHeardAtMs()
  return useNow() - heardAtMs > silentAfterMs && heardAtMs > 0 ? heardAtMs : undefined
}
