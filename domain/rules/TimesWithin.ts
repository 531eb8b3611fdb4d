/** How often something happened within a time, by key. Times come about in order; one that comes late is counted where it belongs. */
export class TimesWithin {
  private readonly times = new Map<string, number[]>()

  add(key: string, atMs: number): void {
    const list = this.times.get(key)
    if (!list) this.times.set(key, [atMs])
    else {
      list.push(atMs)
      // A limit counts at most 1,000.
      if (list.length > 2_000) list.splice(0, list.length - 1_000)
    }
  }

  /** Times after `atMs - withinMs`, up to and with `atMs`. */
  count(key: string, atMs: number, withinMs: number): number {
    const list = this.times.get(key)
    if (!list) return 0
    let count = 0
    for (const time of list) if (time > atMs - withinMs && time <= atMs) count += 1
    return count
  }

  forgetAll(isMeant: (key: string) => boolean): void {
    for (const key of this.times.keys()) if (isMeant(key)) this.times.delete(key)
  }

  forget(key: string): void {
    this.times.delete(key)
  }
}
