import type { Alarm } from '../../domain/contract'
import type { Finding } from '../../domain/alarm/episode'

/**
 * From when the next episode of a row counts. An alarm's id follows from its source time, so that what is told again makes no second one; a device whose clock stands still, or begins at the same moment
 * each time it starts, would be heard once and never again. What such a device tells after an episode has ended is taken for a millisecond later than that end.
 */
export class EpisodeStarts {
  readonly #idOf: (row: number, atMs: number) => string
  /** Times at which open episodes were told to begin. */
  readonly #toldAtMs = new Map<number, number>()
  /** The last episode of a row that has ended since the start: when it was told to begin, and what comes after it. */
  readonly #ended = new Map<number, { readonly toldAtMs: number; readonly nextMs: number }>()

  /** @param idOf id of the alarm that begins there */
  constructor(idOf: (row: number, atMs: number) => string) {
    this.#idOf = idOf
  }

  /** What begins an episode, with the time from which it counts. */
  begin(row: number, finding: Finding, alarmOf: (id: string) => Alarm | undefined): Finding {
    if (finding.kind !== 'occurred' && finding.kind !== 'passed') return finding
    const { moment } = finding
    this.#toldAtMs.set(row, moment.atMs)
    const atMs = this.#startOf(row, moment.atMs, alarmOf)
    if (atMs === moment.atMs) return finding
    const later = { ...moment, atMs }
    if (finding.kind === 'occurred') return { kind: 'occurred', moment: later }
    return { kind: 'passed', moment: later, goneAtMs: Math.max(finding.goneAtMs, atMs) }
  }

  /** The episode of the row is over. */
  end(row: number, { raisedAtMs, returnedAtMs = raisedAtMs }: Alarm): void {
    this.#ended.set(row, { toldAtMs: this.#toldAtMs.get(row) ?? raisedAtMs, nextMs: returnedAtMs + 1 })
    this.#toldAtMs.delete(row)
  }

  #startOf(row: number, atMs: number, alarmOf: (id: string) => Alarm | undefined): number {
    const ended = this.#ended.get(row)
    let startMs = ended?.toldAtMs === atMs ? Math.max(atMs, ended.nextMs) : atMs
    for (;;) {
      const there = alarmOf(this.#idOf(row, startMs))
      // One that returned later at its source was told again: it makes no new alarm.
      if (there?.state !== 'returned' || there.returnedAtMs === undefined || there.returnedAtMs > startMs)
        return startMs
      startMs = there.returnedAtMs + 1
    }
  }
}
