/** The value below which a share of the values lies; NaN for none. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

export interface Slope {
  /** Units of y to one of x. */
  perX: number
  /** Standard error of that; infinite for fewer than three points. */
  error: number
  /** So far from `perX` on either side the true one lies in 95 of 100 such series, if what scatters them has no memory; infinite for fewer than three points. */
  within95: number
}

/** The straight line of least squares through points [x, y], by its slope. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): Slope {
  const count = points.length
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  const perX = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread
  const rest = points.reduce((sum, [x, y]) => sum + (y - meanY - perX * (x - meanX)) ** 2, 0)
  const error = count < 3 ? Number.POSITIVE_INFINITY : Math.sqrt(rest / (count - 2) / spread)
  return { perX, error, within95: error * studentAt95(count - 2) }
}

/** Two-sided 95 % quantile of Student's t, from its table and from four degrees of freedom on by expansion, right to 2 %. */
const studentAt95 = (freedom: number): number =>
  freedom < 4 ? (smallStudents[freedom - 1] ?? Number.POSITIVE_INFINITY) : 1.96 + 2.372 / freedom + 2.82 / freedom ** 2

const smallStudents = [12.71, 4.3, 3.18]
