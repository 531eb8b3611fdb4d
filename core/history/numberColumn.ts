import type { ByteReader, ByteWriter } from './ByteWriter'

/** Digits after the point that we look for: properties show at most 6, and what devices send has rarely more than 3. */
const maxDecimals = 6
/** Scaled values stay below this, so that a difference of two still fits the signed form. */
const maxScaled = 2 ** 50
/** Stands where the digits would, for a column of arbitrary doubles. */
const asFloats = 255
export const powersOfTen: readonly number[] = Array.from({ length: maxDecimals + 1 }, (_, digits) => 10 ** digits)

/**
 * Fewest decimal digits with which every value of the column is exact; `undefined` when there are none (NaN, thirds, huge numbers).
 * Sensors report decimals, so nearly every column is whole numbers in disguise.
 */
export function decimalsOf(values: Float64Array): number | undefined {
  let digits = 0
  for (let i = 0; i < values.length; i++) {
    while (!isExact(values[i]!, digits)) if (++digits > maxDecimals) return undefined
  }
  if (digits === 0) return 0
  // A value that was exact with fewer digits is so with more, except at the far end of the range.
  for (let i = 0; i < values.length; i++) if (!isExact(values[i]!, digits)) return undefined
  return digits
}

/** True when the value is a whole number of 10^-digits, and small enough to be coded as one. */
export function isExact(value: number, digits: number): boolean {
  const power = powersOfTen[digits]!
  const scaled = Math.round(value * power)
  return scaled / power === value && scaled < maxScaled && scaled > -maxScaled
}

/** Writes a column: differences of scaled whole numbers, or the eight bytes of each double, plane by plane, where that loses something. -0 comes back as 0. */
export function writeNumbers(writer: ByteWriter, values: Float64Array): void {
  const digits = decimalsOf(values)
  if (digits === undefined) {
    writer.byte(asFloats)
    const bytes = new Uint8Array(values.slice().buffer)
    for (let plane = 0; plane < 8; plane++) {
      for (let i = plane; i < bytes.length; i += 8) writer.byte(bytes[i]!)
    }
    return
  }
  writer.byte(digits)
  const power = powersOfTen[digits]!
  let before = 0
  for (let i = 0; i < values.length; i++) {
    const scaled = Math.round(values[i]! * power)
    writer.signed(scaled - before)
    before = scaled
  }
}

/** Reads a column of `count` numbers that `writeNumbers` wrote. */
export function readNumbers(reader: ByteReader, count: number): Float64Array {
  const values = new Float64Array(count)
  const digits = reader.byte()
  if (digits === asFloats) {
    const bytes = new Uint8Array(values.buffer)
    for (let plane = 0; plane < 8; plane++) {
      for (let i = plane; i < bytes.length; i += 8) bytes[i] = reader.byte()
    }
    return values
  }
  const power = powersOfTen[digits]
  if (power === undefined) throw new RangeError('the column has an unknown form')
  let scaled = 0
  for (let i = 0; i < count; i++) {
    scaled += reader.signed()
    values[i] = scaled / power
  }
  return values
}

/** Writes bytes that rarely change as pairs of run length and byte. */
export function writeRuns(writer: ByteWriter, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length;) {
    let to = from + 1
    while (to < bytes.length && bytes[to] === bytes[from]) to++
    writer.whole(to - from)
    writer.byte(bytes[from]!)
    from = to
  }
}

export function readRuns(reader: ByteReader, count: number): Uint8Array {
  const bytes = new Uint8Array(count)
  for (let from = 0; from < count;) {
    const run = reader.whole()
    if (run === 0) throw new RangeError('a run of nothing')
    bytes.fill(reader.byte(), from, from + run)
    from += run
  }
  return bytes
}

/** Writes rising or falling times (whole ms) as differences of differences: a steady period takes a byte a sample. */
export function writeTimes(writer: ByteWriter, timesMs: Float64Array): void {
  let before = 0
  let step = 0
  for (let i = 0; i < timesMs.length; i++) {
    const next = timesMs[i]! - before
    writer.signed(next - step)
    // The first time is absolute and no step: the second sample would otherwise be coded against it.
    step = i === 0 ? 0 : next
    before = timesMs[i]!
  }
}

export function readTimes(reader: ByteReader, count: number): Float64Array {
  const timesMs = new Float64Array(count)
  let before = 0
  let step = 0
  for (let i = 0; i < count; i++) {
    const next = reader.signed() + step
    step = i === 0 ? 0 : next
    before += next
    timesMs[i] = before
  }
  return timesMs
}
