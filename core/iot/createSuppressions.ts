import type { AlarmTable } from './AlarmTable'
import type { Suppressed } from './createEpisodeWriter'
import type { Registry } from './Registry'

/** Which alarms say nothing by design now. */
export interface Suppressions {
  of(row: number): Suppressed | undefined
  /** As the journal has it, until the first sample of what suppresses says otherwise. */
  resume(row: number, suppressed: Suppressed): void
  /** A point that suppresses the row has changed. @returns whether that changes anything for the row */
  look(row: number, atMs: number): boolean
}

/** @param valueOf latest good value of a point */
export function createSuppressions(
  table: AlarmTable,
  registry: Registry,
  valueOf: (point: number) => number | undefined,
): Suppressions {
  const suppressed = new Map<number, Suppressed>()

  const reasonOf = (row: number) => {
    const { deviceIndex, definition } = table.row(row)
    const properties = registry.slotAt(deviceIndex)?.properties
    return definition.suppressedWhen?.find(({ property, values }) =>
      values.includes(valueOf(properties?.get(property)?.point ?? -1) ?? NaN),
    )?.reason
  }

  return {
    of: (row) => suppressed.get(row),
    resume: (row, known) => void suppressed.set(row, known),
    look(row, atMs) {
      const reason = reasonOf(row)
      if ((reason !== undefined) === suppressed.has(row)) return false
      if (reason) suppressed.set(row, { sinceMs: atMs, reason })
      else suppressed.delete(row)
      return true
    },
  }
}
