/** How busy a day is, by hour of local time from 0 to 23; 1 is the busiest. */
const hours = {
  /** People at home. */
  home: [
    0.95, 0.97, 0.98, 0.98, 0.98, 0.96, 0.9, 0.72, 0.5, 0.42, 0.4, 0.42, 0.46, 0.45, 0.42, 0.42, 0.46, 0.54, 0.66, 0.76,
    0.83, 0.88, 0.92, 0.94,
  ],
  office: [
    0.03, 0.02, 0.02, 0.02, 0.02, 0.03, 0.06, 0.2, 0.62, 0.92, 1, 0.97, 0.72, 0.8, 0.97, 1, 0.98, 0.9, 0.6, 0.36, 0.24,
    0.15, 0.08, 0.05,
  ],
  shop: [
    0.04, 0.02, 0.02, 0.02, 0.02, 0.02, 0.04, 0.08, 0.14, 0.24, 0.45, 0.62, 0.78, 0.7, 0.62, 0.62, 0.66, 0.76, 0.92, 1,
    0.95, 0.76, 0.4, 0.14,
  ],
  traffic: [
    0.12, 0.08, 0.06, 0.05, 0.06, 0.12, 0.34, 0.78, 1, 0.82, 0.62, 0.6, 0.62, 0.6, 0.6, 0.64, 0.74, 0.92, 0.98, 0.8,
    0.6, 0.46, 0.34, 0.2,
  ],
  /** Lamps and what else is on when it is dark. */
  night: [1, 1, 1, 1, 1, 0.95, 0.5, 0.05, 0, 0, 0, 0, 0, 0, 0, 0, 0.02, 0.25, 0.85, 1, 1, 1, 1, 1],
  warmth: [
    0.18, 0.13, 0.09, 0.05, 0.02, 0, 0.03, 0.12, 0.28, 0.47, 0.66, 0.82, 0.92, 0.98, 1, 0.97, 0.88, 0.75, 0.62, 0.52,
    0.43, 0.36, 0.29, 0.23,
  ],
  power: [
    0.38, 0.34, 0.32, 0.31, 0.31, 0.34, 0.42, 0.55, 0.72, 0.86, 0.93, 0.95, 0.92, 0.93, 0.97, 1, 0.98, 0.95, 0.94, 0.92,
    0.85, 0.72, 0.56, 0.45,
  ],
  water: [
    0.2, 0.14, 0.12, 0.12, 0.16, 0.4, 0.85, 1, 0.8, 0.6, 0.52, 0.6, 0.66, 0.52, 0.45, 0.45, 0.55, 0.72, 0.9, 0.98, 0.95,
    0.8, 0.58, 0.34,
  ],
  noise: [
    0.25, 0.2, 0.18, 0.18, 0.22, 0.35, 0.55, 0.82, 0.95, 0.9, 0.85, 0.85, 0.85, 0.82, 0.82, 0.85, 0.9, 1, 0.98, 0.9,
    0.8, 0.65, 0.48, 0.34,
  ],
} as const
export type Curve = keyof typeof hours

const DAY_MS = 86_400_000
/** The demo district lies in UTC+8 and knows no summer time. */
const OFFSET_MS = 8 * 3_600_000

/** Milliseconds since local midnight. */
export const timeOfDayMs = (tMs: number): number => (((tMs + OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS

/** Busyness at a moment, 0 to 1, between the hours in a straight line. */
export function busy(curve: Curve, tMs: number): number {
  const at = timeOfDayMs(tMs) / 3_600_000
  const hour = Math.floor(at)
  const values = hours[curve]
  const from = values[hour % 24] ?? 0
  const to = values[(hour + 1) % 24] ?? 0
  return from + (to - from) * (at - hour)
}

/** Busyness summed up since midnight, as a share of the whole day's: what a counter of today shows. */
export function passedToday(curve: Curve, tMs: number): number {
  const at = timeOfDayMs(tMs) / 3_600_000
  const values = hours[curve]
  let whole = 0
  let passed = 0
  for (let hour = 0; hour < 24; hour++) {
    const from = values[hour] ?? 0
    const to = values[(hour + 1) % 24] ?? 0
    whole += (from + to) / 2
    const part = Math.min(1, Math.max(0, at - hour))
    passed += from * part + ((to - from) * part * part) / 2
  }
  return passed / whole
}

/** Days since the district was handed over, for counters that never start again. */
export const daysInUse = (tMs: number): number => Math.max(0, (tMs - Date.UTC(2024, 0, 1)) / DAY_MS)
