import type { CommandSchedule } from '../contract'
import { type Calendar, dueTimes } from './dueTimes'

/** A time that is found by so much late is on time: timers and take-overs need a moment. */
const onTimeMs = 60_000

/** What is to be done about a schedule now: its newest time run or told as missed; older ones are only counted. */
export interface DueDeed {
  readonly dueAtMs: number
  readonly do: 'run' | 'miss'
  readonly alsoMissed: number
}

/** @returns `undefined` when nothing is due */
export function dueDeed(schedule: CommandSchedule, calendar: Calendar, nowMs: number): DueDeed | undefined {
  if (schedule.state !== 'active') return undefined
  // What was saved or done before counts from then; a paused time is not made up for.
  const afterMs = Math.max(lastDoneMs(schedule, nowMs), savedAtMs(schedule, nowMs))
  const times = dueTimes(schedule.when, calendar, { afterMs, untilMs: nowMs })
  const dueAtMs = times.at(-1)
  if (dueAtMs === undefined) return undefined
  const isInTime = nowMs - dueAtMs <= Math.max(onTimeMs, schedule.lateUpToMs)
  return { dueAtMs, do: isInTime ? 'run' : 'miss', alsoMissed: times.length - 1 }
}

/** Newest time that was done or told; not one that a clock which ran ahead had come to. */
const lastDoneMs = ({ times }: CommandSchedule, nowMs: number): number =>
  times.find(({ dueAtMs }) => dueAtMs <= nowMs)?.dueAtMs ?? 0

/** The journal's clock never goes back: where the wall clock ran ahead and was set right, what was saved since counts from now. */
const savedAtMs = ({ saved }: CommandSchedule, nowMs: number): number =>
  saved.atMs > nowMs + onTimeMs ? nowMs - onTimeMs : saved.atMs
