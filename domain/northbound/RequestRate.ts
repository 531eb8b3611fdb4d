/** How much one system may ask: so many requests at once, and so many a second after that. */
export interface RateLimits {
  readonly burst: number
  readonly perSecond: number
}

/** A bucket that fills with time: a system that asks little may ask much for a moment. */
export class RequestRate {
  private left: number
  private atMs: number

  constructor(
    private readonly limits: RateLimits,
    nowMs: number,
  ) {
    this.left = limits.burst
    this.atMs = nowMs
  }

  /** @returns whether one more request is let through now */
  take(nowMs: number): boolean {
    // A clock that was set back must not close the door.
    const passedMs = Math.max(0, nowMs - this.atMs)
    this.atMs = nowMs
    this.left = Math.min(this.limits.burst, this.left + (passedMs / 1_000) * this.limits.perSecond)
    if (this.left < 1) return false
    this.left -= 1
    return true
  }
}
