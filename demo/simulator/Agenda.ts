/** What is to happen when, in order of time; of the same moment in the order it was put in. */
export class Agenda {
  private readonly heap: { atMs: number; order: number; run: (atMs: number) => void }[] = []
  private orders = 0

  add(atMs: number, run: (atMs: number) => void): void {
    this.heap.push({ atMs, order: this.orders++, run })
    this.rise(this.heap.length - 1)
  }

  /** Runs all that is due by then, also what is added meanwhile. */
  runUntil(toMs: number): void {
    for (let next = this.heap[0]; next && next.atMs <= toMs; next = this.heap[0]) {
      this.takeFirst()
      next.run(next.atMs)
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [one, other] = [this.heap[a], this.heap[b]]
    if (!one || !other) return false
    return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order)
  }

  private swap(a: number, b: number): void {
    const [one, other] = [this.heap[a], this.heap[b]]
    if (one && other) [this.heap[a], this.heap[b]] = [other, one]
  }

  private rise(place: number): void {
    for (let at = place; at > 0;) {
      const parent = (at - 1) >> 1
      if (!this.isBefore(at, parent)) return
      this.swap(at, parent)
      at = parent
    }
  }

  private takeFirst(): void {
    const last = this.heap.pop()
    if (!last || this.heap.length === 0) return
    this.heap[0] = last
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      const first = this.isBefore(right, left) ? right : left
      if (!this.isBefore(first, at)) return
      this.swap(first, at)
      at = first
    }
  }
}
