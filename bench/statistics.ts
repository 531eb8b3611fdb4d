/** The value below which a share of the values lies; NaN for none. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

export interface Slope {
  /** Units of y to one of x. */
  perX: number
  /** Standard error of that; infinite for fewer than three points. */
  error: number
}

/** The straight line of least squares through points [x, y], by its slope. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): Slope {
  const count = points.length
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  const perX = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread
  const rest = points.reduce((sum, [x, y]) => sum + (y - meanY - perX * (x - meanX)) ** 2, 0)
  return { perX, error: count < 3 ? Number.POSITIVE_INFINITY : Math.sqrt(rest / (count - 2) / spread) }
}
