/** What is kept of one point, in time order, each time once: the samples' values as one column, or the five columns of roll-ups. */
export interface Series {
  /** Stable id of the point in the history file. */
  point: number
  /** UTC ms, whole, rising. */
  timesMs: Float64Array
  columns: readonly Float64Array[]
  /** Bytes of `qualityCodes`. */
  qualities: Uint8Array
}

/**
 * One series out of several of the same point, in time order. Where a time was told more than once, one stays, whatever the order of arrival: the better
 * quality, then the greater value.
 */
export function mergeSeries(parts: readonly Series[]): Series | undefined {
  const [first] = parts
  if (!first) return undefined
  return parts.length === 1 ? inOrder(first) : inOrder(concatenate(first, parts))
}

/** The part of the series from `fromMs` to before `toMs`. */
export function cutSeries(series: Series, fromMs: number, toMs: number): Series {
  const from = firstAtOrAfter(series.timesMs, fromMs)
  const to = firstAtOrAfter(series.timesMs, toMs)
  if (from === 0 && to === series.timesMs.length) return series
  return {
    point: series.point,
    timesMs: series.timesMs.subarray(from, to),
    columns: series.columns.map((column) => column.subarray(from, to)),
    qualities: series.qualities.subarray(from, to),
  }
}

/** Index of the first time not before `timeMs`. */
export function firstAtOrAfter(timesMs: Float64Array, timeMs: number): number {
  let low = 0
  let high = timesMs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (timesMs[middle]! < timeMs) low = middle + 1
    else high = middle
  }
  return low
}

function concatenate(first: Series, parts: readonly Series[]): Series {
  const sorted = [...parts].sort((a, b) => (a.timesMs[0] ?? 0) - (b.timesMs[0] ?? 0))
  const count = sorted.reduce((sum, part) => sum + part.timesMs.length, 0)
  const whole = {
    point: first.point,
    timesMs: new Float64Array(count),
    columns: first.columns.map(() => new Float64Array(count)),
    qualities: new Uint8Array(count),
  }
  let at = 0
  for (const part of sorted) {
    whole.timesMs.set(part.timesMs, at)
    whole.columns.forEach((column, i) => column.set(part.columns[i]!, at))
    whole.qualities.set(part.qualities, at)
    at += part.timesMs.length
  }
  return whole
}

function inOrder(series: Series): Series {
  const { timesMs, qualities, columns } = series
  if (isRising(timesMs)) return series
  const value = columns[0]!
  const order = Uint32Array.from({ length: timesMs.length }, (_, i) => i)
  // Of equal times the one to keep comes first. NaN loses against every number.
  order.sort(
    (a, b) =>
      timesMs[a]! - timesMs[b]! ||
      qualities[a]! - qualities[b]! ||
      value[b]! - value[a]! ||
      Number(value[a] !== value[a]) - Number(value[b] !== value[b]),
  )
  const kept = order.filter((row, i) => i === 0 || timesMs[row] !== timesMs[order[i - 1]!])
  return {
    point: series.point,
    timesMs: Float64Array.from(kept, (row) => timesMs[row]!),
    columns: columns.map((column) => Float64Array.from(kept, (row) => column[row]!)),
    qualities: Uint8Array.from(kept, (row) => qualities[row]!),
  }
}

function isRising(timesMs: Float64Array): boolean {
  for (let i = 1; i < timesMs.length; i++) if (timesMs[i]! <= timesMs[i - 1]!) return false
  return true
}
