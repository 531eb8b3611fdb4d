import type { CodecField, CodecLength, CodecMessage } from '../contract'
import { checksumBytes, computeChecksum, usualEndian } from './checksums'
import { fromHex, toHex } from './hex'
import { fromUtf8 } from './utf8'
import { readBcd, readFloat, readInt, readUint, scaled } from './numbers'
import type { FrameFault, FrameSpan, FrameValue, FrameValues } from './values'

/** What bytes say by a message's description. `isShort`: it fits as far as it goes, and more must come. */
export type Decoded =
  | { readonly isOk: true; readonly values: FrameValues; readonly spans: readonly FrameSpan[]; readonly length: number }
  | {
      readonly isOk: false
      readonly fault: FrameFault
      readonly isShort: boolean
      readonly spans: readonly FrameSpan[]
    }

/** Items that a message may have altogether, whatever its counts say. */
const mostFields = 2_000

/**
 * Reads a message from the first byte on. Bytes after its end are left.
 *
 * @param isTold whether people look at it: then every field is told with its place
 */
export function decodeMessage(message: Pick<CodecMessage, 'fields'>, bytes: Uint8Array, isTold = false): Decoded {
  const reader = new MessageReader(isTold)
  try {
    const cursor = { bytes, at: 0, base: 0, isOpen: true }
    const values = reader.fields(message.fields, cursor, '', undefined)
    return { isOk: true, values, spans: reader.spans, length: cursor.at }
  } catch (error) {
    if (error === unfit && reader.failure) return { isOk: false, ...reader.failure, spans: reader.spans }
    throw error
  }
}

/** Thrown inside only, and made once: an error that looks for where it comes from costs more than reading the frame. */
const unfit = new Error('unfit')

/** Where it reads: `base` is what its first byte is in the frame. */
interface Cursor {
  readonly bytes: Uint8Array
  at: number
  readonly base: number
  /** Whether more bytes may come behind the last one. */
  readonly isOpen: boolean
}

/** What was read at one level: raw numbers by name for lengths, places for ranges. */
interface Scope {
  readonly raw: Map<string, number>
  readonly places: Map<string, { from: number; to: number }>
  readonly parent: Scope | undefined
}

type NumericField = Extract<CodecField, { kind: 'uint' | 'int' | 'bcd' | 'float' | 'digits' }>

class MessageReader {
  readonly spans: FrameSpan[] = []
  failure: { fault: FrameFault; isShort: boolean } | undefined
  private count = 0

  constructor(private readonly isTold: boolean) {}

  fields(fields: readonly CodecField[], cursor: Cursor, path: string, parent: Scope | undefined): FrameValues {
    const scope: Scope = { raw: new Map(), places: new Map(), parent }
    const entries: [string, FrameValue][] = []
    for (const field of fields) {
      const from = cursor.at
      const value = this.field(field, cursor, `${path}${field.name}`, scope)
      scope.places.set(field.name, { from, to: cursor.at })
      if (value !== undefined) entries.push([field.name, value])
    }
    for (const field of fields) if (field.kind === 'length') this.checkLength(field, scope, cursor, path)
    return Object.fromEntries(entries)
  }

  private field(field: CodecField, cursor: Cursor, path: string, scope: Scope): FrameValue | undefined {
    if (++this.count > mostFields) throw this.unfit('tooBig', cursor, path)
    const from = cursor.at
    switch (field.kind) {
      case 'const': {
        const expected = fromHex(field.hex) ?? new Uint8Array()
        for (const byte of expected) {
          const [found] = this.take(cursor, 1, path)
          if (found !== byte) {
            cursor.at -= 1
            throw this.unfit('bytesDiffer', cursor, path, toHex(Uint8Array.of(byte)), toHex(Uint8Array.of(found ?? 0)))
          }
        }
        this.mark(field, cursor, from, path, () => toHex(expected))
        return undefined
      }
      case 'uint':
      case 'int':
      case 'bcd':
      case 'float':
      case 'digits':
        return this.numeric(field, cursor, path, scope)
      case 'bits':
        return this.bits(field, cursor, path, scope)
      case 'text': {
        const taken = this.take(cursor, this.lengthOf(field.length, cursor, scope, path), path)
        const { pad } = field
        let end = taken.length
        while (pad !== undefined && end > 0 && taken[end - 1] === pad) end--
        const text = readText(taken.subarray(0, end), field.encoding ?? 'utf8')
        if (text === undefined) throw this.unfit('notText', { ...cursor, at: from }, path)
        this.mark(field, cursor, from, path, () => text)
        return text
      }
      case 'bytes': {
        const taken = this.take(cursor, this.lengthOf(field.length, cursor, scope, path), path)
        this.mark(field, cursor, from, path, () => toHex(taken))
        return toHex(taken, '')
      }
      case 'length': {
        const raw = readUint(this.take(cursor, field.bytes, path), field.endian ?? 'big') ?? 0
        scope.raw.set(field.name, raw)
        this.mark(field, cursor, from, path, () => String(raw))
        return undefined
      }
      case 'checksum': {
        const range = rangeOf(field, scope)
        const computed = computeChecksum(field.algorithm, cursor.bytes.subarray(range.from, range.to))
        const size = checksumBytes[field.algorithm]
        const taken = this.take(cursor, field.isText === true ? 2 * size : size, path)
        const found =
          field.isText === true ? readDigits(taken, 16) : readUint(taken, field.endian ?? usualEndian(field.algorithm))
        const hex = (sum: number) => sum.toString(16).padStart(2 * size, '0')
        if (found !== computed)
          throw this.unfit('checksumDiffers', { ...cursor, at: from }, path, hex(computed), hex(found ?? 0))
        this.mark(field, cursor, from, path, () => hex(computed))
        return undefined
      }
      case 'group':
        return this.group(field, cursor, path, scope)
      case 'array': {
        const items: FrameValue[] = []
        const count = this.lengthOf(field.count, cursor, scope, path)
        for (let i = 0; i < count; i++) {
          const before = cursor.at
          items.push(this.fields(field.fields, cursor, `${path}.${i}.`, scope))
          // Items of no bytes would be there without end.
          if (cursor.at === before) break
        }
        return items
      }
    }
  }

  private numeric(field: NumericField, cursor: Cursor, path: string, scope: Scope): number {
    const from = cursor.at
    const taken = this.take(cursor, field.kind === 'digits' ? field.length : field.bytes, path)
    const raw = readNumber(field, taken)
    if (raw === undefined) {
      const code =
        field.kind === 'bcd'
          ? 'notBcd'
          : field.kind === 'digits'
            ? 'notDigits'
            : field.kind === 'float'
              ? 'notFinite'
              : 'tooBig'
      throw this.unfit(code, { ...cursor, at: from }, path, undefined, toHex(taken))
    }
    if (field.equals !== undefined && raw !== field.equals)
      throw this.unfit('valueDiffers', { ...cursor, at: from }, path, String(field.equals), String(raw))
    scope.raw.set(field.name, raw)
    const value = scaled(raw, field)
    this.mark(field, cursor, from, path, () => {
      const name = field.names?.find((each) => each.value === raw)?.name.zh
      return [String(value), field.unit, name].filter(Boolean).join(' ')
    })
    return value
  }

  private bits(field: Extract<CodecField, { kind: 'bits' }>, cursor: Cursor, path: string, scope: Scope): FrameValues {
    const from = cursor.at
    const raw = readUint(this.take(cursor, field.bytes, path), field.endian ?? 'big') ?? 0
    const parts = field.parts.map(({ name, at, width }): [string, number] => [
      name,
      Math.floor(raw / 2 ** at) % 2 ** width,
    ])
    for (const [name, value] of parts) scope.raw.set(name, value)
    this.mark(field, cursor, from, path, () => parts.map(([name, value]) => `${name} ${value}`).join(', '))
    return Object.fromEntries(parts)
  }

  private group(
    field: Extract<CodecField, { kind: 'group' }>,
    cursor: Cursor,
    path: string,
    scope: Scope,
  ): FrameValues {
    const { add = 0, length } = field
    const size = length === undefined ? undefined : this.lengthOf(length, cursor, scope, path)
    const start = cursor.at
    const wire = size === undefined ? cursor.bytes.subarray(start) : this.take(cursor, size, path)
    const inner: Cursor = {
      bytes: wire.map((byte) => (byte - add) & 0xff),
      at: 0,
      base: cursor.base + start,
      isOpen: size === undefined && cursor.isOpen,
    }
    const values = this.fields(field.fields, inner, `${path}.`, scope)
    if (size === undefined) cursor.at = start + inner.at
    else if (inner.at < size) throw this.unfit('tooLong', inner, path, String(inner.at), String(size))
    return values
  }

  private checkLength(
    field: Extract<CodecField, { kind: 'length' }>,
    scope: Scope,
    cursor: Cursor,
    path: string,
  ): void {
    const { from, to } = rangeOf(field, scope)
    const expected = (to - from + (field.plus ?? 0)) / (field.unitBytes ?? 1)
    const found = scope.raw.get(field.name)
    if (found === expected) return
    const at = scope.places.get(field.name)?.from ?? 0
    throw this.unfit('lengthDiffers', { ...cursor, at }, `${path}${field.name}`, String(expected), String(found))
  }

  private lengthOf(length: CodecLength, cursor: Cursor, scope: Scope, path: string): number {
    if (typeof length === 'number') return length
    if ('rest' in length) return Math.max(0, cursor.bytes.length - cursor.at - length.rest)
    let level: Scope | undefined = scope
    while (level && !level.raw.has(length.field)) level = level.parent
    const size = (level?.raw.get(length.field) ?? Number.NaN) + (length.plus ?? 0)
    if (!Number.isInteger(size) || size < 0 || size > 4096) throw this.unfit('tooBig', cursor, path)
    return size
  }

  private take(cursor: Cursor, size: number, path: string): Uint8Array {
    const end = cursor.at + size
    if (end > cursor.bytes.length) {
      const fault = { code: 'tooShort', at: cursor.base + cursor.bytes.length, path } as const
      const expected = String(end)
      this.failure = { fault: { ...fault, expected, found: String(cursor.bytes.length) }, isShort: cursor.isOpen }
      throw unfit
    }
    const taken = cursor.bytes.subarray(cursor.at, end)
    cursor.at = end
    return taken
  }

  private mark(field: CodecField, cursor: Cursor, from: number, path: string, text: () => string): void {
    if (!this.isTold) return
    this.spans.push({ path, from: cursor.base + from, to: cursor.base + cursor.at, kind: field.kind, text: text() })
  }

  private unfit(code: FrameFault['code'], cursor: Cursor, path: string, expected?: string, found?: string): Error {
    const more = { ...(expected !== undefined && { expected }), ...(found !== undefined && { found }) }
    this.failure = { fault: { code, at: cursor.base + cursor.at, path, ...more }, isShort: false }
    return unfit
  }
}

function rangeOf(field: { from: string; to: string }, scope: Scope): { from: number; to: number } {
  const from = scope.places.get(field.from)?.from ?? 0
  return { from, to: Math.max(from, scope.places.get(field.to)?.to ?? from) }
}

function readNumber(field: NumericField, bytes: Uint8Array): number | undefined {
  switch (field.kind) {
    case 'uint':
      return readUint(bytes, field.endian ?? 'big')
    case 'int':
      return readInt(bytes, field.endian ?? 'big')
    case 'bcd':
      return readBcd(bytes, field.endian ?? 'big')
    case 'float':
      return readFloat(bytes, field.endian ?? 'big')
    case 'digits':
      return readDigits(bytes, field.base ?? 10)
  }
}

function readDigits(bytes: Uint8Array, base: 10 | 16): number | undefined {
  const text = String.fromCharCode(...bytes)
  const form = base === 16 ? /^[0-9A-Fa-f]+$/ : /^ *-?\d+$/
  const value = form.test(text) ? Number.parseInt(text, base) : Number.NaN
  return Number.isSafeInteger(value) ? value : undefined
}

function readText(bytes: Uint8Array, encoding: 'ascii' | 'utf8'): string | undefined {
  if (encoding === 'ascii' && bytes.some((byte) => byte > 0x7f)) return undefined
  return fromUtf8(bytes)
}
