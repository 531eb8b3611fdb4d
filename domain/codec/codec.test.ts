import { describe, expect, it, test } from 'vitest'
import { CodecDescription, type CodecField, type ChecksumAlgorithm, type CodecMessage } from '../contract'
import { checkDescription } from './checkDescription'
import { computeChecksum } from './checksums'
import { decodeFrame } from './decodeFrame'
import { decodeMessage } from './decodeMessage'
import { encodeMessage } from './encodeMessage'
import { FrameSplitter } from './FrameSplitter'
import { fromHex, toHex } from './hex'
import { shippedCodecs } from './shipped'
import { fromUtf8, toUtf8 } from './utf8'
import { nest, valueAt, type FrameValue, type FrameValues } from './values'

const codec = (id: string) => shippedCodecs.find((each) => each.id === id)!
const bytesOf = (hex: string) => fromHex(hex)!
const written = (fields: CodecField[], values: FrameValues) => {
  const made = encodeMessage({ fields }, values)
  if (!made.isOk) throw new Error(`${made.fault.code} ${made.fault.path}`)
  return made.bytes
}

/** A stream of numbers that is the same in every run. */
function createRandom(seed: number) {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return { next, upTo: (n: number) => Math.floor(next() * n) }
}

test.each<[ChecksumAlgorithm, number]>([
  // Check values of the CRC catalogue for "123456789".
  ['crc8', 0xf4],
  ['crc16Modbus', 0x4b37],
  ['crc16Ccitt', 0x29b1],
  ['crc16Xmodem', 0x31c3],
  ['crc32', 0xcbf4_3926],
  ['sum8', 0xdd],
  ['sum16', 0x01dd],
  ['xor8', 0x31],
  ['lrc8', 0x23],
])('%s of the digits 1 to 9 is what it is everywhere', (algorithm, sum) => {
  expect(computeChecksum(algorithm, toUtf8('123456789')).toString(16)).toBe(sum.toString(16))
})

test.each(['', 'abc', '门未关 ü', '\u{1f525}火警'])('UTF-8 of %j is that of the platform', (text) => {
  expect(toUtf8(text)).toEqual(new Uint8Array(new TextEncoder().encode(text)))
  expect(fromUtf8(toUtf8(text))).toBe(text)
})
test.each(['c0 80', 'ed a0 80', 'f5 80 80 80', 'e4 b8', 'ff'])('%s is no UTF-8', (hex) => {
  expect(fromUtf8(bytesOf(hex))).toBeUndefined()
})

describe('the frames that come with the product', () => {
  it('a meter answers with its readings, its bytes plus 33H', () => {
    const frame = bytesOf('68 12 34 56 78 90 00 68 91 11 34 33 32 37 AB 89 67 45 63 55 33 45 33 45 78 33 33 CC 16')
    const read = decodeMessage(codec('meter-645').messages[0]!, frame)
    // The sum of this frame is not right; the byte where it stands is told.
    expect(read).toMatchObject({ isOk: false, fault: { path: expect.any(String) } })
    const values = {
      address: 907856_3412,
      data: { energy: 1234.56, voltage: 221.5, current: 3.25, power: 0.7154, status: { relayOpen: 1 } },
    }
    const made = encodeMessage(codec('meter-645').messages[0]!, values)
    expect(made.isOk && toHex(made.bytes)).toBe(
      '68 12 34 56 78 90 00 68 91 11 34 33 32 37 89 67 45 33 48 55 83 65 33 87 a4 33 43 a7 16',
    )
    expect(made.isOk && decodeFrame(codec('meter-645'), made.bytes, 'in')).toMatchObject({ isOk: true, values })
  })

  it('a Modbus request is as the standard has it, and an answer is read with its signs and scales', () => {
    const request = encodeMessage(codec('modbus-climate').messages[3]!, {
      unit: 1,
      body: { register: 0, registers: 4 },
    })
    expect(request.isOk && toHex(request.bytes)).toBe('01 04 00 00 00 04 f1 c9')
    const answer = written(codec('modbus-climate').messages[0]!.fields, {
      unit: 17,
      body: { temperature: -3.5, humidity: 41.2, co2: 780, fan: 1 },
    })
    expect(toHex(answer.subarray(0, 7))).toBe('11 04 08 ff dd 01 9c')
    expect(decodeFrame(codec('modbus-climate'), answer, 'in')).toMatchObject({
      isOk: true,
      message: { id: 'inputs' },
      values: { unit: 17, body: { temperature: -3.5, humidity: 41.2, co2: 780, fan: 1 } },
    })
  })

  it('a level transmitter answers with a float, low word first, and is written its limit in centimetres', () => {
    const level = codec('modbus-level')
    const answer = written(level.messages[0]!.fields, {
      unit: 3,
      body: { level: 3.25, battery: 95, signal: -60, state: 2 },
    })
    expect(toHex(answer.subarray(0, -2))).toBe('03 04 0a 00 00 40 50 00 5f ff c4 00 02')
    expect(decodeFrame(level, answer, 'in')).toMatchObject({
      isOk: true,
      values: { unit: 3, body: { level: 3.25, battery: 95, signal: -60, state: 2 } },
    })
    const limit = written(level.messages[4]!.fields, { unit: 3, body: { register: 0, value: 4.6 } })
    expect(toHex(limit.subarray(0, -2))).toBe('03 06 00 00 01 cc')
  })

  it('a fire panel sends lines with a checksum in hex digits', () => {
    const line = written(codec('fire-panel-line').messages[0]!.fields, {
      number: 7,
      loop: 2,
      point: 14,
      state: 1,
      text: 'LOBBY',
    })
    expect(fromUtf8(line.subarray(1, -3))).toBe(`S000700201401LOBBY${' '.repeat(15)}`)
    expect([line[0], line.at(-1)]).toEqual([2, 3])
    expect(decodeFrame(codec('fire-panel-line'), line, 'in')).toMatchObject({
      isOk: true,
      values: { point: 14, text: 'LOBBY' },
    })
  })

  it.each(shippedCodecs.map((each) => [each.id, each] as const))('%s is sound, in form and in itself', (_id, each) => {
    expect(CodecDescription.parse(each)).toEqual(each)
    expect(checkDescription(each)).toEqual([])
  })
})

describe('bytes that are wrong', () => {
  const modbus = codec('modbus-climate')
  const good = written(modbus.messages[0]!.fields, {
    unit: 1,
    body: { temperature: 20, humidity: 40, co2: 500, fan: 0 },
  })
  const fault = (bytes: Uint8Array) => {
    const read = decodeMessage(modbus.messages[0]!, bytes)
    return read.isOk ? undefined : read.fault
  }
  it('are told at the byte: another constant, a wrong length, a wrong sum, an end too early', () => {
    expect(fault(good.with(1, 9))).toMatchObject({ code: 'bytesDiffer', at: 1, expected: '04', found: '09' })
    expect(fault(good.with(12, good[12]! ^ 1))).toMatchObject({ code: 'checksumDiffers', at: 11, path: 'crc' })
    expect(fault(good.subarray(0, 6))).toMatchObject({ code: 'tooShort', at: 6 })
  })
  it('a length that does not count what it says it counts is told where it stands', () => {
    const fields: CodecField[] = [
      { kind: 'length', name: 'n', bytes: 1, from: 'n', to: 'body' },
      { kind: 'bytes', name: 'body', length: 2 },
    ]
    expect(decodeMessage({ fields }, bytesOf('03 aa bb')).isOk).toBe(true)
    expect(decodeMessage({ fields }, bytesOf('04 aa bb'))).toMatchObject({
      fault: { code: 'lengthDiffers', at: 0, expected: '3', found: '4' },
    })
  })
  it('values that make no frame are told with their field', () => {
    const made = encodeMessage(modbus.messages[4]!, { unit: 300, body: { register: 1, value: 1 } })
    expect(made).toMatchObject({ isOk: false, fault: { code: 'tooBig', path: 'unit' } })
    expect(encodeMessage(modbus.messages[4]!, { unit: 3, body: { register: 1 } })).toMatchObject({
      fault: { code: 'missing', path: 'body.value' },
    })
  })
})

describe('a description that contradicts itself', () => {
  const described = (fields: CodecField[]) =>
    checkDescription({
      id: 'x',
      version: 1,
      name: { zh: 'x', en: 'x' },
      framing: { kind: 'described', maxLength: 100 },
      messages: [{ id: 'm', name: { zh: 'm', en: 'm' }, direction: 'in', fields }],
      exchanges: [{ id: 'e', request: 'm', response: 'nothing', timeoutMs: 100 }],
    }).map(({ code }) => code)
  it.each<[string, CodecField[]]>([
    [
      'twice',
      [
        { kind: 'uint', name: 'a', bytes: 1 },
        { kind: 'uint', name: 'a', bytes: 1 },
      ],
    ],
    [
      'bitsOverlap',
      [
        {
          kind: 'bits',
          name: 'b',
          bytes: 1,
          parts: [
            { name: 'x', at: 0, width: 3 },
            { name: 'y', at: 2, width: 2 },
          ],
        },
      ],
    ],
    ['unknownField', [{ kind: 'bytes', name: 'a', length: { field: 'later' } }]],
    [
      'laterField',
      [
        { kind: 'checksum', name: 'c', algorithm: 'sum8', from: 'a', to: 'a' },
        { kind: 'uint', name: 'a', bytes: 1 },
      ],
    ],
    ['restInStream', [{ kind: 'bytes', name: 'a', length: { rest: 2 } }]],
    ['noScale', [{ kind: 'uint', name: 'a', bytes: 1, scale: 0 }]],
  ])('is told: %s', (code, fields) => {
    expect(described(fields)).toContain(code)
  })
  it('names messages that there are, in the direction that they go', () => {
    expect(described([{ kind: 'uint', name: 'a', bytes: 1 }])).toEqual(['wrongDirection', 'unknownMessage'])
  })
})

describe('frames out of a stream', () => {
  const modbus = codec('modbus-climate')
  const frame = (co2: number) =>
    written(modbus.messages[0]!.fields, { unit: 5, body: { temperature: 21, humidity: 40, co2, fan: 1 } })
  const panel = codec('fire-panel-line')
  const line = written(panel.messages[0]!.fields, { number: 1, loop: 1, point: 1, state: 1, text: 'A' })

  it('come whole however the stream is cut, with garbage skipped and counted', () => {
    const stream = Uint8Array.from([0xfe, 0xfe, ...frame(600), 0x00, ...frame(700), ...frame(800).subarray(0, 5)])
    for (const size of [1, 2, 3, 7, 64]) {
      const splitter = new FrameSplitter(modbus)
      const frames: Uint8Array[] = []
      for (let at = 0; at < stream.length; at += size) frames.push(...splitter.push(stream.subarray(at, at + size)))
      // What may be the beginning of a longer frame waits until it is given up.
      for (let i = 0; i < 10; i++) frames.push(...splitter.giveUp())
      expect(frames.map((each) => toHex(each))).toEqual([toHex(frame(600)), toHex(frame(700))])
    }
  })
  it('between delimiters, and by a length in the head', () => {
    const splitter = new FrameSplitter(panel)
    expect(splitter.push(Uint8Array.from([0x41, 0x42, ...line, ...line.subarray(0, 9)]))).toEqual([line])
    expect(splitter.skipped).toBe(2)
    expect(splitter.push(line.subarray(9))).toEqual([line])
    const counted = new FrameSplitter({
      messages: [],
      framing: { kind: 'lengthField', start: 'aa', at: 1, bytes: 1, plus: 2, maxLength: 16 },
    })
    expect(counted.push(bytesOf('00 aa 02 01 02 aa 00 aa')).map((each) => toHex(each))).toEqual([
      'aa 02 01 02',
      'aa 00',
    ])
  })
  it('never keep more than the longest frame', () => {
    const splitter = new FrameSplitter(panel)
    for (let i = 0; i < 50; i++) splitter.push(new Uint8Array(100).fill(2))
    expect(splitter.waiting).toBeLessThanOrEqual(panel.framing.maxLength)
  })
})

test('values by path are nested, lists included, and nothing inherited is found', () => {
  expect(nest({ a: 1, 'b.c': 2, 'b.d.0.e': 3, 'b.d.1.e': 4 })).toEqual({ a: 1, b: { c: 2, d: [{ e: 3 }, { e: 4 }] } })
  expect(valueAt({ a: [{ b: 5 }] }, 'a.0.b')).toBe(5)
  expect(valueAt({}, 'constructor.name')).toBeUndefined()
})

describe('whatever is described', () => {
  /** A random description with values that fit it. */
  function invent(random: ReturnType<typeof createRandom>, depth = 0): { fields: CodecField[]; values: FrameValues } {
    const fields: CodecField[] = []
    const values: Record<string, FrameValue> = {}
    const endian = () => (random.next() < 0.5 ? ('big' as const) : ('little' as const))
    const bytes = () => 1 + random.upTo(6)
    const count = 1 + random.upTo(6)
    for (let i = 0; i < count; i++) {
      const name = `f${i}`
      const size = bytes()
      switch (random.upTo(depth < 3 ? 11 : 8)) {
        case 0:
          fields.push({ kind: 'uint', name, bytes: size, endian: endian() })
          values[name] = random.upTo(256 ** size)
          break
        case 1:
          fields.push({ kind: 'int', name, bytes: size, endian: endian() })
          values[name] = random.upTo(256 ** size) - 256 ** size / 2
          break
        case 2: {
          const scale = [0.1, 0.01, 0.5, 10][random.upTo(4)]!
          fields.push({ kind: 'bcd', name, bytes: size, endian: endian(), scale, offset: -40 })
          values[name] = Number((random.upTo(100 ** Math.min(size, 5)) * scale - 40).toPrecision(15))
          break
        }
        case 3:
          fields.push({
            kind: 'float',
            name,
            bytes: random.next() < 0.5 ? 4 : 8,
            endian: (['big', 'little', 'bigSwapped'] as const)[random.upTo(3)]!,
          })
          values[name] = Math.fround((random.next() - 0.5) * 1e6)
          break
        case 4:
          fields.push({
            kind: 'bits',
            name,
            bytes: 2,
            endian: endian(),
            parts: [
              { name: 'a', at: 0, width: 3 },
              { name: 'b', at: 5, width: 9 },
            ],
          })
          values[name] = { a: random.upTo(8), b: random.upTo(512) }
          break
        case 5: {
          fields.push(
            { kind: 'uint', name: `${name}n`, bytes: 1 },
            { kind: 'text', name, length: { field: `${name}n` } },
          )
          const words = '火a'.repeat(random.upTo(5))
          values[name] = words
          values[`${name}n`] = toUtf8(words).length
          break
        }
        case 6:
          fields.push({ kind: 'digits', name, length: 6 })
          values[name] = random.next() < 0.2 ? -random.upTo(99_999) - 1 : random.upTo(1_000_000)
          break
        case 7:
          fields.push({ kind: 'bytes', name, length: 3 })
          values[name] = toHex(Uint8Array.from([random.upTo(256), random.upTo(256), 0]), '')
          break
        case 8: {
          const inner = invent(random, depth + 1)
          fields.push({ kind: 'group', name, add: random.upTo(256), fields: inner.fields })
          values[name] = inner.values
          break
        }
        case 9: {
          const inner = invent(random, depth + 1)
          const items = random.upTo(4)
          fields.push({ kind: 'array', name, count: items, fields: inner.fields })
          values[name] = Array.from({ length: items }, () => inner.values)
          break
        }
        default: {
          const inner = invent(random, depth + 1)
          fields.push(
            { kind: 'length', name: `${name}l`, bytes: 2, endian: endian(), from: name, to: name },
            { kind: 'group', name, length: { field: `${name}l` }, fields: inner.fields },
          )
          values[name] = inner.values
        }
      }
    }
    const algorithms: ChecksumAlgorithm[] = [
      'sum8',
      'xor8',
      'crc16Modbus',
      'crc16Ccitt',
      'crc32',
      'lrc8',
      'crc8',
      'sum16',
    ]
    fields.push({
      kind: 'checksum',
      name: 'sum',
      algorithm: algorithms[random.upTo(8)]!,
      from: fields[0]!.name,
      to: fields.at(-1)!.name,
      isText: random.next() < 0.3,
    })
    return { fields, values }
  }

  it('what is written is read as it was, 300 inventions', () => {
    const random = createRandom(7)
    for (let i = 0; i < 300; i++) {
      const { fields, values } = invent(random)
      const bytes = written(fields, values)
      const read = decodeMessage({ fields }, bytes)
      expect(read).toMatchObject({ isOk: true, length: bytes.length })
      expect(read.isOk && read.values).toEqual(values)
    }
  })

  it('10,000 mutated frames throw nothing, and what is read as sound is written as it was', () => {
    const random = createRandom(11)
    const seeds = shippedCodecs.flatMap((each) =>
      each.messages.filter(({ direction }) => direction === 'in').map((message) => ({ each, message })),
    )
    const sound = seeds.flatMap(({ each, message }) => {
      const values: FrameValues = {
        address: 12,
        unit: 3,
        number: 1,
        loop: 1,
        point: 1,
        state: 1,
        text: 'X',
        control: { code: 4, isException: 1, isRefused: 1, isAnswer: 1 },
        function: { code: 4, isException: 1 },
        data:
          message.id === 'writeAnswer'
            ? '0102'
            : { energy: 1, voltage: 220, current: 1, power: 1, error: 2, status: {} },
        body: {
          temperature: 1,
          humidity: 1,
          co2: 1,
          fan: 1,
          register: 1,
          value: 1,
          error: 1,
          level: 1,
          battery: 1,
          signal: 1,
          state: 1,
        },
      }
      const { control, ...rest } = values
      const made = encodeMessage(message, message.id === 'refusal' ? { ...rest, control: control ?? 0 } : rest)
      return made.isOk ? [{ each, bytes: made.bytes }] : []
    })
    expect(sound.length).toBe(seeds.length)
    let outside = 0
    const accepted: { each: CodecDescription; values: FrameValues; message: CodecMessage }[] = []
    for (let i = 0; i < 10_000; i++) {
      const { each, bytes } = sound[i % sound.length]!
      const mutated = [...bytes]
      const changes = 1 + random.upTo(3)
      for (let c = 0; c < changes; c++) {
        const at = random.upTo(mutated.length)
        const way = random.upTo(3)
        if (way === 0) mutated[at] = random.upTo(256)
        else if (way === 1) mutated.splice(at, 1)
        else mutated.splice(at, 0, random.upTo(256))
      }
      const read = decodeFrame(each, Uint8Array.from(mutated), 'in')
      if (!read.isOk) {
        if (read.fault.at > mutated.length) outside += 1
        continue
      }
      accepted.push({ each, values: read.values, message: read.message })
    }
    expect(outside).toBe(0)
    expect(accepted.length).toBeLessThan(500)
    let written = 0
    for (const { each, values, message } of accepted.slice(0, 200)) {
      // Text that is padded, and bits that nobody named, may lie otherwise on the wire; they mean the same.
      const again = encodeMessage(message, values)
      if (!again.isOk) continue
      written += 1
      expect(decodeFrame(each, again.bytes, 'in')).toMatchObject({ isOk: true, values })
    }
    expect(written).toBeGreaterThan(0)
  })

  it('600 mutated descriptions are refused or used, and read any bytes without throwing', () => {
    const random = createRandom(13)
    const junk = [0, -1, 1e9, 'x', '__proto__', null, [], {}, true, { field: 'f0' }, { rest: 3 }, 65_536, 'zz']
    let used = 0
    const bytes = Uint8Array.from({ length: 64 }, () => random.upTo(256))
    for (let i = 0; i < 600; i++) {
      const copy: unknown = JSON.parse(JSON.stringify(shippedCodecs[i % shippedCodecs.length]))
      const steps = 1 + random.upTo(2)
      for (let s = 0; s < steps; s++) mutateOne(copy, random, junk)
      const parsed = CodecDescription.safeParse(copy)
      if (!parsed.success || checkDescription(parsed.data).length > 0) continue
      used += 1
      decodeFrame(parsed.data, bytes)
      const splitter = new FrameSplitter(parsed.data)
      splitter.push(bytes)
      splitter.giveUp()
      for (const message of parsed.data.messages) encodeMessage(message, {})
    }
    expect(used).toBeGreaterThan(10)
  })
})

/** Changes one leaf of a document, wherever it is. */
function mutateOne(document: unknown, random: ReturnType<typeof createRandom>, junk: readonly unknown[]): void {
  let node = document
  for (;;) {
    if (typeof node !== 'object' || node === null) return
    const keys = Object.keys(node)
    const key = keys[random.upTo(keys.length)]
    if (key === undefined) return
    const record = node as Record<string, unknown>
    const child = record[key]
    if (typeof child === 'object' && child !== null && random.next() < 0.85) {
      node = child
      continue
    }
    record[key] = junk[random.upTo(junk.length)]
    return
  }
}
