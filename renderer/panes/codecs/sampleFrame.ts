import type { CodecDescription, CodecField } from '../../../domain/contract'
import type { encodeMessage } from '../../../domain/codec/encodeMessage'
import type { FrameValue, FrameValues } from '../../../domain/codec/values'

/** A frame to begin with: the first message that comes in, with small numbers in its fields; nothing where that does not make one. */
export function sampleFrame(description: CodecDescription, encode: typeof encodeMessage): Uint8Array {
  const message = description.messages.find(({ direction }) => direction === 'in')
  const made = message && encode(message, sampleValues(message.fields))
  return made?.isOk ? made.bytes : new Uint8Array()
}

function sampleValues(fields: readonly CodecField[]): FrameValues {
  const values: [string, FrameValue][] = []
  for (const field of fields) {
    const value = sampleValue(field)
    if (value !== undefined) values.push([field.name, value])
  }
  return Object.fromEntries(values)
}

function sampleValue(field: CodecField): FrameValue | undefined {
  switch (field.kind) {
    case 'uint':
    case 'int':
    case 'bcd':
    case 'digits':
      return field.equals === undefined ? 12 * (field.scale ?? 1) + (field.offset ?? 0) : undefined
    case 'float':
      return 12.5
    case 'bits':
      return {}
    case 'text':
      return 'A'
    case 'bytes':
      return '00'.repeat(typeof field.length === 'number' ? field.length : 1)
    case 'group':
      return sampleValues(field.fields)
    case 'array':
      return Array.from({ length: typeof field.count === 'number' ? field.count : 1 }, () => sampleValues(field.fields))
    default:
      return undefined
  }
}
