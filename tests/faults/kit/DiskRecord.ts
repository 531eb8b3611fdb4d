import type { Randoms } from './randoms'
import type { Call } from './traceCalls'

/** What of the writes that were not synced has reached the disk when the power goes. */
export const remainders = ['dropped', 'some', 'torn', 'kept'] as const
export type Remainder = (typeof remainders)[number]

type Change = Extract<Call, { kind: 'write' | 'truncate' }>

/** A disk writes so much at once, or not at all. */
const sectorBytes = 512

/**
 * A disk as a record of system calls leaves it: what was synced is there, what was only written may be. Files come and go in the order of the calls: SQLite syncs
 * their folder where it matters.
 */
export class DiskRecord {
  readonly #synced = new Map<string, Buffer>()
  readonly #pending = new Map<string, Change[]>()

  apply(call: Call): void {
    switch (call.kind) {
      case 'write':
      case 'truncate':
        this.#pending.set(call.path, [...(this.#pending.get(call.path) ?? []), call])
        return
      case 'sync':
        this.#synced.set(call.path, changed(this.#base(call.path), this.#pending.get(call.path) ?? []))
        this.#pending.delete(call.path)
        return
      case 'remove':
        this.#synced.delete(call.path)
        this.#pending.delete(call.path)
        return
      case 'said':
    }
  }

  /** Files as they may lie there if the power goes now. */
  image(remainder: Remainder, random: Randoms): Map<string, Buffer> {
    const paths = new Set([...this.#synced.keys(), ...this.#pending.keys()])
    return new Map(
      [...paths].map((path) => {
        const pending = this.#pending.get(path) ?? []
        return [
          path,
          changed(
            this.#base(path),
            pending.flatMap((change) => survivors(change, remainder, random)),
          ),
        ]
      }),
    )
  }

  #base(path: string): Buffer {
    return this.#synced.get(path) ?? Buffer.alloc(0)
  }
}

function survivors(change: Change, remainder: Remainder, random: Randoms): Change[] {
  if (remainder === 'kept') return [change]
  if (remainder === 'dropped') return []
  if (remainder === 'some' || change.kind === 'truncate') return random.next() < 0.5 ? [change] : []
  return sectorsOf(change).filter(() => random.next() < 0.5)
}

function sectorsOf({ path, offset, bytes }: Extract<Change, { kind: 'write' }>): Change[] {
  const sectors: Change[] = []
  for (let start = 0; start < bytes.length;) {
    const end = Math.min(bytes.length, start + sectorBytes - ((offset + start) % sectorBytes))
    sectors.push({ kind: 'write', path, offset: offset + start, bytes: bytes.subarray(start, end) })
    start = end
  }
  return sectors
}

function changed(base: Buffer, changes: readonly Change[]): Buffer {
  let size = base.length
  let longest = size
  for (const change of changes) {
    size = change.kind === 'truncate' ? change.size : Math.max(size, change.offset + change.bytes.length)
    longest = Math.max(longest, size)
  }
  const result = Buffer.alloc(longest)
  base.copy(result)
  for (const change of changes) {
    if (change.kind === 'write') change.bytes.copy(result, change.offset)
    else result.fill(0, change.size)
  }
  return result.subarray(0, size)
}
