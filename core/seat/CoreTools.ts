import type { Schedule } from '../iot/Schedule'
import type { Ticker } from '../live/Ticker'

/** What every part of a core is made with. */
export interface CoreTools {
  /** Clock, UTC ms. */
  readonly now: () => number
  readonly newId: () => string
  readonly schedule: Schedule
  readonly ticker: Ticker
  /** Told of what fails in the background. */
  readonly onError: (error: unknown) => void
}
