import type { Schedule } from '../iot/Schedule'

/** Timers of this machine. */
export const schedule: Schedule = (delayMs, run) => {
  // Timers of Node count in 31 bits; nothing here waits for weeks, but a wrong number must not fire at once.
  const timer = setTimeout(run, Math.min(delayMs, 2 ** 31 - 1))
  return () => clearTimeout(timer)
}

/** Again and again, until what is returned is called. */
export const every = (periodMs: number) => (run: () => void) => {
  const timer = setInterval(run, periodMs)
  return () => clearInterval(timer)
}
