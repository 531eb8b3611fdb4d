/** A stream of numbers that is the same for the same seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  /** Real number from `low` up to `high`. */
  between(low: number, high: number): number
  /** Whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  /** About 0 with standard deviation 1 (sum of uniforms: no tail beyond 3.5). */
  normal(): number
  pick<T>(items: readonly T[]): T
}

/** FNV-1a of a text, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/**
 * A stream for one purpose. Naming the purpose keeps the streams apart: drawing once more in one part of the district leaves all others as they were.
 */
export function createRandom(seed: number, purpose: string): Random {
  // mulberry32: 32 bits of state, good enough for scenery, the same on every machine.
  let state = (hashText(purpose) ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    normal: () => (next() + next() + next() + next() - 2) * Math.sqrt(3),
    pick<T>(items: readonly T[]): T {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
  }
}
