import type { AlarmTable } from './AlarmTable'
import type { Suppressed } from './createEpisodeWriter'
import type { Registry } from './Registry'

/**
 * Which alarms say nothing by design now. Silence wants knowledge: where nobody can tell any more whether what suppresses holds, it suppresses nothing.
 */
export interface Suppressions {
  of(row: number): Suppressed | undefined
  /** As the journal has it, until the first sample of what suppresses says otherwise. */
  resume(row: number, suppressed: Suppressed): void
  /** A point that suppresses the row has changed, or the row has another definition. @returns whether that changes anything for the row */
  look(row: number, atMs: number): boolean
  /** What came of the point was good or not. @returns whether that is another case than before */
  trust(point: number, isGood: boolean): boolean
}

/** @param valueOf latest good value of a point */
export function createSuppressions(
  table: AlarmTable,
  registry: Registry,
  valueOf: (point: number) => number | undefined,
): Suppressions {
  const suppressed = new Map<number, Suppressed>()
  /** Points of which the last that came was not good: few of many. */
  const doubted = new Set<number>()

  /** @returns why the row says nothing; `undefined` where it speaks */
  const suppressionOf = (row: number, atMs: number): Suppressed | undefined => {
    const { deviceIndex, definition, isEnabled } = table.row(row)
    const { suppressedWhen = [], isLifeSafety } = definition
    const before = suppressed.get(row)
    if (isLifeSafety || !isEnabled) return undefined
    const properties = registry.slotAt(deviceIndex)?.properties
    for (const { property, values, reason } of suppressedWhen) {
      const point = properties?.get(property)?.point ?? -1
      const value = valueOf(point) ?? NaN
      if (doubted.has(point)) continue
      if (values.includes(value)) return before ?? { sinceMs: atMs, reason }
      // Not heard since the start: the journal's word holds.
      if (Number.isNaN(value) && before) return before
    }
    return undefined
  }

  return {
    of: (row) => suppressed.get(row),
    resume: (row, known) => void suppressed.set(row, known),
    look(row, atMs) {
      const before = suppressed.get(row)
      const after = suppressionOf(row, atMs)
      if (after) suppressed.set(row, after)
      else suppressed.delete(row)
      return (before === undefined) !== (after === undefined)
    },
    trust(point, isGood) {
      if (isGood) return doubted.size > 0 && doubted.delete(point)
      const isNew = !doubted.has(point)
      doubted.add(point)
      return isNew
    },
  }
}
