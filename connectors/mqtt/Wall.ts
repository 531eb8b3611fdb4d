import type { RefusalReason } from '../../domain/contract'
import type { DeviceSlot, SiteSink } from '../site'

/**
 * What a decoder knows of the message in its hands, and where it turns things away. One object a link, reused for every message: nothing is made for a
 * message that is in order.
 */
export interface Wall {
  readonly nowMs: number
  readonly sink: SiteSink
  refuse(reason: RefusalReason, detail: string): void
  /** What is said bears a time that cannot be. @returns the time that counts in its place, UTC ms; NaN after refusing */
  clockWrong(time: number, what: string): number
}

/** Ids seen lately on one topic. A device numbers its messages; a number that comes again is the same message again. */
export interface RecentIds {
  /** Remembers the id. @returns false when it was there already */
  add(id: string): boolean
}

/** A message whose topic is known, on its way to a decoder. */
export interface Incoming {
  readonly device: DeviceSlot
  readonly recent: RecentIds
  /** The broker says it tried before: a known id is then no fault of the device. */
  readonly isRepeat: boolean
}
