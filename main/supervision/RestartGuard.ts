export interface RestartLimits {
  /** Who ran this long was well: what came before no longer counts. */
  calmMs: number
  /** So many deaths in a row are answered at once. */
  free: number
  /** Waits before the restarts after those, the last one for ever. */
  delaysMs: readonly number[]
}

/** How long to wait before something that died is started again: at once as long as that helps, then ever later, so that nothing spins. */
export class RestartGuard {
  private deathsInARow = 0
  /** Not known between a death and the next time it runs. */
  private startedAtMs: number | undefined

  constructor(private readonly limits: RestartLimits) {}

  /** Deaths since it last ran calmly. */
  get streak(): number {
    return this.deathsInARow
  }

  started(nowMs: number): void {
    this.startedAtMs = nowMs
  }

  /** @returns ms to wait before the next start */
  died(nowMs: number): number {
    if (this.startedAtMs !== undefined && nowMs - this.startedAtMs >= this.limits.calmMs) this.deathsInARow = 0
    this.startedAtMs = undefined
    this.deathsInARow += 1
    const { free, delaysMs } = this.limits
    if (this.deathsInARow <= free) return 0
    return delaysMs[Math.min(this.deathsInARow - free, delaysMs.length) - 1] ?? 0
  }
}
