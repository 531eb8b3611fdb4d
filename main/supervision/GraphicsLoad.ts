/** One process as Electron measures it. */
export interface ProcessLoad {
  pid: number
  type: string
  /** Share of one processor since the measure before; 1 is all of it. */
  load: number
}

export const measureEveryMs = 1_000
/** From here on the graphics process has no time to take a page's drawings at once. */
const busyFrom = 0.4
/** A page below this does nothing: it waits. One that loops for ever has far more. */
const idleBelow = 0.4
/** Busy a moment ago counts: a page let go after a long wait is still behind. */
const rememberMs = 5_000

/**
 * Whether a silent page may be waiting for the graphics process. Without a graphics card that process draws every window with the processors, and a page
 * that hands over a picture stands still until it is its turn: seconds, with four screens and a map. Ending it then would only add to the load.
 */
export class GraphicsLoad {
  private busyAtMs = Number.NEGATIVE_INFINITY
  private working = new Set<number>()

  /** Told every `measureEveryMs`. */
  measured(processes: readonly ProcessLoad[], nowMs: number): void {
    if (processes.some(({ type, load }) => type === 'GPU' && load > busyFrom)) this.busyAtMs = nowMs
    this.working = new Set(processes.filter(({ load }) => load >= idleBelow).map(({ pid }) => pid))
  }

  /** @param pid process of the page */
  isWaitedForBy(pid: number, nowMs: number): boolean {
    return nowMs < this.busyAtMs + rememberMs && !this.working.has(pid)
  }
}
