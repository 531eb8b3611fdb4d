/** Ends what belongs to a point, in `entries`. */
const endOfLinks = -0x8000_0000

/** Whether that belongs to a point, and is not behind the last that does. */
export const isLink = (entry: number | undefined): entry is number => entry !== undefined && entry !== endOfLinks

/** Entries for points, in the order in which they shall be; made once and filled again and again. */
export class LinkList {
  readonly points: number[] = []
  readonly entries: number[] = []
  length = 0

  clear(): this {
    this.length = 0
    return this
  }

  /** Behind those of the same point, so that all of one point stand together. */
  push(point: number, entry: number): void {
    let at = this.length++
    for (; at > 0 && (this.points[at - 1] ?? 0) > point; at--) {
      this.points[at] = this.points[at - 1] ?? 0
      this.entries[at] = this.entries[at - 1] ?? 0
    }
    this.points[at] = point
    this.entries[at] = entry
  }
}

/** Numbers before garbage is swept, however little is in use. */
const leastSwept = 4_096

/**
 * What belongs to each point: `entries` from `starts[point]` on, as long as `isLink`; a point that has nothing begins at 0, where the end stands. Giving some points others costs what these points
 * have; what they had before stays behind as garbage until there is more of it than of what is in use.
 */
export class PointLinks {
  /** By point; longer than there are points. */
  starts = new Uint32Array(0)
  entries = Int32Array.of(endOfLinks)
  #length = 1
  #garbage = 0

  /** Makes room for points that may get something. */
  grow(pointCount: number): void {
    this.starts = roomFor(this.starts, pointCount, (size) => new Uint32Array(size))
  }

  /** These points have nothing any more. */
  clear(firstPoint: number, count: number): void {
    for (let point = firstPoint; point < firstPoint + count; point++) {
      const start = this.starts[point] ?? 0
      if (start === 0) continue
      let at = start
      while (this.entries[at] !== endOfLinks) at++
      this.#garbage += at + 1 - start
      this.starts[point] = 0
    }
    if (this.#garbage > Math.max(leastSwept, this.#length / 2)) this.#sweep()
  }

  /** Gives points that have nothing what belongs to them. */
  add(links: LinkList): void {
    if (links.length === 0) return
    this.entries = roomFor(this.entries, this.#length + 2 * links.length, (size) => new Int32Array(size))
    const { entries, starts } = this
    let length = this.#length
    let last = -1
    for (let at = 0; at < links.length; at++) {
      const point = links.points[at] ?? 0
      if (point !== last) {
        if (last !== -1) entries[length++] = endOfLinks
        starts[point] = length
        last = point
      }
      entries[length++] = links.entries[at] ?? 0
    }
    entries[length++] = endOfLinks
    this.#length = length
  }

  #sweep(): void {
    const before = this.entries
    const kept = new Int32Array(this.#length - this.#garbage)
    kept[0] = endOfLinks
    let length = 1
    for (let point = 0; point < this.starts.length; point++) {
      let at = this.starts[point] ?? 0
      if (at === 0) continue
      this.starts[point] = length
      for (; before[at] !== endOfLinks; at++) kept[length++] = before[at] ?? endOfLinks
      kept[length++] = endOfLinks
    }
    this.entries = kept
    this.#length = length
    this.#garbage = 0
  }
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
