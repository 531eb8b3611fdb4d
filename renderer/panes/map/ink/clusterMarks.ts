import type { ScreenPoint } from '../scene/Projector'

/** Signs that would cover each other, drawn as one: the first of them by rank, and how many there are. */
export type MarkCluster<T> = { top: T; members: T[]; at: ScreenPoint }

/**
 * Joins marks closer than `radiusPx` to a mark of higher rank. The top mark keeps its own place, so the sign that matters most
 * never moves aside for others.
 *
 * @param marks highest rank first
 */
export function clusterMarks<T extends { at: ScreenPoint }>(marks: readonly T[], radiusPx: number): MarkCluster<T>[] {
  const clusters: MarkCluster<T>[] = []
  const grid = new Map<string, MarkCluster<T>[]>()
  const cellOf = (value: number) => Math.floor(value / radiusPx)
  for (const mark of marks) {
    const column = cellOf(mark.at.x)
    const row = cellOf(mark.at.y)
    const near = nearest(mark.at, radiusPx, neighbours(grid, column, row))
    if (near) {
      near.members.push(mark)
      continue
    }
    const cluster = { top: mark, members: [mark], at: mark.at }
    clusters.push(cluster)
    const key = `${column},${row}`
    grid.set(key, [...(grid.get(key) ?? []), cluster])
  }
  return clusters
}

function* neighbours<T>(
  grid: ReadonlyMap<string, MarkCluster<T>[]>,
  column: number,
  row: number,
): Generator<MarkCluster<T>> {
  for (let dx = -1; dx <= 1; dx += 1) {
    for (let dy = -1; dy <= 1; dy += 1) yield* grid.get(`${column + dx},${row + dy}`) ?? []
  }
}

function nearest<T>(at: ScreenPoint, radiusPx: number, clusters: Iterable<MarkCluster<T>>): MarkCluster<T> | undefined {
  let best: MarkCluster<T> | undefined
  let bestPx = radiusPx
  for (const cluster of clusters) {
    const distancePx = Math.hypot(cluster.at.x - at.x, cluster.at.y - at.y)
    if (distancePx < bestPx) {
      best = cluster
      bestPx = distancePx
    }
  }
  return best
}
