import type { ForwardRoute } from '../../domain/contract'
import type { ForwardItem } from '../../domain/forwarding/ForwardItem'
import { takesItem } from '../../domain/forwarding/matchRoute'
import type { SampleLog } from '../iot/createIngest'
import type { Schedule } from '../iot/Schedule'
import type { ForwardQueue } from './ForwardQueue'
import { PointPlans, type PointText } from './PointPlans'

/** A sample waits at most so long for its batch when nobody asked for it to be stored, ms. */
const flushMs = 200

/** Takes in what routes want, and puts it into their queues in batches. */
export interface Intake {
  /** The sample log with the routes' share taken: what is stored there is in the queues as well. */
  tap(log: SampleLog): SampleLog
  /** Takes an item for every route that wants it, or for the route named. @returns how many took it */
  take(item: ForwardItem, routeId?: string): number
  /** Puts what waits into the queues, with the journal's position. */
  flush(cursor?: number): Promise<void>
  /** Routes or points are other ones from now on. */
  renew(): void
  /** Items that could not be put into the queue, in this run. */
  readonly lost: number
  stop(): void
}

export function createIntake(parts: {
  /** Routes as they are now; none while this seat does not forward. */
  routes: () => readonly ForwardRoute[]
  /** Opened when there is something to put into it. */
  queue: () => Promise<ForwardQueue>
  describe: (point: number) => PointText | undefined
  schedule: Schedule
  onError: (error: unknown) => void
}): Intake {
  const plans = new PointPlans(parts.routes, parts.describe)
  let pending = new Map<string, ForwardItem[]>()
  let waiters: (() => void)[] = []
  let stopTimer: (() => void) | undefined
  let flushing: Promise<void> = Promise.resolve()
  let flushesUnderWay = 0
  let lost = 0

  const add = (routeId: string, item: ForwardItem): void => {
    const items = pending.get(routeId)
    if (items) items.push(item)
    else pending.set(routeId, [item])
    stopTimer ??= parts.schedule(flushMs, () => void flush())
  }
  async function put(cursor: number | undefined): Promise<void> {
    stopTimer?.()
    stopTimer = undefined
    const batches = pending
    const told = waiters
    pending = new Map()
    waiters = []
    try {
      if (batches.size > 0 || cursor !== undefined) await (await parts.queue()).put(batches, cursor)
    } catch (error) {
      // What leaves the house never holds up what happens in it.
      for (const items of batches.values()) lost += items.length
      parts.onError(error)
    }
    flushesUnderWay -= 1
    for (const done of told) done()
  }
  const flush = (cursor?: number): Promise<void> => {
    flushesUnderWay += 1
    flushing = flushing.then(() => put(cursor))
    return flushing
  }

  return {
    tap: (log) => ({
      append(point, value, timeMs, quality) {
        log.append(point, value, timeMs, quality)
        const plan = plans.of(point)
        if (!plan) return
        const { text, routeIds } = plan
        const atMs = Math.round(timeMs)
        const item: ForwardItem = {
          id: `${text.deviceId}/${text.property}/${atMs}`,
          kind: 'sample',
          atMs,
          ...text,
          value,
          quality,
        }
        for (const routeId of routeIds) add(routeId, item)
      },
      whenStored(done) {
        if (pending.size === 0 && flushesUnderWay === 0) return log.whenStored(done)
        log.whenStored((error) => {
          if (error) return done(error)
          // Those of one batch of the log share one of the queue.
          waiters.push(() => done())
          if (waiters.length === 1) setImmediate(() => void flush())
        })
      },
    }),
    take(item, routeId) {
      const wanting = parts
        .routes()
        .filter(({ id, filter }) => (routeId === undefined || id === routeId) && takesItem(filter, item))
      for (const { id } of wanting) add(id, item)
      return wanting.length
    },
    flush,
    renew: () => plans.renew(),
    get lost() {
      return lost
    },
    stop() {
      stopTimer?.()
      stopTimer = undefined
    },
  }
}
