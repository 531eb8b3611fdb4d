import type { SeatMark } from '../contract'

/** Letters that are not heard as another one or read as a figure. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const length = 3

/**
 * Short name of a seat, the same everywhere: what tells numbers apart that two seats gave while they could not speak with each other.
 *
 * Three letters out of 24: two seats share theirs once in 13,824 pairs.
 */
export function seatMark(seatId: string): SeatMark {
  // FNV-1a, 32 bits, with its bits mixed once more: ids of seats begin alike.
  let hash = 0x81_1c_9d_c5
  for (const character of seatId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93)
  hash = Math.imul(hash ^ (hash >>> 16), 0x45_d9_f3_b)
  let rest = (hash ^ (hash >>> 15)) >>> 0
  let mark = ''
  for (let at = 0; at < length; at++) {
    mark += letters[rest % letters.length]
    rest = Math.floor(rest / letters.length)
  }
  return mark
}
