/** ISA-18.2: more than 10 new alarms in 10 minutes are more than one person can take. */
export const floodLimit = 10
/** It is over when fewer than 5 came in 10 minutes: a list must not fold and open by turns (ISA-18.2). */
export const floodEnd = 5
export const floodWindowMs = 10 * 60_000

/** When alarms arrived during the last ten minutes, by alarm; over ones stay counted although the feed has let them go. */
export type Arrivals = ReadonlyMap<string, number>

/** Adds what is new, forgets what is older than the window. Returns the same map when nothing changed. */
export function addArrivals(
  known: Arrivals,
  alarms: Iterable<{ id: string; arrivedAtMs: number }>,
  nowMs: number,
): Arrivals {
  const fromMs = nowMs - floodWindowMs
  let next: Map<string, number> | undefined
  for (const [id, atMs] of known) if (atMs <= fromMs) (next ??= new Map(known)).delete(id)
  for (const { id, arrivedAtMs } of alarms)
    if (arrivedAtMs > fromMs && !known.has(id)) (next ??= new Map(known)).set(id, arrivedAtMs)
  return next ?? known
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
