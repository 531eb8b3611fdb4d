/** Counts faults of a peer within a time; too many, and the link is put in quarantine. */
export class Strikes {
  #timesMs: number[] = []

  constructor(
    private readonly most: number,
    private readonly withinMs: number,
  ) {}

  /** @returns true when this fault was one too many; the count then starts anew */
  add(nowMs: number): boolean {
    this.#timesMs = this.#timesMs.filter((timeMs) => timeMs > nowMs - this.withinMs)
    this.#timesMs.push(nowMs)
    if (this.#timesMs.length <= this.most) return false
    this.#timesMs = []
    return true
  }
}
