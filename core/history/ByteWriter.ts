/** Grows while bytes are put into it. Whole numbers take 1 byte up to 127, 2 up to 16,383, and so on (base-128, low bits first). */
export class ByteWriter {
  length = 0
  private bytes: Uint8Array<ArrayBuffer>

  constructor(capacity = 4096) {
    this.bytes = new Uint8Array(capacity)
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.widen(1)
    this.bytes[this.length++] = value
  }

  /** @param value whole number from 0 to 2^53 */
  whole(value: number): void {
    if (this.length + 8 > this.bytes.length) this.widen(8)
    const { bytes } = this
    let at = this.length
    let rest = value
    while (rest >= 0x10000000) {
      bytes[at++] = (rest % 128) | 0x80
      rest = Math.floor(rest / 128)
    }
    while (rest >= 0x80) {
      bytes[at++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    bytes[at++] = rest
    this.length = at
  }

  /** @param value whole number from -2^52 to 2^52; small ones of either sign are short */
  signed(value: number): void {
    this.whole(value < 0 ? -2 * value - 1 : 2 * value)
  }

  float(value: number): void {
    if (this.length + 8 > this.bytes.length) this.widen(8)
    scratchFloat[0] = value
    this.bytes.set(scratchBytes, this.length)
    this.length += 8
  }

  append(other: Uint8Array): void {
    if (this.length + other.length > this.bytes.length) this.widen(other.length)
    this.bytes.set(other, this.length)
    this.length += other.length
  }

  /** What was written, without a copy: good until the next write. */
  view(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length)
  }

  clear(): void {
    this.length = 0
  }

  private widen(needed: number): void {
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.length + needed))
    wider.set(this.bytes)
    this.bytes = wider
  }
}

const scratchFloat = new Float64Array(1)
/** Little-endian, as every machine that we run on is. */
const scratchBytes = new Uint8Array(scratchFloat.buffer)

/** Reads back what `ByteWriter` wrote, in the same order. */
export class ByteReader {
  at = 0

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length
  }

  byte(): number {
    if (this.at >= this.bytes.length) throw new RangeError('the bytes end too early')
    return this.bytes[this.at++]!
  }

  whole(): number {
    const first = this.byte()
    if (first < 0x80) return first
    let value = first & 0x7f
    let factor = 128
    for (;;) {
      const byte = this.byte()
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
      factor *= 128
    }
  }

  signed(): number {
    const value = this.whole()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  float(): number {
    for (let i = 0; i < 8; i++) scratchBytes[i] = this.byte()
    return scratchFloat[0]!
  }

  skip(count: number): void {
    this.at += count
  }
}
