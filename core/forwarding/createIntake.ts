import type { ForwardRoute } from '../../domain/contract'
import type { ForwardItem } from '../../domain/forwarding/ForwardItem'
import { takesItem } from '../../domain/forwarding/matchRoute'
import type { SampleLog } from '../iot/createIngest'
import type { Schedule } from '../iot/Schedule'
import type { ForwardQueue } from './ForwardQueue'
import { PointPlans, type PointText } from './PointPlans'

/** A sample waits at most so long for its batch when nobody asked for it to be stored, ms. */
const flushMs = 200
/** What the disk did not take is tried again so much later, ms. */
const retryMs = 1_000
/** Items of a route that wait in memory for a disk that takes nothing. */
const mostKept = 10_000

/** Takes in what routes want, and puts it into their queues in batches. */
export interface Intake {
  /** The sample log with the routes' share taken: what is stored there is in the queues as well. */
  tap(log: SampleLog): SampleLog
  /** Takes an item for every route that wants it, or for the route named. @returns how many took it */
  take(item: ForwardItem, routeId?: string): number
  /** Puts what waits into the queues, with the journal's position. */
  flush(cursor?: number): Promise<void>
  /** Routes are other ones from now on. */
  renew(): void
  /** Some points, one after the other, are other ones from now on. */
  renewPoints(firstPoint: number, count: number): void
  /** Items of a route that could not be put into its queue and are gone, in this run. */
  lostOf(routeId: string): number
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
  const lost = new Map<string, number>()

  const add = (routeId: string, item: ForwardItem): void => {
    const items = pending.get(routeId)
    if (items) items.push(item)
    else pending.set(routeId, [item])
    wake(flushMs)
  }
  const wake = (delayMs: number): void => {
    stopTimer ??= parts.schedule(delayMs, () => void flush())
  }
  /** Samples come by thousands, and newer ones follow; of all else each is told once: it is tried again, before what came since. */
  function keep(routeId: string, items: readonly ForwardItem[]): void {
    const kept = items.filter(({ kind }) => kind !== 'sample').slice(0, mostKept)
    const gone = items.length - kept.length
    if (gone > 0) lost.set(routeId, (lost.get(routeId) ?? 0) + gone)
    if (kept.length === 0) return
    pending.set(routeId, [...kept, ...(pending.get(routeId) ?? [])])
    wake(retryMs)
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
      for (const [routeId, items] of batches) keep(routeId, items)
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
    renewPoints: (firstPoint, count) => plans.renewPoints(firstPoint, count),
    lostOf: (routeId) => lost.get(routeId) ?? 0,
    stop() {
      stopTimer?.()
      stopTimer = undefined
    },
  }
}
