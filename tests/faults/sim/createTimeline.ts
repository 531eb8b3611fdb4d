import type { Schedule } from '../../../core/iot/Schedule'

/** The one clock of a simulation: nothing happens but what was scheduled, in the order of its time and then of its scheduling. */
export interface Timeline {
  /** True time, ms; the clocks of seats may show another. */
  readonly nowMs: number
  readonly schedule: Schedule
  /** Lets time pass, with all that is due meanwhile. */
  advance(ms: number): Promise<void>
}

/** Times are rounded up to this, ms: what falls together is run together, which is faster. */
const grainMs = 20

interface Due {
  readonly atMs: number
  readonly order: number
  readonly run: () => void
  isCancelled: boolean
}

/** Everything that waits only for promises has run when this resolves. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const isBefore = (a: Due, b: Due): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)

export function createTimeline(startMs: number): Timeline {
  let nowMs = startMs
  let order = 0
  /** A binary heap, the next one first. */
  const heap: Due[] = []

  const push = (due: Due): void => {
    let i = heap.push(due) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      const above = heap[parent]
      if (!above || !isBefore(due, above)) break
      heap[i] = above
      i = parent
    }
    heap[i] = due
  }
  const pop = (): Due | undefined => {
    const [first] = heap
    const last = heap.pop()
    if (!last || heap.length === 0) return first
    let i = 0
    for (;;) {
      const [left, right] = [heap[2 * i + 1], heap[2 * i + 2]]
      if (!left) break
      const isRight = right !== undefined && isBefore(right, left)
      const child = isRight ? right : left
      if (isBefore(last, child)) break
      heap[i] = child
      i = 2 * i + (isRight ? 2 : 1)
    }
    heap[i] = last
    return first
  }

  return {
    get nowMs() {
      return nowMs
    },
    schedule(delayMs, run) {
      const atMs = Math.ceil((nowMs + Math.max(0, delayMs)) / grainMs) * grainMs
      const due: Due = { atMs, order: ++order, run, isCancelled: false }
      push(due)
      return () => {
        due.isCancelled = true
      }
    },
    async advance(ms) {
      const endMs = nowMs + ms
      await settled()
      for (let next = heap[0]; next && next.atMs <= endMs; next = heap[0]) {
        nowMs = Math.max(nowMs, next.atMs)
        for (let due = heap[0]; due && due.atMs <= nowMs; due = heap[0]) {
          pop()
          if (!due.isCancelled) due.run()
        }
        await settled()
      }
      nowMs = endMs
    },
  }
}
