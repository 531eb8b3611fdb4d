/** Alarms of one place that follow each other this closely are taken as one event with one cause. */
export const togetherMs = 60_000

interface Raised {
  readonly id: string
  readonly raisedAtMs: number
}

export const compareRaised = (a: Raised, b: Raised): number =>
  a.raisedAtMs - b.raisedAtMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Alarms of one place, each of which follows the one before within `togetherMs`. */
export interface Run {
  /** Stays while the run lives, whoever is its first. */
  readonly key: string
  /** Id of its earliest: taken as the cause of the rest. */
  firstId: string
  size: number
}

/**
 * The alarms of one place in runs of what came together, kept change by change: one that comes or leaves looks at its neighbours only. Where two runs meet, or one breaks,
 * the later part is named anew.
 */
export class Together {
  readonly #alarms: Raised[] = []
  readonly #runs = new Map<string, Run>()
  #named = 0

  get size(): number {
    return this.#alarms.length
  }

  runOf(id: string): Run | undefined {
    return this.#runs.get(id)
  }

  /** @param moved gets the ids of the others whose run is another one now, or has another first or is no longer (or only now) of two and more */
  add(alarm: Raised, moved: Set<string>): void {
    const at = this.#placeOf(alarm)
    const [left, right] = [this.#alarms[at - 1], this.#alarms[at]]
    this.#alarms.splice(at, 0, { id: alarm.id, raisedAtMs: alarm.raisedAtMs })
    const before = left && follows(left, alarm) ? this.#runs.get(left.id) : undefined
    const after = right && follows(alarm, right) ? this.#runs.get(right.id) : undefined
    const run = before ?? after ?? this.#newRun(alarm.id)
    this.#join(run, alarm.id, moved)
    if (!before) run.firstId = alarm.id
    if (before && after && before !== after) this.#rename(at + 1, after, before, moved)
  }

  remove(alarm: Raised, moved: Set<string>): void {
    const at = this.#placeOf(alarm)
    const run = this.#runs.get(alarm.id)
    if (!run || this.#alarms[at]?.id !== alarm.id) return
    this.#alarms.splice(at, 1)
    this.#runs.delete(alarm.id)
    run.size -= 1
    const [left, right] = [this.#alarms[at - 1], this.#alarms[at]]
    const isRightOfRun = right !== undefined && this.#runs.get(right.id) === run
    const isLeftOfRun = left !== undefined && this.#runs.get(left.id) === run
    if (run.firstId === alarm.id && isRightOfRun) run.firstId = right.id
    if (isLeftOfRun && isRightOfRun && !follows(left, right)) this.#rename(at, run, this.#newRun(right.id), moved)
    if (run.size === 1) moved.add(run.firstId)
  }

  #join(run: Run, id: string, moved: Set<string>): void {
    // Alone until now, its first was shown for itself.
    if (run.size === 1) moved.add(run.firstId)
    run.size += 1
    this.#runs.set(id, run)
  }

  /** Names those of `from`, from a place on, after `into`. */
  #rename(at: number, from: Run, into: Run, moved: Set<string>): void {
    for (let alarm = this.#alarms[at]; alarm && this.#runs.get(alarm.id) === from; alarm = this.#alarms[++at]) {
      from.size -= 1
      this.#join(into, alarm.id, moved)
      moved.add(alarm.id)
    }
    if (into.size === 1) moved.add(into.firstId)
  }

  /** A run that breaks keeps its key, also when the alarm that gave it has left: so a number goes with it. */
  #newRun(id: string): Run {
    this.#named += 1
    return { key: `${id} ${this.#named}`, firstId: id, size: 0 }
  }

  #placeOf(alarm: Raised): number {
    let [low, high] = [0, this.#alarms.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      const there = this.#alarms[middle]
      if (there && compareRaised(there, alarm) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

const follows = (earlier: Raised, later: Raised): boolean => later.raisedAtMs - earlier.raisedAtMs <= togetherMs
