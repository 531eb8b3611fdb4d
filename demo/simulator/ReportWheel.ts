/** Slots in which devices report; all that report in one slot do so together. */
export const SLOT_MS = 100

/**
 * When each device reports next: a wheel of slots with room for the longest period, so that keeping 20,000 periods costs nothing but what is due.
 */
export class ReportWheel {
  private readonly slots: number[][]
  private slot: number

  constructor(longestMs: number, startMs: number) {
    this.slots = Array.from({ length: Math.ceil(longestMs / SLOT_MS) + 2 }, () => [])
    this.slot = Math.ceil(startMs / SLOT_MS)
  }

  /** Moment of the slot that comes next. */
  get nextMs(): number {
    return this.slot * SLOT_MS
  }

  /** Puts a device into the slot at or after a moment; not before the next slot. */
  add(device: number, atMs: number): void {
    const slot = Math.max(this.slot, Math.ceil(atMs / SLOT_MS))
    this.slots[slot % this.slots.length]?.push(device)
  }

  /** Takes out all that is due in the next slot, and moves on. */
  take(): number[] {
    const place = this.slot % this.slots.length
    const due = this.slots[place] ?? []
    this.slots[place] = []
    this.slot += 1
    return due
  }
}
