/** Samples kept of each window: the rate is over the window to an eighth of it. */
const kept = 8
const minuteMs = 60_000

/**
 * How fast values change, over a window each: of many, in columns, so that a sample allocates nothing.
 *
 * The rate is against the latest sample that is a whole window old. While there is none yet, against the oldest one once half a window has passed: a fire does not
 * wait for the window to fill. A source that reports more rarely than its window is judged from one report to the next.
 */
export class RateWindows {
  #windowsMs = new Float64Array(0)
  #values = new Float64Array(0)
  #times = new Float64Array(0)
  /** Where the next sample goes, and how many there are. */
  #next = new Uint8Array(0)
  #count = new Uint8Array(0)
  #windows = 0

  /** @param windowsMs length of each window, ms */
  constructor(windowsMs: readonly number[]) {
    this.grow(windowsMs)
  }

  /** There are more windows now; those that were there go on. */
  grow(windowsMs: readonly number[]): void {
    const windows = windowsMs.length
    if (windows > this.#windowsMs.length) {
      const capacity = Math.ceil(windows * 1.25)
      this.#windowsMs = filledFrom(new Float64Array(capacity), this.#windowsMs)
      this.#values = filledFrom(new Float64Array(capacity * kept), this.#values)
      this.#times = filledFrom(new Float64Array(capacity * kept), this.#times)
      this.#next = filledFrom(new Uint8Array(capacity), this.#next)
      this.#count = filledFrom(new Uint8Array(capacity), this.#count)
    }
    for (let window = this.#windows; window < windows; window++) this.#windowsMs[window] = windowsMs[window] ?? minuteMs
    this.#windows = windows
  }

  /**
   * Takes a sample in.
   *
   * @param atMs source time; one before the last that was taken begins the window anew: the source's clock was set
   * @returns change a minute; `NaN` while too little is known
   */
  push(window: number, value: number, atMs: number): number {
    const windowMs = this.#windowsMs[window] ?? minuteMs
    const base = window * kept
    const count = this.#count[window] ?? 0
    const next = this.#next[window] ?? 0
    const lastMs = count === 0 ? -Infinity : (this.#times[base + ((next + kept - 1) % kept)] ?? 0)
    if (atMs < lastMs) {
      this.#next[window] = 0
      this.#count[window] = 0
      return this.push(window, value, atMs)
    }
    let rate = NaN
    for (let back = 1; back <= count; back++) {
      const at = base + ((next + kept - back) % kept)
      const agoMs = atMs - (this.#times[at] ?? 0)
      const isWhole = agoMs >= windowMs
      if (!isWhole && (back < count || agoMs < windowMs / 2)) continue
      rate = ((value - (this.#values[at] ?? 0)) / agoMs) * minuteMs
      if (isWhole) break
    }
    if (atMs - lastMs >= windowMs / kept) {
      this.#values[base + next] = value
      this.#times[base + next] = atMs
      this.#next[window] = (next + 1) % kept
      if (count < kept) this.#count[window] = count + 1
    }
    return rate
  }
}

function filledFrom<C extends { set(from: C): void }>(column: C, before: C): C {
  column.set(before)
  return column
}
