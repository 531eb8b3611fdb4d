import type { Schedule } from './Schedule'

/** A clock that tests turn: `advance` runs what is due on the way, in order. */
export interface TestClock {
  nowMs: number
  readonly now: () => number
  readonly schedule: Schedule
  advance(ms: number): void
  /** Sets the wall clock; elapsed time goes on as before. */
  jump(ms: number): void
}

/** @param mirror another clock that has to show the same time */
export function createTestClock(startMs: number, mirror?: { nowMs: number }): TestClock {
  let elapsedMs = 0
  let order = 0
  const timers = new Set<{ dueMs: number; order: number; run: () => void }>()
  const show = (ms: number): void => {
    clock.nowMs = ms
    if (mirror) mirror.nowMs = ms
  }
  const clock: TestClock = {
    nowMs: startMs,
    now: () => clock.nowMs,
    schedule(delayMs, run) {
      const timer = { dueMs: elapsedMs + delayMs, order: order++, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(ms) {
      const endMs = elapsedMs + ms
      for (;;) {
        const due = [...timers].filter(({ dueMs }) => dueMs <= endMs)
        const next = due.sort((a, b) => a.dueMs - b.dueMs || a.order - b.order)[0]
        if (!next) break
        timers.delete(next)
        show(clock.nowMs + next.dueMs - elapsedMs)
        elapsedMs = next.dueMs
        next.run()
      }
      show(clock.nowMs + endMs - elapsedMs)
      elapsedMs = endMs
    },
    jump: (ms) => show(clock.nowMs + ms),
  }
  show(startMs)
  return clock
}
