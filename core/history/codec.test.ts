import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BlockBuilder, readBlock } from './block'
import { ByteReader, ByteWriter } from './ByteWriter'
import { decimalsOf, readNumbers, readRuns, readTimes, writeNumbers, writeRuns, writeTimes } from './numberColumn'
import { readRawChunk, writeRawChunk } from './rawChunk'
import type { Series } from './Series'
import { Tail } from './Tail'

const reading = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 10) },
  { weight: 2, arbitrary: fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 1000) },
  { weight: 1, arbitrary: fc.double() },
)
/** -0 may come back as 0. */
const same = (a: number, b: number) => Object.is(a + 0, b + 0)

describe('the byte forms of history give back what was put in (properties)', () => {
  it('whole and signed numbers up to 2^52', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 52), max: 2 ** 52 })), (numbers) => {
        const writer = new ByteWriter(1)
        for (const number of numbers) {
          writer.signed(number)
          writer.whole(Math.abs(number))
        }
        const reader = new ByteReader(writer.view())
        for (const number of numbers) {
          expect(same(reader.signed(), number)).toBe(true)
          expect(reader.whole()).toBe(Math.abs(number))
        }
        expect(reader.isAtEnd).toBe(true)
      }),
      { seed: 20_261_123 },
    )
  })

  it('columns of numbers, qualities and times', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(reading, fc.nat(3), fc.integer({ min: 0, max: 4e12 }))), (rows) => {
        const values = Float64Array.from(rows, ([value]) => value)
        const qualities = Uint8Array.from(rows, ([, quality]) => quality)
        const timesMs = Float64Array.from(rows, ([, , timeMs]) => timeMs)
        const writer = new ByteWriter(1)
        writeNumbers(writer, values)
        writeRuns(writer, qualities)
        writeTimes(writer, timesMs)
        const reader = new ByteReader(writer.view())
        expect(readNumbers(reader, rows.length).every((value, i) => same(value, values[i]!))).toBe(true)
        expect(readRuns(reader, rows.length)).toEqual(qualities)
        expect(readTimes(reader, rows.length)).toEqual(timesMs)
      }),
      { seed: 20_261_123 },
    )
  })

  it('a chunk of the raw log, in order of arrival', () => {
    const sample = fc.tuple(fc.nat(100_000), reading, fc.integer({ min: 0, max: 4e12 }), fc.constantFrom(0, 1, 2))
    fc.assert(
      fc.property(fc.array(sample), fc.nat(), (samples, from) => {
        const tail = new Tail(2)
        for (const one of samples) tail.append(...one)
        const start = samples.length === 0 ? 0 : from % samples.length
        const back: [number, number, number, number][] = []
        readRawChunk(writeRawChunk(tail, start, samples.length), { append: (...one) => void back.push(one) })
        expect(back.length).toBe(samples.length - start)
        back.forEach((one, i) => one.forEach((number, k) => expect(same(number, samples[start + i]![k]!)).toBe(true)))
      }),
      { seed: 20_261_123 },
    )
  })

  it('blocks, whole and one point at a time', async () => {
    const series = fc.record({ shared: fc.boolean(), values: fc.array(reading, { minLength: 1, maxLength: 50 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(series, { minLength: 1, maxLength: 30 }), async (drawn) => {
        const all: Series[] = drawn.map(({ shared, values }, i) => ({
          point: 500 + i * 3,
          timesMs: Float64Array.from(values, (_, row) => 1.7e12 + row * (shared ? 1000 : 1000 + i)),
          columns: [Float64Array.from(values)],
          qualities: new Uint8Array(values.length),
        }))
        const builder = new BlockBuilder()
        const blocks = await Promise.all([...all.map((one) => builder.add(one)), builder.end()])
        const bytes = blocks.flatMap((block) => (block ? [block.bytes] : []))
        const back = bytes.flatMap((block) => readBlock(block))
        expect(back.map((one) => one.point)).toEqual(all.map((one) => one.point))
        back.forEach((one, i) => {
          expect(one.timesMs).toEqual(all[i]!.timesMs)
          expect(one.columns[0]!.every((value, row) => same(value, all[i]!.columns[0]![row]!))).toBe(true)
        })
        const wanted = all[drawn.length >> 1]!
        const only = bytes.flatMap((block) => readBlock(block, wanted.point))
        expect(only.map((one) => [one.point, one.timesMs])).toEqual([[wanted.point, wanted.timesMs]])
      }),
      { seed: 20_261_123, numRuns: 40 },
    )
  })
})

describe('decimalsOf', () => {
  it.each([
    { values: [1, 2, 3], digits: 0 },
    { values: [21.5, 22], digits: 1 },
    { values: [0.1 + 0.2], digits: undefined },
    { values: [1 / 3], digits: undefined },
    { values: [Number.NaN], digits: undefined },
    { values: [Infinity], digits: undefined },
    { values: [1e300], digits: undefined },
    { values: [], digits: 0 },
  ])('of $values is $digits', ({ values, digits }) => {
    expect(decimalsOf(Float64Array.from(values))).toBe(digits)
  })
})

it('damaged bytes are an error, not an endless loop', () => {
  expect(() => new ByteReader(Uint8Array.of(0x80)).whole()).toThrow('too early')
  expect(() => readRuns(new ByteReader(Uint8Array.of(0, 1)), 3)).toThrow('nothing')
  expect(() => readNumbers(new ByteReader(Uint8Array.of(99)), 3)).toThrow('unknown form')
})
