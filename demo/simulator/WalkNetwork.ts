import type { LngLat, Road } from '../../domain/contract'
import { toMetres } from '../district/projection'
import { distance, type Point } from '../planar'

/** Streets and walks as a graph in which people find their way; every vertex is a node. */
export class WalkNetwork {
  private readonly points: Point[] = []
  private readonly links: { to: number; lengthM: number }[][] = []

  constructor(roads: readonly Road[]) {
    const nodes = new Map<string, number>()
    const nodeOf = (at: LngLat): number => {
      const key = at.join()
      const known = nodes.get(key)
      if (known !== undefined) return known
      nodes.set(key, this.points.length)
      this.links.push([])
      return this.points.push(toMetres(at)) - 1
    }
    for (const { line } of roads) {
      let before: number | undefined
      for (const at of line) {
        const node = nodeOf(at)
        if (before !== undefined && before !== node) this.join(before, node)
        before = node
      }
    }
  }

  private join(a: number, b: number): void {
    const lengthM = distance(this.point(a), this.point(b))
    this.links[a]?.push({ to: b, lengthM })
    this.links[b]?.push({ to: a, lengthM })
  }

  private point(node: number): Point {
    return this.points[node] ?? [0, 0]
  }

  private nearest(at: Point): number {
    let best = 0
    let bestM = Infinity
    this.points.forEach((point, node) => {
      const away = distance(point, at)
      if (away < bestM) [best, bestM] = [node, away]
    })
    return best
  }

  /** The way from one place to another along the network (A*), with the steps off it at both ends. */
  route(from: Point, to: Point): Point[] {
    const [start, goal] = [this.nearest(from), this.nearest(to)]
    const goalPoint = this.point(goal)
    const costs = new Map([[start, 0]])
    const cameFrom = new Map<number, number>()
    const open = [{ node: start, estimate: 0 }]
    const closed = new Set<number>()
    for (;;) {
      // A few hundred open nodes at most: looking through them is cheaper than keeping a heap.
      let best = 0
      open.forEach((item, i) => {
        if (item.estimate < (open[best]?.estimate ?? Infinity)) best = i
      })
      const [current] = open.splice(best, 1)
      if (current === undefined) return [from, to]
      if (current.node === goal) break
      if (closed.has(current.node)) continue
      closed.add(current.node)
      for (const { to: next, lengthM } of this.links[current.node] ?? []) {
        const cost = (costs.get(current.node) ?? 0) + lengthM
        if (cost >= (costs.get(next) ?? Infinity)) continue
        costs.set(next, cost)
        cameFrom.set(next, current.node)
        open.push({ node: next, estimate: cost + distance(this.point(next), goalPoint) })
      }
    }
    const way = [to]
    for (let node: number | undefined = goal; node !== undefined; node = cameFrom.get(node)) way.push(this.point(node))
    way.push(from)
    return way.reverse()
  }

  /**
   * A beat of about `lengthM` that starts near a place and never turns back on the spot where it need not.
   *
   * @param choose which of `n` ways to take next, 0 to n - 1
   * @param isAllowed keeps the beat in its plot
   */
  beat(from: Point, lengthM: number, choose: (n: number) => number, isAllowed: (point: Point) => boolean): Point[] {
    let node = this.nearest(from)
    let before = -1
    const way = [this.point(node)]
    for (let walkedM = 0; walkedM < lengthM;) {
      const all = this.links[node] ?? []
      const onward = all.filter(({ to }) => to !== before && isAllowed(this.point(to)))
      const ways = onward.length > 0 ? onward : all
      const link = ways[choose(ways.length)]
      if (link === undefined) break
      before = node
      node = link.to
      walkedM += link.lengthM
      way.push(this.point(node))
    }
    return way
  }
}

/** A way with the lengths to each of its points, to look up where a walker is. */
export class Walk {
  readonly lengthM: number
  private readonly reachedM: number[] = []

  constructor(readonly way: readonly Point[]) {
    let lengthM = 0
    way.forEach((point, i) => {
      const before = way[i - 1]
      if (before) lengthM += distance(before, point)
      this.reachedM.push(lengthM)
    })
    this.lengthM = lengthM
  }

  /** Where one is after so many metres; before the start and past the end one stands there. */
  at(walkedM: number): Point {
    let low = 0
    let high = this.reachedM.length - 1
    while (low < high) {
      const half = (low + high + 1) >> 1
      if ((this.reachedM[half] ?? 0) <= walkedM) low = half
      else high = half - 1
    }
    const from = this.way[low] ?? [0, 0]
    const to = this.way[low + 1]
    if (!to) return from
    const stretchM = (this.reachedM[low + 1] ?? 0) - (this.reachedM[low] ?? 0)
    const share = stretchM === 0 ? 0 : Math.max(0, (walkedM - (this.reachedM[low] ?? 0)) / stretchM)
    return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
  }

  /** To the end and back again, for ever. */
  toAndFro(walkedM: number): Point {
    const at = walkedM % (2 * this.lengthM || 1)
    return this.at(at > this.lengthM ? 2 * this.lengthM - at : at)
  }
}
