import { SeatId } from '../../domain/contract'
import type { SeatStatus, SyncFrame } from '../../domain/contract/sync'
import type { AttachedLink, LinkFeature, SyncLink } from './LinkFeature'
import { followingStatus } from './testPeers'

/** Test support: a link between two features, with hands already shaken. Frames are copied, and arrive in a later microtask. */
export interface LinkedFeatures {
  readonly sent: { by: 'a' | 'b'; frame: SyncFrame }[]
  readonly refusals: string[]
  setStatus(of: 'a' | 'b', status: Partial<SeatStatus>): void
  /** What a hostile or a faulty peer could send to `to`. */
  inject(to: 'a' | 'b', frame: SyncFrame): void
  cut(): void
}

/** @param change what the network makes of a frame; `undefined` loses it */
export function linkFeatures(
  features: Record<'a' | 'b', LinkFeature>,
  statuses: Partial<Record<'a' | 'b', Partial<SeatStatus>>> = {},
  change: (frame: SyncFrame, by: 'a' | 'b') => SyncFrame | undefined = (frame) => frame,
): LinkedFeatures {
  const sent: LinkedFeatures['sent'] = []
  const refusals: string[] = []
  const attached: Partial<Record<'a' | 'b', AttachedLink>> = {}
  const status = { a: { ...followingStatus, ...statuses.a }, b: { ...followingStatus, ...statuses.b } }
  const inject = (to: 'a' | 'b', frame: SyncFrame) =>
    queueMicrotask(() => attached[to]?.receive(structuredClone(frame)))
  const cut = () => {
    const ends = Object.values(attached)
    delete attached.a
    delete attached.b
    for (const end of ends) end.detach()
  }
  const linkOf = (own: 'a' | 'b', other: 'a' | 'b'): SyncLink => ({
    seat: { seatId: SeatId.parse(other), name: other, kind: 'console', rank: 0 },
    get status() {
      return status[other]
    },
    send(frame) {
      sent.push({ by: own, frame })
      const carried = change(frame, own)
      if (carried) inject(other, carried)
    },
    refuse(code, message) {
      refusals.push(`${own} refuses: ${code}: ${message}`)
      cut()
    },
  })
  attached.a = features.a.attach(linkOf('a', 'b'))
  attached.b = features.b.attach(linkOf('b', 'a'))
  return {
    sent,
    refusals,
    setStatus(of, next) {
      Object.assign(status[of], next)
      inject(of === 'a' ? 'b' : 'a', { t: 'status', status: status[of] })
    },
    inject,
    cut,
  }
}
