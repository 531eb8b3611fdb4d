import type { DeviceType, Property, TypeUpgrade } from '../../domain/contract'

/** A type whose devices get another version, in the order of their rows. */
export class TypeTakeover {
  #at = 0
  /** Where properties stood and stand now, from, to, from, to …: those that are there before and after. */
  readonly places: readonly (readonly [from: number, to: number])[]

  constructor(
    readonly before: DeviceType,
    readonly after: DeviceType,
    /** Its devices, rising. */
    private readonly rows: Uint32Array,
  ) {
    this.places = placesOf(before.properties, after.properties)
  }

  get left(): number {
    return this.rows.length - this.#at
  }

  /** The next devices that get it. */
  next(most: number): Uint32Array {
    return this.rows.subarray(this.#at, Math.min(this.rows.length, this.#at + most))
  }

  /** So many of them have it. */
  advance(count: number): void {
    this.#at += count
  }

  /** How far it is; `undefined` once all have it. */
  progress(): TypeUpgrade | undefined {
    const fromRow = this.rows[this.#at]
    const lastRow = this.rows.at(-1)
    if (fromRow === undefined || lastRow === undefined) return undefined
    return { before: this.before, fromRow, lastRow, done: this.#at, devices: this.rows.length }
  }
}

function placesOf(before: readonly Property[], after: readonly Property[]): [from: number, to: number][] {
  const places = new Map(after.map(({ id }, place) => [id, place]))
  return before.flatMap(({ id }, from): [number, number][] => {
    const to = places.get(id)
    return to === undefined ? [] : [[from, to]]
  })
}
