import type { SeatId } from '../../domain/contract'
import type { SeatStatus, SyncFrame, SyncRefusal } from '../../domain/contract/sync'

/** The other end of a link whose hands were shaken. */
export interface LinkedSeat {
  readonly seatId: SeatId
  readonly name: string
  readonly kind: 'service' | 'console'
  readonly rank: number
}

/** One link, as the things that use it see it. */
export interface SyncLink {
  readonly seat: LinkedSeat
  /** What the other seat said last of itself. */
  readonly status: SeatStatus
  /** Never throws; what is sent over a link that is gone is lost, as on any link. */
  send(frame: SyncFrame): void
  /** Tells the other side why and ends the link. `detach` is called before it returns. */
  refuse(code: SyncRefusal, message: string): void
}

/** What a feature holds of one link. */
export interface AttachedLink {
  /** Given every frame of the link; those of other features are to be passed over. Frames are checked before. Must not throw. */
  receive(frame: SyncFrame): void
  /** Called once, when the link is gone. */
  detach(): void
}

/** Something that two seats do with each other over every link between them. */
export interface LinkFeature {
  attach(link: SyncLink): AttachedLink
  /** Called at every heartbeat (2 s): the measure of time for whatever waits for an answer. */
  tick?(): void
}
