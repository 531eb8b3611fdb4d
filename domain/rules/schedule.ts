import type { RuleTrigger } from '../contract'
import { isDayOf, minuteOfDay, type RuleCalendar } from './calendar'

type Schedule = Extract<RuleTrigger, { kind: 'schedule' }>

const dayMs = 86_400_000
/** A schedule with no day in so long has none: the farthest are lunar dates of a leap month. */
const horizonDays = 800

/**
 * When a schedule is due first after a moment, UTC ms; `undefined` when never.
 *
 * @param untilMs not looked for beyond
 */
export function nextDueMs(
  { times, days }: Schedule,
  calendar: RuleCalendar,
  afterMs: number,
  untilMs = afterMs + horizonDays * dayMs,
): number | undefined {
  const minutes = times.map(minuteOfDay).sort((a, b) => a - b)
  // Noon of each day: no setting of clocks leads to another day.
  for (
    let noonMs = calendar.minuteOf(afterMs, 720);
    noonMs - dayMs <= untilMs;
    noonMs = calendar.minuteOf(noonMs + dayMs, 720)
  ) {
    if (!isDayOf(days, calendar.at(noonMs))) continue
    for (const minute of minutes) {
      const dueMs = calendar.minuteOf(noonMs, minute)
      if (dueMs > afterMs) return dueMs <= untilMs ? dueMs : undefined
    }
  }
  return undefined
}
