import { roomFor } from './PointLinks'

/** Numbers that were jumped over, both ends included. */
interface Hole {
  from: number
  to: number
}

/** Above this a jump is no loss: the device counts anew from somewhere, or uses the field for something else. */
const mostMissing = 100_000
/** Holes kept apart a device; beyond that they run together into the last. */
const mostHoles = 64
/** So far behind its last number, and later in time, a device has begun anew; nearer, a message was overtaken. */
const overtaken = 64

/** Where a count jumped: between two source times something was said and not heard. */
export interface Jump {
  readonly firstMissing: number
  readonly fromMs: number
  readonly toMs: number
}

/** Which numbers of each counting device were heard since the start. 24 bytes a device, and what is missing. */
export class SequenceLedger {
  /** First number since the start, or since the device began anew; NaN: none yet. */
  #bases: Float64Array
  #lasts: Float64Array
  #lastAtMs: Float64Array
  readonly #holes = new Map<number, Hole[]>()

  constructor(deviceCount: number) {
    this.#bases = new Float64Array(deviceCount).fill(Number.NaN)
    this.#lasts = new Float64Array(deviceCount).fill(Number.NaN)
    this.#lastAtMs = new Float64Array(deviceCount)
  }

  /** Makes room for devices that came since, with some to spare: many may come one by one. */
  grow(deviceCount: number): void {
    const room = (size: number) => new Float64Array(size).fill(Number.NaN)
    this.#bases = roomFor(this.#bases, deviceCount, room)
    this.#lasts = roomFor(this.#lasts, deviceCount, room)
    this.#lastAtMs = roomFor(this.#lastAtMs, deviceCount, (size) => new Float64Array(size))
  }

  /** Takes the number of a message that was heard. @returns where it jumped over others */
  take(device: number, seq: number, sourceAtMs: number): Jump | undefined {
    const last = this.#lasts[device] ?? Number.NaN
    const lastAtMs = this.#lastAtMs[device] ?? 0
    if (Number.isNaN(last)) return this.#begin(device, seq, sourceAtMs)
    if (seq === last + 1) return this.#advance(device, seq, sourceAtMs)
    if (seq > last) return this.#jump(device, last + 1, seq, sourceAtMs)
    if (this.#fill(device, seq)) return undefined
    const isNew = sourceAtMs > lastAtMs && (last - seq > overtaken || (seq <= 1 && seq < last))
    if (!isNew) return undefined
    // What was missing of the old count cannot be told by number any more.
    this.#holes.delete(device)
    this.#begin(device, seq, sourceAtMs)
    if (seq <= 1 || seq > mostMissing) return undefined
    this.#bases[device] = 1
    this.#open(device, { from: 1, to: seq - 1 })
    return { firstMissing: 1, fromMs: lastAtMs, toMs: sourceAtMs }
  }

  /** Whether the message of this number was not heard since the start. */
  isUnheard(device: number, seq: number): boolean {
    const base = this.#bases[device] ?? Number.NaN
    if (Number.isNaN(base) || seq < base || seq > (this.#lasts[device] ?? 0)) return true
    return this.#holes.get(device)?.some(({ from, to }) => seq >= from && seq <= to) ?? false
  }

  hasNumbers(device: number): boolean {
    return !Number.isNaN(this.#bases[device])
  }

  /** Whether something is missing of a device. */
  isShort(device: number): boolean {
    return this.#holes.has(device)
  }

  /** Messages missing of some devices. */
  missingOf(devices: Iterable<{ readonly index: number }>): number {
    let missing = 0
    for (const { index } of devices) for (const { from, to } of this.#holes.get(index) ?? []) missing += to - from + 1
    return missing
  }

  /** Nobody waits for them any more. */
  forgetMissing(device: number): void {
    this.#holes.delete(device)
  }

  #begin(device: number, seq: number, sourceAtMs: number): Jump | undefined {
    this.#bases[device] = seq
    return this.#advance(device, seq, sourceAtMs)
  }

  #advance(device: number, seq: number, sourceAtMs: number): Jump | undefined {
    this.#lasts[device] = seq
    this.#lastAtMs[device] = sourceAtMs
    return undefined
  }

  #jump(device: number, firstMissing: number, seq: number, sourceAtMs: number): Jump | undefined {
    if (seq - firstMissing > mostMissing) {
      this.#holes.delete(device)
      return this.#begin(device, seq, sourceAtMs)
    }
    const fromMs = this.#lastAtMs[device] ?? 0
    this.#advance(device, seq, sourceAtMs)
    this.#open(device, { from: firstMissing, to: seq - 1 })
    return { firstMissing, fromMs: Math.min(fromMs, sourceAtMs), toMs: sourceAtMs }
  }

  #open(device: number, hole: Hole): void {
    const holes = this.#holes.get(device)
    if (!holes) return void this.#holes.set(device, [hole])
    holes.push(hole)
    // Too many: the two oldest become one, so that at least as much is asked for as is missing.
    if (holes.length <= mostHoles) return
    const [first, second, ...rest] = holes
    if (first && second) this.#holes.set(device, [{ from: first.from, to: second.to }, ...rest])
  }

  /** @returns whether the number was missing */
  #fill(device: number, seq: number): boolean {
    const holes = this.#holes.get(device)
    const at = holes?.findIndex(({ from, to }) => seq >= from && seq <= to) ?? -1
    const hole = holes?.[at]
    if (!holes || !hole) return false
    const parts = [
      { from: hole.from, to: seq - 1 },
      { from: seq + 1, to: hole.to },
    ].filter(({ from, to }) => from <= to)
    holes.splice(at, 1, ...parts)
    if (holes.length === 0) this.#holes.delete(device)
    return true
  }
}
