import type { SeatState } from '../domain/contract'

export interface Health {
  live: true
  role: SeatState['role']
  isDriving: boolean
  /** Whether it can keep its promises: what it is told, it can save. */
  ready: boolean
  /** Everything that is not as it should be, also what does not stop it from working. */
  reasons: string[]
}

/** A site link that is down takes nothing from the desk's work: it is told as a reason, and the service stays ready. */
export function healthOf(state: SeatState): Health {
  const { storage, links, peers, role, isDriving } = state
  const reasons = links
    .filter((link) => link.state !== 'up')
    .map((link) => `link ${link.id} is ${link.state}${link.reason ? `: ${link.reason}` : ''}`)
  for (const peer of peers)
    if (peer.state !== 'up')
      reasons.push(`${peer.kind} ${peer.name} is ${peer.state}${peer.reason ? `: ${peer.reason}` : ''}`)
  if (!isDriving) reasons.push('this seat does not drive the site')
  if (storage.state !== 'good')
    reasons.unshift(`storage is ${storage.state}${storage.reason ? `: ${storage.reason}` : ''}`)
  return { live: true, role, isDriving, ready: storage.state !== 'degraded', reasons }
}
