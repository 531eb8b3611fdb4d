import { randomBytes } from 'node:crypto'
import { SeatId } from '../../domain/contract'
import type { SeatStatus, SyncFrame } from '../../domain/contract/sync'
import type { Schedule } from '../iot/Schedule'
import { createPeers, type Peers, type PeersOptions } from './createPeers'
import type { LinkEnd } from './PeerLink'
import type { PeerTransport } from './webSocketPeer'

/** Test support: both ends of a pipe in memory. A frame arrives in a later microtask; a cut pipe swallows silently what is sent. */
export interface TestPipe {
  readonly ends: readonly [PeerTransport, PeerTransport]
  /** Both ends hear that it is closed. */
  close(): void
  /** Nothing arrives any more, and nobody is told. */
  freeze(): void
  readonly isClosed: boolean
}

export function testPipe(): TestPipe {
  const early: unknown[][] = [[], []]
  const frameListeners: ((frame: unknown) => void)[] = [
    (frame) => early[0]?.push(frame),
    (frame) => early[1]?.push(frame),
  ]
  const closeListeners: (() => void)[] = []
  let state: 'open' | 'frozen' | 'closed' = 'open'
  const close = () => {
    if (state === 'closed') return
    state = 'closed'
    queueMicrotask(() => closeListeners.forEach((listener) => listener()))
  }
  const end = (own: 0 | 1): PeerTransport => ({
    send(frame: SyncFrame) {
      if (state !== 'open') return
      queueMicrotask(() => frameListeners[1 - own]?.(structuredClone(frame)))
    },
    onFrame(listener) {
      frameListeners[own] = listener
      early[own]?.splice(0).forEach(listener)
    },
    onClose(listener) {
      closeListeners.push(listener)
      if (state === 'closed') queueMicrotask(listener)
    },
    close,
  })
  return {
    ends: [end(0), end(1)],
    close,
    freeze: () => void (state = 'frozen'),
    get isClosed() {
      return state === 'closed'
    },
  }
}

export const followingStatus: SeatStatus = { role: 'following', isDriving: false, isMerging: false }
export const testSecret = new Uint8Array(32).fill(1)

/** Test support: the peers of a seat, with what they told. */
export function testPeers(
  name: string,
  options: Partial<Omit<PeersOptions, 'self'>> & { now: () => number; schedule: Schedule },
): Peers & { ends: ({ peer: string } & LinkEnd)[] } {
  const ends: ({ peer: string } & LinkEnd)[] = []
  const peers = createPeers({
    self: { seatId: SeatId.parse(name), name, kind: 'console', rank: 0, release: 'test' },
    status: followingStatus,
    districtId: () => undefined,
    secret: testSecret,
    features: [],
    behind: () => 0,
    random: () => 0.5,
    randomBytes: (length) => randomBytes(length),
    onEnded: (fields) => ends.push(fields),
    targets: [],
    ...options,
  })
  return Object.assign(peers, { ends })
}
