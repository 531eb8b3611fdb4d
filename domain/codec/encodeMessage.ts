import type { CodecField, CodecLength, CodecMessage } from '../contract'
import { checksumBytes, computeChecksum, usualEndian } from './checksums'
import { fromHex } from './hex'
import { unscaled, writeBcd, writeFloat, writeInt, writeUint } from './numbers'
import { toUtf8 } from './utf8'
import { type FrameFault, type FrameValue, type FrameValues, isList, memberOf } from './values'

export type Encoded =
  { readonly isOk: true; readonly bytes: Uint8Array } | { readonly isOk: false; readonly fault: FrameFault }

const mostBytes = 8_192

/** Writes a message. Constants, lengths, checksums and counts that follow from others need not be given. */
export function encodeMessage(message: Pick<CodecMessage, 'fields'>, values: FrameValues): Encoded {
  try {
    return { isOk: true, bytes: writeFields(message.fields, values, '') }
  } catch (error) {
    if (error instanceof Unfit) return { isOk: false, fault: error.fault }
    throw error
  }
}

class Unfit extends Error {
  readonly fault: FrameFault
  constructor(code: FrameFault['code'], path: string, at = 0) {
    super(code)
    this.fault = { code, path, at }
  }
}

type NumericField = Extract<CodecField, { kind: 'uint' | 'int' | 'bcd' | 'float' | 'digits' }>

function writeFields(fields: readonly CodecField[], values: FrameValues, path: string): Uint8Array {
  const bytes: number[] = []
  const places = new Map<string, { from: number; to: number }>()
  for (const field of fields) {
    const from = bytes.length
    const own = `${path}${field.name}`
    bytes.push(...(field.kind === 'checksum' ? [] : writeField(field, values, own, fields)))
    if (field.kind === 'checksum') bytes.push(...Array.from({ length: checksumWidth(field) }, () => 0))
    if (bytes.length > mostBytes) throw new Unfit('tooLong', own, from)
    places.set(field.name, { from, to: bytes.length })
  }
  const frame = Uint8Array.from(bytes)
  const rangeOf = ({ from, to }: { from: string; to: string }) => {
    const start = places.get(from)?.from ?? 0
    return { start, end: Math.max(start, places.get(to)?.to ?? start) }
  }
  // Lengths first: checksums go over them.
  for (const field of fields) {
    if (field.kind !== 'length') continue
    const { start, end } = rangeOf(field)
    const count = (end - start + (field.plus ?? 0)) / (field.unitBytes ?? 1)
    const written = writeUint(count, field.bytes, field.endian ?? 'big')
    if (!written) throw new Unfit('tooBig', `${path}${field.name}`, start)
    frame.set(written, places.get(field.name)?.from)
  }
  for (const field of fields) {
    if (field.kind !== 'checksum') continue
    const { start, end } = rangeOf(field)
    frame.set(checksumOf(field, frame.subarray(start, end)), places.get(field.name)?.from)
  }
  return frame
}

const checksumWidth = (field: Extract<CodecField, { kind: 'checksum' }>): number =>
  checksumBytes[field.algorithm] * (field.isText === true ? 2 : 1)

function checksumOf(field: Extract<CodecField, { kind: 'checksum' }>, range: Uint8Array): Uint8Array {
  const sum = computeChecksum(field.algorithm, range)
  if (field.isText === true) {
    const digits = sum.toString(16).toUpperCase().padStart(checksumWidth(field), '0')
    return toUtf8(digits)
  }
  return (
    writeUint(sum, checksumBytes[field.algorithm], field.endian ?? usualEndian(field.algorithm)) ?? new Uint8Array()
  )
}

function writeField(
  field: Exclude<CodecField, { kind: 'checksum' }>,
  values: FrameValues,
  path: string,
  siblings: readonly CodecField[],
): Uint8Array {
  const value = memberOf(values, field.name)
  switch (field.kind) {
    case 'const':
      return fromHex(field.hex) ?? new Uint8Array()
    case 'length':
      return new Uint8Array(field.bytes)
    case 'uint':
    case 'int':
    case 'bcd':
    case 'float':
    case 'digits':
      return writeNumber(field, value, path, () => countedBy(field.name, siblings, values))
    case 'bits': {
      let raw = 0
      for (const { name, at, width } of field.parts) {
        const part = memberOf(value, name) ?? 0
        if (typeof part !== 'number') throw new Unfit('wrongKind', `${path}.${name}`)
        if (!Number.isInteger(part) || part < 0 || part >= 2 ** width) throw new Unfit('tooBig', `${path}.${name}`)
        raw += part * 2 ** at
      }
      return writeUint(raw, field.bytes, field.endian ?? 'big') ?? fail('tooBig', path)
    }
    case 'text': {
      if (typeof value !== 'string') return fail(value === undefined ? 'missing' : 'wrongKind', path)
      const bytes = toUtf8(value)
      if (field.encoding === 'ascii' && bytes.some((byte) => byte > 0x7f)) return fail('notText', path)
      return fitted(bytes, field.length, field.pad, path)
    }
    case 'bytes': {
      if (typeof value !== 'string') return fail(value === undefined ? 'missing' : 'wrongKind', path)
      return fitted(fromHex(value) ?? fail('wrongKind', path), field.length, undefined, path)
    }
    case 'group': {
      const inner = value ?? {}
      if (typeof inner !== 'object' || isList(inner)) return fail('wrongKind', path)
      const bytes = writeFields(field.fields, inner, `${path}.`)
      const { add = 0, length } = field
      if (typeof length === 'number' && length !== bytes.length) return fail('lengthDiffers', path)
      return bytes.map((byte) => (byte + add) & 0xff)
    }
    case 'array': {
      if (value === undefined || typeof value !== 'object' || !isList(value))
        return fail(value === undefined ? 'missing' : 'wrongKind', path)
      if (typeof field.count === 'number' && field.count !== value.length) return fail('lengthDiffers', path)
      const items = value.flatMap((item, i) => {
        if (typeof item !== 'object' || isList(item)) return fail('wrongKind', `${path}.${i}`)
        return [...writeFields(field.fields, item, `${path}.${i}.`)]
      })
      return Uint8Array.from(items)
    }
  }
}

function writeNumber(
  field: NumericField,
  value: FrameValue | undefined,
  path: string,
  counted: () => number | undefined,
): Uint8Array {
  if (value !== undefined && typeof value !== 'number') return fail('wrongKind', path)
  const given = value === undefined ? (field.equals ?? counted()) : unscaled(value, field)
  if (given === undefined) return fail('missing', path)
  if (field.kind === 'float') return writeFloat(given, field.bytes, field.endian ?? 'big') ?? fail('notFinite', path)
  const raw = Math.round(given)
  if (field.equals !== undefined && raw !== field.equals) return fail('valueDiffers', path)
  if (field.kind === 'digits') return writeDigits(raw, field.length, field.base ?? 10) ?? fail('tooBig', path)
  const write = field.kind === 'uint' ? writeUint : field.kind === 'int' ? writeInt : writeBcd
  return write(raw, field.bytes, field.endian ?? 'big') ?? fail('tooBig', path)
}

function writeDigits(value: number, length: number, base: 10 | 16): Uint8Array | undefined {
  if (!Number.isSafeInteger(value) || (base === 16 && value < 0)) return undefined
  const digits = Math.abs(value).toString(base).toUpperCase()
  const text = value < 0 ? `-${digits.padStart(length - 1, '0')}` : digits.padStart(length, '0')
  return text.length === length ? toUtf8(text) : undefined
}

/** A number that only counts something after it follows from that. */
function countedBy(name: string, siblings: readonly CodecField[], values: FrameValues): number | undefined {
  for (const field of siblings) {
    const length = field.kind === 'array' ? field.count : 'length' in field ? field.length : undefined
    if (typeof length !== 'object' || !('field' in length) || length.field !== name) continue
    const value = memberOf(values, field.name)
    const size = sizeOf(field, value)
    if (size !== undefined) return size - (length.plus ?? 0)
  }
  return undefined
}

function sizeOf(field: CodecField, value: FrameValue | undefined): number | undefined {
  if (field.kind === 'array')
    return value !== undefined && typeof value === 'object' && isList(value) ? value.length : 0
  if (field.kind === 'bytes') return typeof value === 'string' ? fromHex(value)?.length : undefined
  if (field.kind === 'text') return typeof value === 'string' ? toUtf8(value).length : undefined
  if (field.kind !== 'group') return undefined
  const inner = value ?? {}
  return typeof inner === 'object' && !isList(inner)
    ? writeFields(field.fields, inner, `${field.name}.`).length
    : undefined
}

function fitted(bytes: Uint8Array, length: CodecLength, pad: number | undefined, path: string): Uint8Array {
  if (typeof length !== 'number' || bytes.length === length) return bytes
  if (bytes.length > length || pad === undefined) return fail('lengthDiffers', path)
  const filled = new Uint8Array(length).fill(pad)
  filled.set(bytes)
  return filled
}

function fail(code: FrameFault['code'], path: string): never {
  throw new Unfit(code, path)
}
