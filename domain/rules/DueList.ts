/** Something that time brings about. */
export type Due = { readonly atMs: number } & (
  | {
      readonly kind: 'held'
      readonly watch: number
      /** What made it hold: if that is another one by then, this is void. */
      readonly rise: { readonly value: number; readonly chain: readonly string[] }
    }
  | { readonly kind: 'slot'; readonly key: string; readonly ruleId: string; readonly trigger: number }
)

/** What is due when, the soonest first; of the same moment in the order in which it was added. */
export class DueList {
  /** A heap. */
  private readonly heap: { due: Due; nth: number }[] = []
  private nth = 0

  add(due: Due): void {
    const { heap } = this
    const added = { due, nth: this.nth++ }
    let at = heap.push(added) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      const above = heap[up]
      if (!above || isBefore(above, added)) break
      heap[at] = above
      at = up
    }
    heap[at] = added
  }

  nextMs(): number | undefined {
    return this.heap[0]?.due.atMs
  }

  /** Takes the soonest when it is due by then. */
  take(toMs: number): Due | undefined {
    const { heap } = this
    const [top] = heap
    if (!top || top.due.atMs > toMs) return undefined
    const last = heap.pop()
    if (last && last !== top) this.sink(last)
    return top.due
  }

  private sink(sunk: { due: Due; nth: number }): void {
    const { heap } = this
    let at = 0
    for (;;) {
      const left = heap[2 * at + 1]
      const right = heap[2 * at + 2]
      const isRight = left !== undefined && right !== undefined && isBefore(right, left)
      const down = isRight ? right : left
      if (!down || isBefore(sunk, down)) break
      heap[at] = down
      at = 2 * at + (isRight ? 2 : 1)
    }
    heap[at] = sunk
  }
}

const isBefore = (a: { due: Due; nth: number }, b: { due: Due; nth: number }): boolean =>
  a.due.atMs < b.due.atMs || (a.due.atMs === b.due.atMs && a.nth < b.nth)
