import type { ActiveRule } from './compileRule'
import type { RuleCounts } from './RuleCounts'
import type { RuleDevice } from './RuleWorld'

/** Where the truth of a watch stands. */
export const phases = { idle: 0, rising: 1, standing: 2 } as const

/** A trigger of a rule that looks at values, the same for all its devices. With a version of the rule that is set off by the same it gets that version. */
export interface Look {
  of: ActiveRule
  readonly trigger: number
  readonly kind: 'sample' | 'state' | 'reach'
  /** Values of a `state` or `reach` trigger; of a `sample` trigger every value. */
  readonly values: readonly number[] | undefined
  readonly property: string | undefined
  /** What the value alone can rule out. */
  guards: readonly ((value: number) => boolean)[]
  counts: RuleCounts
}

const none = -1
const firstCapacity = 64

/**
 * Who looks at what: one rule at one point or one device's reach is a watch. Columns by number, so that many thousands cost some bytes each (33, and 100 a device); adding one and taking one away
 * cost the same however many there are. Numbers of those that are gone are given again.
 */
export class Watches {
  phases = new Uint8Array(firstCapacity)
  sinceMs = new Float64Array(firstCapacity)
  readonly #looks: (Look | undefined)[] = []
  readonly #devices: (RuleDevice | undefined)[] = []
  #points = new Int32Array(firstCapacity)
  /** The next watch of the same point, and of the same device. */
  #nextOfPoint = new Int32Array(firstCapacity)
  #nextOfDevice = new Int32Array(firstCapacity)
  /** First watch of each point plus 1; 0: none. */
  #heads = new Uint32Array(0)
  readonly #headOfDevice = new Map<string, number>()
  readonly #free: number[] = []

  /** Makes room for points that may be looked at. */
  growPoints(pointCount: number): void {
    if (pointCount > this.#heads.length) this.#heads = widened(this.#heads, Math.ceil(pointCount * 1.1))
  }

  /** First watch of a point; -1: nobody looks at it. */
  firstAt(point: number): number {
    return (this.#heads[point] ?? 0) - 1
  }

  /** The one after it at the same point, in the order in which they came; -1: none. */
  nextAt(watch: number): number {
    return this.#nextOfPoint[watch] ?? none
  }

  lookOf(watch: number): Look | undefined {
    return this.#looks[watch]
  }

  deviceOf(watch: number): RuleDevice | undefined {
    return this.#devices[watch]
  }

  /** Watches of a device, in no order. */
  *ofDevice(id: string): Iterable<number> {
    for (let watch = this.#headOfDevice.get(id) ?? none; watch !== none; watch = this.#nextOfDevice[watch] ?? none)
      yield watch
  }

  /** Watches of a rule. Looks at all there are. */
  *ofRule(id: string): Iterable<number> {
    for (let watch = 0; watch < this.#looks.length; watch++) if (this.#looks[watch]?.of.rule.id === id) yield watch
  }

  /** @param point -1 of a look at reach. @returns its number */
  add(look: Look, device: RuleDevice, point: number): number {
    const watch = this.#free.pop() ?? this.#looks.length
    if (watch >= this.#points.length) this.#grow(watch * 2)
    this.#looks[watch] = look
    this.#devices[watch] = device
    this.phases[watch] = phases.idle
    this.#points[watch] = point
    this.#nextOfPoint[watch] = none
    this.#nextOfDevice[watch] = this.#headOfDevice.get(device.id) ?? none
    this.#headOfDevice.set(device.id, watch)
    if (point === none) return watch
    this.growPoints(point + 1)
    const first = this.firstAt(point)
    if (first === none) this.#heads[point] = watch + 1
    else {
      let last = first
      for (let next = this.nextAt(last); next !== none; next = this.nextAt(last)) last = next
      this.#nextOfPoint[last] = watch
    }
    return watch
  }

  remove(watch: number): void {
    const device = this.#devices[watch]
    if (!device) return
    const point = this.#points[watch] ?? none
    const first = this.firstAt(point)
    if (first === watch) this.#heads[point] = this.nextAt(watch) + 1
    else if (point !== none) unlink(this.#nextOfPoint, first, watch)
    const head = this.#headOfDevice.get(device.id) ?? none
    const next = this.#nextOfDevice[watch] ?? none
    if (head !== watch) unlink(this.#nextOfDevice, head, watch)
    else if (next === none) this.#headOfDevice.delete(device.id)
    else this.#headOfDevice.set(device.id, next)
    this.#looks[watch] = undefined
    this.#devices[watch] = undefined
    this.phases[watch] = phases.idle
    this.#free.push(watch)
  }

  #grow(capacity: number): void {
    this.phases = widened(this.phases, capacity)
    this.sinceMs = widened(this.sinceMs, capacity)
    this.#points = widened(this.#points, capacity)
    this.#nextOfPoint = widened(this.#nextOfPoint, capacity)
    this.#nextOfDevice = widened(this.#nextOfDevice, capacity)
  }
}

/** Takes one out of a list that does not begin with it. */
function unlink(next: Int32Array, first: number, gone: number): void {
  for (let at = first; at !== none && at !== undefined; at = next[at] ?? none) {
    if (next[at] !== gone) continue
    next[at] = next[gone] ?? none
    return
  }
}

function widened(column: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer>
function widened(column: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer>
function widened(column: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer>
function widened(column: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer>
function widened(
  column: Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>,
  length: number,
): Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer> {
  const wider =
    column instanceof Uint8Array
      ? new Uint8Array(length)
      : column instanceof Int32Array
        ? new Int32Array(length)
        : column instanceof Uint32Array
          ? new Uint32Array(length)
          : new Float64Array(length)
  wider.set(column)
  return wider
}
