import type { SampleBatch } from '../../domain/contract'
import type { ChangeTracker, Watcher } from './ChangeTracker'
import type { Ticker } from './Ticker'

export type Points = 'all' | Uint32Array<ArrayBuffer>

/** Where a group finds what it tells. */
export interface FlushSource {
  readonly changes: Pick<ChangeTracker, 'watch'>
  readonly ticker: Ticker
  /** The points as they are now. */
  read(points: Uint32Array<ArrayBuffer>): SampleBatch
  /** Those of the asked points that were ever heard of. */
  heardOf(points: Points): Uint32Array<ArrayBuffer>
}

interface Member {
  isReady: (() => boolean) | undefined
  flush: (batch: SampleBatch) => void
  /** What has changed since it was told last, while that is not what the others are told: it is new, or was not ready. */
  own: Watcher | undefined
  /** Ends the wait for its first tick; `undefined` once it knows everything that was there. */
  stopWaiting: (() => void) | undefined
}

/**
 * Subscribers of the same points at the same rate. What changed is taken and read once a tick, and all that keep up are given the one batch; whoever is new or
 * was not ready has a list of its own until it has been told everything, and then is one of the others again.
 */
export class FlushGroup {
  private readonly members = new Set<Member>()
  private readonly shared: Watcher
  private readonly stopTicking: () => void

  constructor(
    private readonly source: FlushSource,
    private readonly points: Points,
    private readonly rateHz: number,
    /** The last one left. */
    private readonly onEmpty: (group: FlushGroup) => void,
  ) {
    this.shared = source.changes.watch(points)
    this.stopTicking = source.ticker.every(rateHz, () => this.tick())
  }

  isOf(points: Points, rateHz: number): boolean {
    if (rateHz !== this.rateHz) return false
    if (points === 'all' || this.points === 'all') return points === this.points
    return points.length === this.points.length && points.every((point, at) => point === this.points[at])
  }

  /** @returns ends the membership */
  join(flush: (batch: SampleBatch) => void, isReady: (() => boolean) | undefined): () => void {
    const { changes, ticker } = this.source
    const own = changes.watch(this.points)
    const member: Member = { isReady, flush, own, stopWaiting: undefined }
    // It does not wait for the others: at one flush in ten seconds that would be long.
    member.stopWaiting = ticker.every(this.rateHz, () => this.greet(member))
    this.members.add(member)
    return () => this.leave(member)
  }

  private tick(): void {
    const changed = this.shared.take()
    let batch: SampleBatch | undefined
    for (const member of this.members) {
      if (member.stopWaiting) {
        if (this.greet(member)) takeOwn(member)
      } else if (member.isReady && !member.isReady()) member.own ??= this.source.changes.watch(this.points, changed)
      else if (member.own) this.tell(member, takeOwn(member))
      else if (changed.length > 0) member.flush((batch ??= this.source.read(changed)))
    }
  }

  /** Tells all that is known, once. @returns false while it is not ready */
  private greet(member: Member): boolean {
    if (member.isReady && !member.isReady()) return false
    member.stopWaiting?.()
    member.stopWaiting = undefined
    member.own?.take()
    this.tell(member, this.source.heardOf(this.points))
    return true
  }

  private tell(member: Member, points: Uint32Array<ArrayBuffer>): void {
    if (points.length > 0) member.flush(this.source.read(points))
  }

  private leave(member: Member): void {
    if (!this.members.delete(member)) return
    member.stopWaiting?.()
    takeOwn(member)
    if (this.members.size > 0) return
    this.stopTicking()
    this.shared.close()
    this.onEmpty(this)
  }
}

/** From here on it is told what the others are. @returns what it had not heard */
function takeOwn(member: Member): Uint32Array<ArrayBuffer> {
  const points = member.own?.take() ?? new Uint32Array(0)
  member.own?.close()
  member.own = undefined
  return points
}
