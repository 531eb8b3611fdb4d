import { MapView } from '../feed'

/** ISA-18.2: more than 10 new alarms in 10 minutes are more than one person can take. */
export const floodLimit = 10
/** It is over when fewer than 5 came in 10 minutes: a list must not fold and open by turns (ISA-18.2). */
export const floodEnd = 5
export const floodWindowMs = 10 * 60_000

/** When alarms arrived during the last ten minutes, by alarm; over ones stay counted although the feed has let them go. */
export type Arrivals = ReadonlyMap<string, number>

export interface FloodView {
  /** Alarms of the last ten minutes, also those that are over by now. Another object whenever one came or went. */
  readonly arrivals: Arrivals
  /** Whether they are more than one person can take. */
  readonly isFlood: boolean
}

/** Keeps the arrivals level change by change: a frame costs the alarms that changed in it, a second the arrivals of ten minutes. */
export class ArrivalBook {
  readonly #arrivals = new Map<string, number>()
  #view: FloodView = { arrivals: new MapView(this.#arrivals), isFlood: false }

  get view(): FloodView {
    return this.#view
  }

  /** @param changed ids that came or changed; absent when all may have */
  take(
    items: ReadonlyMap<string, { arrivedAtMs: number }>,
    changed: Iterable<string> | undefined,
    nowMs: number,
  ): FloodView {
    let isChanged = false
    for (const id of changed ?? items.keys()) {
      const atMs = items.get(id)?.arrivedAtMs
      if (atMs === undefined || atMs <= nowMs - floodWindowMs || this.#arrivals.has(id)) continue
      this.#arrivals.set(id, atMs)
      isChanged = true
    }
    return this.#renew(isChanged)
  }

  /** Time has gone on. */
  pass(nowMs: number): FloodView {
    let isChanged = false
    for (const [id, atMs] of this.#arrivals)
      if (atMs <= nowMs - floodWindowMs) isChanged = this.#arrivals.delete(id) || isChanged
    return this.#renew(isChanged)
  }

  #renew(isChanged: boolean): FloodView {
    const { isFlood } = this.#view
    if (isChanged)
      this.#view = { arrivals: new MapView(this.#arrivals), isFlood: isFloodNow(isFlood, this.#arrivals.size) }
    return this.#view
  }
}

/** Arrivals in each of the last ten minutes, oldest first. */
export function arrivalsByMinute(arrivals: Arrivals, nowMs: number): number[] {
  const minutes = Array.from({ length: 10 }, () => 0)
  for (const atMs of arrivals.values()) {
    const at = 9 - Math.floor((nowMs - atMs) / 60_000)
    // A clock of the field a little ahead of ours still counts as now.
    const minute = Math.min(9, at)
    if (minute >= 0) minutes[minute] = (minutes[minute] ?? 0) + 1
  }
  return minutes
}

/** Whether it is a flood, given whether it was one: it begins above `floodLimit` and ends below `floodEnd`. */
export const isFloodNow = (wasFlood: boolean, arrivals: number): boolean =>
  arrivals > floodLimit || (wasFlood && arrivals >= floodEnd)
