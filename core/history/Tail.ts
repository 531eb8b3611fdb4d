import { mergeSeries, type Series } from './Series'

/** Samples in order of arrival, as columns. */
interface Columns {
  points: Uint32Array
  values: Float64Array
  timesMs: Float64Array
  qualities: Uint8Array
  /** Row of the same point's sample before, or -1: a point's samples are found without a look at the others. */
  previous: Int32Array
}

/**
 * The newest samples, in memory: those that are not in blocks yet. What the raw log holds is what stands here, in the same order. 25 bytes a sample of
 * capacity and 4 a known point.
 */
export class Tail {
  count = 0
  columns: Columns
  /** Points that have a sample here, in order of their first. */
  readonly known: number[] = []
  private lastRow = new Int32Array(1024).fill(-1)

  constructor(capacity: number) {
    this.columns = makeColumns(capacity)
  }

  /** @param point stable id @param timeMs whole UTC ms */
  append(point: number, value: number, timeMs: number, quality: number): void {
    const row = this.count
    if (row === this.columns.values.length) this.columns = widen(this.columns)
    if (point >= this.lastRow.length) this.lastRow = widenRows(this.lastRow, point + 1)
    const { columns } = this
    const last = this.lastRow[point]!
    if (last < 0) this.known.push(point)
    columns.points[row] = point
    columns.values[row] = value
    columns.timesMs[row] = timeMs
    columns.qualities[row] = quality
    columns.previous[row] = last
    this.lastRow[point] = row
    this.count = row + 1
  }

  /** The point's samples in time order, each time once. */
  series(point: number): Series | undefined {
    const { values, timesMs, qualities, previous } = this.columns
    let count = 0
    for (let row = this.lastRow[point] ?? -1; row >= 0; row = previous[row]!) count++
    if (count === 0) return undefined
    const series = {
      point,
      timesMs: new Float64Array(count),
      columns: [new Float64Array(count)],
      qualities: new Uint8Array(count),
    }
    const [column] = series.columns
    for (let row = this.lastRow[point]!, at = count - 1; at >= 0; row = previous[row]!, at--) {
      series.timesMs[at] = timesMs[row]!
      column![at] = values[row]!
      series.qualities[at] = qualities[row]!
    }
    return mergeSeries([series])
  }
}

function makeColumns(capacity: number): Columns {
  return {
    points: new Uint32Array(capacity),
    values: new Float64Array(capacity),
    timesMs: new Float64Array(capacity),
    qualities: new Uint8Array(capacity),
    previous: new Int32Array(capacity),
  }
}

function widen(columns: Columns): Columns {
  const wider = makeColumns(columns.values.length * 2)
  wider.points.set(columns.points)
  wider.values.set(columns.values)
  wider.timesMs.set(columns.timesMs)
  wider.qualities.set(columns.qualities)
  wider.previous.set(columns.previous)
  return wider
}

function widenRows(rows: Int32Array, needed: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(Math.max(needed, rows.length * 2)).fill(-1)
  wider.set(rows)
  return wider
}
