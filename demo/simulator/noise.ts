/** Mixes whole numbers into 32 well-spread bits. */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return (h ^ (h >>> 15)) >>> 0
}

/** From -1 up to 1, the same for the same numbers. */
export const signed = (a: number, b: number): number => mix(a, b) / 2_147_483_648 - 1
/** From 0 up to 1. */
export const share = (a: number, b: number): number => mix(a, b) / 4_294_967_296

/** A value between -1 and 1 that wanders smoothly and takes about `periodMs` to become another. */
export function drift(seed: number, tMs: number, periodMs: number): number {
  const at = tMs / periodMs
  const step = Math.floor(at)
  const part = at - step
  const eased = part * part * (3 - 2 * part)
  return signed(seed, step) * (1 - eased) + signed(seed, step + 1) * eased
}
