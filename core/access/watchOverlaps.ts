import type { Schedule } from '../iot/Schedule'
import type { Journal } from '../journal/Journal'

/** Longest time that is waited in one go: timers take no more than 24 days, ms. */
const mostWaitMs = 86_400_000

/** Calls back when the overlap of two secrets of a device ends: whoever came in with the old one came in with one that is good no more. @returns ends it */
export function watchOverlaps(parts: {
  journal: Journal
  now: () => number
  schedule: Schedule
  onEnded: () => void
}): () => void {
  const { journal, now, schedule, onEnded } = parts
  let next: { atMs: number; cancel(): void } | undefined

  const endOf = (deviceId: string): number | undefined => journal.view.get('deviceKey', deviceId)?.previous?.untilMs

  const wait = (untilMs: number | undefined): void => {
    if (untilMs === undefined || untilMs <= now() || (next && next.atMs <= untilMs)) return
    next?.cancel()
    const cancel = schedule(Math.min(mostWaitMs, untilMs - now()), () => {
      next = undefined
      if (untilMs <= now()) onEnded()
      waitForSoonest()
    })
    next = { atMs: untilMs, cancel }
  }
  /** Looks at all secrets: once at the start, and once at each end. */
  const waitForSoonest = (): void => {
    for (const { id } of journal.view.list('deviceKey')) wait(endOf(id))
  }

  const stop = journal.onCommitted(({ touched }) => {
    for (const { kind, id } of touched) if (kind === 'deviceKey') wait(endOf(id))
  })
  waitForSoonest()
  return () => {
    stop()
    next?.cancel()
  }
}
