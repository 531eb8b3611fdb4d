const minute = 60_000
const steps = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 5_760, 7_200].map((minutes) => minutes * minute)

/** Labels on a time axis at most. */
const most = 8

/** Even moments of a range for its axis, UTC ms: hours fall on full hours of any zone that is whole hours away. */
export function timeTicks(fromMs: number, toMs: number): number[] {
  const step = steps.find((each) => (toMs - fromMs) / each <= most) ?? (toMs - fromMs) / most
  const first = Math.ceil(fromMs / step) * step
  return Array.from({ length: Math.floor((toMs - first) / step) + 1 }, (_, at) => first + at * step)
}
