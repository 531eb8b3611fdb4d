import type { SeatState } from '../domain/contract'

export interface Health {
  live: true
  /** Whether it can keep its promises: what it is told, it can save. */
  ready: boolean
  /** Everything that is not as it should be, also what does not stop it from working. */
  reasons: string[]
}

/** A site link that is down takes nothing from the desk's work: it is told as a reason, and the service stays ready. */
export function healthOf(state: SeatState): Health {
  const { storage, links } = state
  const reasons = links
    .filter((link) => link.state !== 'up')
    .map((link) => `link ${link.id} is ${link.state}${link.reason ? `: ${link.reason}` : ''}`)
  if (storage.state === 'degraded') reasons.unshift(`storage is degraded${storage.reason ? `: ${storage.reason}` : ''}`)
  return { live: true, ready: storage.state === 'good', reasons }
}
