interface Row {
  costs: readonly number[]
  potential: number
}

interface Column {
  at: number
  potential: number
  row?: Row
  /** Least reduced cost by which the search has reached it, and from where. */
  slack: number
  from?: Column | undefined
  isReached: boolean
}

/**
 * Gives each row a column of its own so that the sum of costs is least (Hungarian method with potentials, O(rows² · columns)). Deterministic: among equal sums
 * the order of the arguments decides. Costs must be whole numbers, or sums that are equal may compare as different.
 *
 * @returns for each row the index of its column
 * @throws RangeError when there are more rows than columns
 */
export function solveAssignment(costs: readonly (readonly number[])[]): number[] {
  const columns = (costs[0] ?? []).map((_, at): Column => ({ at, potential: 0, slack: Infinity, isReached: false }))
  const rows = costs.map((row): Row => ({ costs: row, potential: 0 }))
  for (const row of rows) settle(row, columns)
  return rows.map((row) => columns.findIndex((column) => column.row === row))
}

/** Finds the cheapest way to one more assigned row, moving rows that have a column already where that pays. */
function settle(row: Row, columns: readonly Column[]): void {
  for (const column of columns) Object.assign(column, { slack: Infinity, from: undefined, isReached: false })
  let reached: Column = { at: -1, potential: 0, row, slack: 0, isReached: true }
  const path = [reached]
  while (reached.row) {
    const nearest = nearestFrom(reached, reached.row, columns)
    const step = nearest.slack
    for (const column of path) {
      column.potential -= step
      if (column.row) column.row.potential += step
    }
    for (const column of columns) if (!column.isReached) column.slack -= step
    nearest.isReached = true
    path.push(nearest)
    reached = nearest
  }
  for (let column = reached; column.from; column = column.from) {
    if (column.from.row) column.row = column.from.row
  }
}

function nearestFrom(reached: Column, row: Row, columns: readonly Column[]): Column {
  let nearest: Column | undefined
  for (const column of columns) {
    if (column.isReached) continue
    const slack = (row.costs[column.at] ?? Infinity) - row.potential - column.potential
    if (slack < column.slack) Object.assign(column, { slack, from: reached })
    if (!nearest || column.slack < nearest.slack) nearest = column
  }
  if (!nearest) throw new RangeError('more rows than columns')
  return nearest
}
