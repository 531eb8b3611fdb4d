/**
 * Runs something once after a time and returns its cancelling. Counts elapsed time, so that a wall clock that jumps moves no delay.
 * Given from outside, so that tests hold the clock.
 */
export type Schedule = (delayMs: number, run: () => void) => () => void
