/** Fastest rate anybody may ask for, `rateHz` of the feeds in the contract. */
const ticksPerSecond = 30

/** Runs things at their own rates off one timer, so that flushes of many subscribers wake the process together. */
export interface Ticker {
  /** Runs `tick` at most `rateHz` times a second (0.1 to 30) until the returned function is called. */
  every(rateHz: number, tick: () => void): () => void
}

/** Starts a repeating timer; returns its stop. The one thing that a test replaces. */
export type StartTimer = (run: () => void, periodMs: number) => () => void

const startInterval: StartTimer = (run, periodMs) => {
  const timer = setInterval(run, periodMs)
  return () => clearInterval(timer)
}

/** The timer runs only while somebody listens. */
export function createTicker(startTimer: StartTimer = startInterval): Ticker {
  const jobs = new Set<{ everyTicks: number; dueIn: number; tick: () => void }>()
  let stopTimer: (() => void) | undefined

  const runDue = (): void => {
    for (const job of jobs) {
      if (--job.dueIn > 0) continue
      job.dueIn = job.everyTicks
      job.tick()
    }
  }
  return {
    every(rateHz, tick) {
      const everyTicks = Math.max(1, Math.round(ticksPerSecond / rateHz))
      // The first tick comes at once: a new subscriber waits for its snapshot.
      const job = { everyTicks, dueIn: 1, tick }
      jobs.add(job)
      stopTimer ??= startTimer(runDue, 1000 / ticksPerSecond)
      return () => {
        jobs.delete(job)
        if (jobs.size > 0) return
        stopTimer?.()
        stopTimer = undefined
      }
    },
  }
}
