/** What belongs to each point: `entries[first[point]]` to `entries[first[point + 1]]`. Both arrays may be longer than what is said in them. */
export interface PointLinks {
  readonly first: Uint32Array
  readonly entries: Int32Array
  readonly pointCount: number
  readonly count: number
}

interface Link {
  readonly point: number
  readonly entry: number
}

const none: PointLinks = { first: new Uint32Array(1), entries: new Int32Array(0), pointCount: 0, count: 0 }

/** Lays links out point after point; those of one point stay in the order in which they were given. */
export const linkByPoint = (links: readonly Link[], pointCount: number): PointLinks =>
  extendLinks(none, links, pointCount)

/**
 * As `linkByPoint`, behind what is laid out already: costs what is added.
 *
 * @param links of points that `before` does not have
 */
export function extendLinks(before: PointLinks, links: readonly Link[], pointCount: number): PointLinks {
  const first = roomFor(before.first, pointCount + 1, (size) => new Uint32Array(size))
  const count = before.count + links.length
  const entries = roomFor(before.entries, count, (size) => new Int32Array(size))
  first.fill(0, before.pointCount + 1, pointCount + 1)
  for (const { point } of links) first[point + 1] = (first[point + 1] ?? 0) + 1
  for (let point = before.pointCount; point < pointCount; point++)
    first[point + 1] = (first[point + 1] ?? 0) + (first[point] ?? 0)
  const next = first.slice(before.pointCount, pointCount)
  for (const { point, entry } of links) {
    const at = next[point - before.pointCount] ?? 0
    entries[at] = entry
    next[point - before.pointCount] = at + 1
  }
  return { first, entries, pointCount, count }
}

/** The same column, or a longer one with the same in it; with room to spare, so that growing one by one stays cheap. */
export function roomFor<C extends { readonly length: number; set(from: C): void }>(
  column: C,
  length: number,
  make: (size: number) => C,
): C {
  if (length <= column.length) return column
  const wider = make(Math.max(length, column.length === 0 ? 0 : Math.ceil(column.length * 1.25)))
  wider.set(column)
  return wider
}
