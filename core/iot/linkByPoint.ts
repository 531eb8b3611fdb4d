/** What belongs to each point: `entries[first[point]]` to `entries[first[point + 1]]`. */
export interface PointLinks {
  readonly first: Uint32Array
  readonly entries: Int32Array
}

/** Lays links out point after point; those of one point stay in the order in which they were given. */
export function linkByPoint(
  links: readonly { readonly point: number; readonly entry: number }[],
  pointCount: number,
): PointLinks {
  const first = new Uint32Array(pointCount + 1)
  for (const { point } of links) first[point + 1] = (first[point + 1] ?? 0) + 1
  for (let point = 0; point < pointCount; point++) first[point + 1] = (first[point + 1] ?? 0) + (first[point] ?? 0)
  const entries = new Int32Array(links.length)
  const next = first.slice()
  for (const { point, entry } of links) {
    const at = next[point] ?? 0
    entries[at] = entry
    next[point] = at + 1
  }
  return { first, entries }
}
