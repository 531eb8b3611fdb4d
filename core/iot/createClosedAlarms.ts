import type { Alarm } from '../../domain/contract'
import type { Journal } from '../journal/Journal'

/** A shift; the journal keeps what is over as long at hand. */
export const CLOSED_WITHIN_MS = 12 * 3_600_000
/** Between two looks at what is too old by now. */
const LOOK_EVERY_MS = 60_000

/** When an alarm came to its end: returned and acknowledged, whichever was later. `undefined` while it is not over. */
const closedAtMs = ({ state, returnedAtMs, acknowledged }: Alarm): number | undefined =>
  state === 'returned' ? Math.max(returnedAtMs ?? 0, acknowledged?.atMs ?? 0) : undefined

/**
 * How many alarms were closed lately, counted change by change: every alarm is looked at once, then only those that a commit touches.
 */
export function createClosedAlarms({
  journal,
  now,
}: {
  journal: Pick<Journal, 'view' | 'onCommitted'>
  now: () => number
}): {
  count(): number
} {
  const closed = new Map<string, number>()
  let lookedAtMs = now()

  const take = (id: string, alarm: Alarm | undefined): void => {
    const atMs = alarm && closedAtMs(alarm)
    // Let go of by the journal it still was closed when it was.
    if (atMs !== undefined) closed.set(id, atMs)
    else if (alarm) closed.delete(id)
  }
  const forget = (): void => {
    lookedAtMs = now()
    for (const [id, atMs] of closed) if (atMs <= lookedAtMs - CLOSED_WITHIN_MS) closed.delete(id)
  }

  for (const alarm of journal.view.list('alarm')) take(alarm.id, alarm)
  forget()
  journal.onCommitted(({ touched }) => {
    for (const { kind, id } of touched) if (kind === 'alarm') take(id, journal.view.get('alarm', id))
  })
  return {
    count() {
      if (Math.abs(now() - lookedAtMs) >= LOOK_EVERY_MS) forget()
      return closed.size
    },
  }
}
