/** A calendar month in UTC, as a partition covers it. */
export interface Month {
  /** `2026-03`, in letters that stand in a table's name: `2026_03`. */
  readonly name: string
  readonly fromMs: number
  readonly toMs: number
}

export function monthOf(timeMs: number): Month {
  const date = new Date(timeMs)
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth()
  return {
    name: `${String(year).padStart(4, '0')}_${String(month + 1).padStart(2, '0')}`,
    fromMs: Date.UTC(year, month),
    toMs: Date.UTC(year, month + 1),
  }
}
