/** Numbers in bytes. Readers give `undefined` for what is no such number, writers for what does not fit. */

type Endian = 'big' | 'little'

const bigFirst = (bytes: Uint8Array, endian: Endian): Uint8Array => (endian === 'big' ? bytes : bytes.toReversed())

/** @returns `undefined` beyond 2⁵³ − 1: such a number would be read wrong */
export function readUint(bytes: Uint8Array, endian: Endian): number | undefined {
  let value = 0
  for (const byte of bigFirst(bytes, endian)) value = value * 256 + byte
  return Number.isSafeInteger(value) ? value : undefined
}

/** Two's complement. */
export function readInt(bytes: Uint8Array, endian: Endian): number | undefined {
  const ordered = bigFirst(bytes, endian)
  if ((ordered[0] ?? 0) < 0x80) return readUint(ordered, 'big')
  const magnitude = readUint(
    ordered.map((byte) => 0xff - byte),
    'big',
  )
  return magnitude === undefined ? undefined : -magnitude - 1
}

export function writeUint(value: number, length: number, endian: Endian): Uint8Array | undefined {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 256 ** length) return undefined
  const bytes = new Uint8Array(length)
  let rest = value
  for (let i = length - 1; i >= 0; i--) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return bigFirst(bytes, endian)
}

export function writeInt(value: number, length: number, endian: Endian): Uint8Array | undefined {
  if (value >= 0) return value < 256 ** length / 2 ? writeUint(value, length, endian) : undefined
  if (value < -(256 ** length) / 2) return undefined
  return writeUint(-value - 1, length, endian)?.map((byte) => 0xff - byte)
}

/** Two decimal digits a byte. */
export function readBcd(bytes: Uint8Array, endian: Endian): number | undefined {
  let value = 0
  for (const byte of bigFirst(bytes, endian)) {
    const high = byte >> 4
    const low = byte & 0x0f
    if (high > 9 || low > 9) return undefined
    value = value * 100 + high * 10 + low
  }
  return Number.isSafeInteger(value) ? value : undefined
}

export function writeBcd(value: number, length: number, endian: Endian): Uint8Array | undefined {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 100 ** length) return undefined
  const digits = String(value).padStart(2 * length, '0')
  const bytes = Uint8Array.from({ length }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16))
  return bigFirst(bytes, endian)
}

type FloatEndian = Endian | 'bigSwapped'

/** Words of two bytes, the last one first. */
const swapped = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(bytes, (_, i) => bytes[bytes.length - 2 - (i - (i % 2)) + (i % 2)] ?? 0)

/** IEEE 754, of 4 or 8 bytes. @returns `undefined` for what is no finite number */
export function readFloat(bytes: Uint8Array, endian: FloatEndian): number | undefined {
  const ordered = endian === 'bigSwapped' ? swapped(bytes) : bigFirst(bytes, endian)
  const view = new DataView(ordered.slice().buffer)
  const value = bytes.length === 4 ? view.getFloat32(0) : view.getFloat64(0)
  return Number.isFinite(value) ? value : undefined
}

export function writeFloat(value: number, length: 4 | 8, endian: FloatEndian): Uint8Array | undefined {
  if (!Number.isFinite(value)) return undefined
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  if (length === 4) view.setFloat32(0, value)
  else view.setFloat64(0, value)
  if (length === 4 && !Number.isFinite(view.getFloat32(0))) return undefined
  return endian === 'bigSwapped' ? swapped(bytes) : bigFirst(bytes, endian)
}

interface Scaling {
  readonly scale?: number | undefined
  readonly offset?: number | undefined
}

/** What a raw number means; 15 digits, so that 2305 × 0.1 is 230.5. */
export function scaled(raw: number, { scale, offset }: Scaling): number {
  if (scale === undefined && offset === undefined) return raw
  return Number((raw * (scale ?? 1) + (offset ?? 0)).toPrecision(15))
}

export const unscaled = (value: number, { scale, offset }: Scaling): number =>
  scale === undefined && offset === undefined ? value : (value - (offset ?? 0)) / (scale ?? 1)
