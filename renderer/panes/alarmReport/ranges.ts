const hour = 3_600_000
const day = 24 * hour

export const ranges = ['shift', 'day', 'week'] as const
export type Range = (typeof ranges)[number]

/** Shifts change at 8 in the morning and 8 in the evening, hours of the district. */
const shiftStartsH = [8, 20] as const

/**
 * Beginning of a range that ends now, UTC ms; to the full ten minutes, in which the figures count.
 *
 * @param localMs time since midnight in the district, ms
 */
export function rangeStartMs(range: Range, nowMs: number, localMs: number): number {
  const lengthMs =
    range === 'week'
      ? 7 * day
      : range === 'day'
        ? day
        : Math.min(...shiftStartsH.map((startH) => (localMs - startH * hour + day) % day))
  const slotMs = 10 * 60_000
  return Math.floor((nowMs - lengthMs) / slotMs) * slotMs
}
