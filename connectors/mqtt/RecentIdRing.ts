import type { RecentIds } from './Wall'

/** Enough for a device that repeats its last few messages after its own link came back. */
const capacity = 8

/** The last ids of one topic. */
export class RecentIdRing implements RecentIds {
  readonly #ids: string[] = []
  #next = 0

  add(id: string): boolean {
    if (this.#ids.includes(id)) return false
    this.#ids[this.#next] = id
    this.#next = (this.#next + 1) % capacity
    return true
  }

  clear(): void {
    this.#ids.length = 0
    this.#next = 0
  }
}
