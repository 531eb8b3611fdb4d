/** A message as it is told again: the event of its topic and its body. */
export interface Remembered {
  readonly event: string
  readonly time: number
  readonly body: Readonly<Record<string, unknown>>
}

/** What a question for history gets. */
export interface HistoryAnswer {
  readonly items: readonly Readonly<Record<string, unknown>>[]
  /** Number of the last message in it, where there are more. */
  readonly cursor?: number
}

export interface SiteMemoryLimits {
  /** A device forgets its oldest message beyond this. */
  readonly perDevice: number
  /** All devices together keep so many; the oldest of whoever spoke longest ago go first. */
  readonly inAll: number
}

/** Half an hour of a device that speaks every few seconds, some minutes of the whole district: about 40 MB. */
const usualLimits: SiteMemoryLimits = { perDevice: 500, inAll: 60_000 }
const mostItems = 400

/** The small memories of the site's devices: each counts what it says, keeps the last of it, and tells it again when asked. */
export class SiteMemory {
  readonly #shelves = new Map<string, Remembered[]>()
  readonly #seqs = new Map<string, number>()
  #kept = 0

  constructor(private readonly limits: SiteMemoryLimits = usualLimits) {}

  /** Keeps a message. @returns the body with the device's next number */
  keep(
    deviceId: string,
    event: string,
    body: Readonly<Record<string, unknown>>,
    time: number,
  ): Record<string, unknown> {
    const seq = (this.#seqs.get(deviceId) ?? 0) + 1
    this.#seqs.set(deviceId, seq)
    const shelf = this.#shelves.get(deviceId) ?? []
    // Whoever spoke last stands last: the first are those who spoke longest ago.
    this.#shelves.delete(deviceId)
    this.#shelves.set(deviceId, shelf)
    const numbered = { ...body, seq }
    shelf.push({ event, time, body: numbered })
    this.#kept += 1
    if (shelf.length > this.limits.perDevice) {
      shelf.shift()
      this.#kept -= 1
    }
    if (this.#kept > this.limits.inAll) this.#forgetOldest()
    return numbered
  }

  /**
   * Messages of a time, oldest first.
   *
   * @param cursor number of the last message of the page before
   */
  tell(deviceId: string, asked: { from: number; to: number; limit: number; cursor: number }): HistoryAnswer {
    const kept = this.#shelves.get(deviceId) ?? []
    const found = kept.filter(
      ({ time, body }) => time >= asked.from && time <= asked.to && Number(body['seq']) > asked.cursor,
    )
    const page = found.slice(0, Math.min(asked.limit, mostItems))
    const last = page.at(-1)
    return {
      items: page.map(({ event, body }) => ({ event, ...body })),
      ...(last && page.length < found.length && { cursor: Number(last.body['seq']) }),
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#shelves
    if (!oldest) return
    const [deviceId, shelf] = oldest
    this.#kept -= shelf.splice(0, Math.ceil(shelf.length / 2)).length
    if (shelf.length === 0) this.#shelves.delete(deviceId)
  }
}
