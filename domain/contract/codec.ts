import { z } from 'zod'
import { LocalText } from './primitives'
import { Identifier } from './thingModel'

/** A described protocol (传输协议管理): how frames lie on the wire, what their bytes mean, what is asked and what is answered. Read and written by `domain/codec`. */

/** Bytes as hex digits, spaces allowed: `68 11`. */
export const HexBytes = z
  .string()
  .max(2048)
  .regex(/^\s*(?:[0-9a-fA-F]{2}\s*)*$/)

const Endian = z.enum(['big', 'little'])
/** A number of bytes or items: fixed, or the value of a field that came before, plus a number. */
export const CodecLength = z.union([
  z.number().int().min(0).max(4096),
  z.object({ field: Identifier, plus: z.number().int().min(-4096).max(4096).optional() }),
  /** Whatever is left of the frame or group, less so many bytes. */
  z.object({ rest: z.number().int().min(0).max(64) }),
])
export type CodecLength = z.infer<typeof CodecLength>

/** What is shown of a number. */
export const CodecName = z.object({ value: z.number().int(), name: LocalText })

const named = { name: Identifier, note: z.string().max(200).optional() }
const numeric = {
  ...named,
  /** value = raw × scale + offset */
  scale: z.number().optional(),
  offset: z.number().optional(),
  unit: z.string().max(16).optional(),
  /** The frame is another one when the raw value differs. */
  equals: z.number().optional(),
  names: z.array(CodecName).max(64).optional(),
}

export const ChecksumAlgorithm = z.enum([
  'sum8',
  'sum16',
  'xor8',
  'lrc8',
  'crc8',
  'crc16Modbus',
  'crc16Ccitt',
  'crc16Xmodem',
  'crc32',
])
export type ChecksumAlgorithm = z.infer<typeof ChecksumAlgorithm>

const simpleFields = [
  /** Bytes that are always the same: synchronisation, function codes. */
  z.object({ kind: z.literal('const'), ...named, hex: HexBytes }),
  z.object({ kind: z.literal('uint'), ...numeric, bytes: z.number().int().min(1).max(8), endian: Endian.optional() }),
  z.object({ kind: z.literal('int'), ...numeric, bytes: z.number().int().min(1).max(8), endian: Endian.optional() }),
  /** Two decimal digits a byte. */
  z.object({ kind: z.literal('bcd'), ...numeric, bytes: z.number().int().min(1).max(8), endian: Endian.optional() }),
  z.object({
    kind: z.literal('float'),
    ...numeric,
    bytes: z.union([z.literal(4), z.literal(8)]),
    /** `bigSwapped`: big-endian words, the low word first, as many Modbus devices have it. */
    endian: z.enum(['big', 'little', 'bigSwapped']).optional(),
  }),
  z.object({
    kind: z.literal('bits'),
    ...named,
    bytes: z.number().int().min(1).max(4),
    endian: Endian.optional(),
    /** `at` counts from the least significant bit, 0 up. */
    parts: z
      .array(
        z.object({
          name: Identifier,
          at: z.number().int().min(0).max(31),
          width: z.number().int().min(1).max(32),
          names: z.array(CodecName).max(64).optional(),
        }),
      )
      .min(1)
      .max(32),
  }),
  z.object({
    kind: z.literal('text'),
    ...named,
    length: CodecLength,
    encoding: z.enum(['ascii', 'utf8']).optional(),
    /** Byte with which a shorter text is filled up; cut off when read. */
    pad: z.number().int().min(0).max(255).optional(),
  }),
  /** Digits of a number as text, as line protocols send them. */
  z.object({
    kind: z.literal('digits'),
    ...numeric,
    length: z.number().int().min(1).max(15),
    base: z.union([z.literal(10), z.literal(16)]).optional(),
  }),
  z.object({ kind: z.literal('bytes'), ...named, length: CodecLength }),
  /** Number of bytes from the field `from` to the field `to`, both included and siblings of this one, plus a number: counted when written, checked when read. */
  z.object({
    kind: z.literal('length'),
    ...named,
    bytes: z.number().int().min(1).max(4),
    endian: Endian.optional(),
    from: Identifier,
    to: Identifier,
    plus: z.number().int().min(-4096).max(4096).optional(),
    /** Bytes a unit: 2 where the protocol counts words. */
    unitBytes: z.number().int().min(1).max(8).optional(),
  }),
  /** Over the bytes from `from` to `to`, both included and siblings that came before. */
  z.object({
    kind: z.literal('checksum'),
    ...named,
    algorithm: ChecksumAlgorithm,
    endian: Endian.optional(),
    from: Identifier,
    to: Identifier,
    /** Written as hex digits instead of bytes. */
    isText: z.boolean().optional(),
  }),
] as const

type SimpleField = z.infer<(typeof simpleFields)[number]>
/** One field of a frame. `group` holds others, with every byte of them changed on the wire; `array` repeats others. */
export type CodecField =
  | SimpleField
  | {
      kind: 'group'
      name: string
      note?: string | undefined
      fields: CodecField[]
      /** Added to every byte when written, modulo 256 (DL/T 645: 51). */
      add?: number | undefined
      /** Length in bytes; absent: as long as its fields. */
      length?: CodecLength | undefined
    }
  | { kind: 'array'; name: string; note?: string | undefined; count: CodecLength; fields: CodecField[] }

export const CodecField: z.ZodType<CodecField> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    ...simpleFields,
    z.object({
      kind: z.literal('group'),
      ...named,
      fields: z.array(CodecField).min(1).max(64),
      add: z.number().int().min(0).max(255).optional(),
      length: CodecLength.optional(),
    }),
    z.object({ kind: z.literal('array'), ...named, count: CodecLength, fields: z.array(CodecField).min(1).max(64) }),
  ]),
)

/** A value in a frame, from the outside in: `data.voltage`, `items.0.level`. */
export const FieldPath = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]*(?:\.(?:[A-Za-z][A-Za-z0-9_]*|\d{1,4}))*$/)
  .max(200)

/** A kind of frame. Which one came is told by its constants and checks: the first that fits. */
export const CodecMessage = z.object({
  id: Identifier,
  name: LocalText,
  direction: z.enum(['in', 'out']),
  fields: z.array(CodecField).min(1).max(64),
  /** What becomes a sample: the value of a field for a property of the device. */
  points: z
    .array(z.object({ field: FieldPath, property: Identifier }))
    .max(64)
    .optional(),
  /** What becomes an event, and when; always when `when` is absent. */
  events: z
    .array(z.object({ event: Identifier, when: z.object({ field: FieldPath, equals: z.number() }).optional() }))
    .max(32)
    .optional(),
  /** Sent back at once; fields of the same path take over their values. */
  reply: Identifier.optional(),
})
export type CodecMessage = z.infer<typeof CodecMessage>

/** What a field of a request is given: a number or text, or a parameter of the service. */
const FieldGiven = z.union([z.number(), z.string().max(200), z.object({ input: Identifier })])

/** A question and its answer, asked by itself again and again, or as a service. */
export const CodecExchange = z.object({
  id: Identifier,
  request: Identifier,
  /** Absent: written is done. */
  response: Identifier.optional(),
  /** A response that says no. */
  refusal: Identifier.optional(),
  timeoutMs: z.number().int().min(50).max(30_000),
  /** How often it is asked; absent: only as a service. */
  everyMs: z.number().int().min(100).max(86_400_000).optional(),
  service: Identifier.optional(),
  given: z.record(FieldPath, FieldGiven).optional(),
})
export type CodecExchange = z.infer<typeof CodecExchange>

/** How frames are told apart in a stream. A datagram is always one frame. */
export const CodecFraming = z.discriminatedUnion('kind', [
  /** The messages themselves say where they end; bytes that begin none are skipped. */
  z.object({ kind: z.literal('described'), maxLength: z.number().int().min(1).max(4096) }),
  /** From `start` (or where the last one ended) to `end`, both included. */
  z.object({
    kind: z.literal('delimited'),
    start: HexBytes.optional(),
    end: HexBytes,
    maxLength: z.number().int().min(1).max(4096),
  }),
  /** A field in the head counts the bytes: frame length = its value + `plus`. */
  z.object({
    kind: z.literal('lengthField'),
    start: HexBytes.optional(),
    at: z.number().int().min(0).max(64),
    bytes: z.number().int().min(1).max(4),
    endian: Endian.optional(),
    plus: z.number().int().min(-64).max(4096),
    maxLength: z.number().int().min(1).max(4096),
  }),
])
export type CodecFraming = z.infer<typeof CodecFraming>

export const CodecDescription = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  version: z.number().int().min(1),
  name: LocalText,
  note: z.string().max(1000).optional(),
  framing: CodecFraming,
  messages: z.array(CodecMessage).max(32),
  exchanges: z.array(CodecExchange).max(32).optional(),
  /** By which value in a frame a device on the link is told from others; absent: one device a link. */
  address: FieldPath.optional(),
  /**
   * JavaScript for what the description cannot say: `decode(bytes)` is given each frame that no message fits and returns `{ address?, values: { property: number } }` or nothing;
   * `encode(service, input, address)` returns the bytes of a service that no exchange has. Runs in a sandbox without the world, with little time and memory.
   */
  script: z.string().max(20_000).optional(),
})
export type CodecDescription = z.infer<typeof CodecDescription>
