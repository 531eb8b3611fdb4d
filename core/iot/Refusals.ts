import type { Refusal, RefusalReason, Result } from '../../domain/contract'

/** Refusals kept to be looked at. */
const kept = 500
/** Devices that are counted apart; a hostile peer must not be able to fill the memory. */
const mostDevices = 20_000

/** What was turned away at the wall: the last ones to look at, and counters of all since the start. */
export class Refusals {
  private readonly ring: Refusal[] = []
  private next = 0
  private count = 0
  private readonly reasons = new Map<RefusalReason, number>()
  private readonly links = new Map<string, number>()
  private readonly devices = new Map<string, number>()

  /** @param onAdded told of each, for who keeps more of it than a count */
  constructor(private readonly onAdded: (refusal: Refusal) => void = () => {}) {}

  add(refusal: Refusal): void {
    this.onAdded(refusal)
    this.ring[this.next] = refusal
    this.next = (this.next + 1) % kept
    this.count += 1
    increase(this.reasons, refusal.reason)
    increase(this.links, refusal.linkId)
    const { deviceId } = refusal
    if (deviceId !== undefined && (this.devices.has(deviceId) || this.devices.size < mostDevices)) {
      increase(this.devices, deviceId)
    }
  }

  get total(): number {
    return this.count
  }

  ofLink(linkId: string): number {
    return this.links.get(linkId) ?? 0
  }

  ofDevice(deviceId: string): number {
    return this.devices.get(deviceId) ?? 0
  }

  /** The newest first. */
  list(limit: number): Result<'refusal.list'> {
    const newestFirst = [...this.ring.slice(this.next), ...this.ring.slice(0, this.next)].reverse()
    return { total: this.count, byReason: Object.fromEntries(this.reasons), refusals: newestFirst.slice(0, limit) }
  }
}

function increase<K>(counters: Map<K, number>, key: K): void {
  counters.set(key, (counters.get(key) ?? 0) + 1)
}
