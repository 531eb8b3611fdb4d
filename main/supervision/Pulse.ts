/**
 * How long somebody who should be heard regularly has been silent. Time in which nobody listened does not count: a process that slept (a stopped machine, a
 * long turn of its own loop) finds the beats of that time still unread, and must not take them for silence.
 */
export class Pulse {
  private heardAtMs: number
  private lookedAtMs: number

  /** @param looksEveryMs how often `silenceMs` is asked for at least, while this process is awake */
  constructor(
    private readonly looksEveryMs: number,
    nowMs: number,
  ) {
    this.heardAtMs = nowMs
    this.lookedAtMs = nowMs
  }

  heard(nowMs: number): void {
    this.heardAtMs = nowMs
  }

  /** @returns ms since it was heard, without those that this process itself missed */
  silenceMs(nowMs: number): number {
    const missedMs = nowMs - this.lookedAtMs - this.looksEveryMs
    this.lookedAtMs = nowMs
    if (missedMs > this.looksEveryMs) this.heardAtMs += missedMs
    if (this.heardAtMs > nowMs) this.heardAtMs = nowMs
    return nowMs - this.heardAtMs
  }
}
