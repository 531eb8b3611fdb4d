import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SampleBatch } from '../contract'
import { packSamples, unpackSamples } from './packedSamples'

const batchOf = (rows: readonly (readonly [point: number, value: number, timeMs: number, quality: number])[]) => ({
  points: Uint32Array.from(rows, ([point]) => point),
  values: Float64Array.from(rows, ([, value]) => value),
  timesMs: Float64Array.from(rows, ([, , timeMs]) => timeMs),
  qualities: Uint8Array.from(rows, ([, , , quality]) => quality),
})

/** Messages of devices: points that follow one another, with one time. Some clocks are far off, some times are no whole ms. */
const message = fc.record({
  first: fc.nat(0xffff_ff00),
  values: fc.array(fc.double(), { minLength: 1, maxLength: 8 }),
  timeMs: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1_790_000_000_000, max: 1_790_000_060_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -(2 ** 52), max: 2 ** 52 }) },
    { weight: 1, arbitrary: fc.double() },
  ),
  quality: fc.constantFrom(0, 1, 2, 255),
})
const batch = fc
  .array(message, { maxLength: 30 })
  .map((messages) =>
    batchOf(
      messages.flatMap(({ first, values, timeMs, quality }) =>
        values.map((value, at) => [first + at, value, timeMs, quality] as const),
      ),
    ),
  )

it('unpacks what was packed, to the bit, wherever the bytes lie in their message (property)', () => {
  fc.assert(
    fc.property(batch, fc.nat(7), (given: SampleBatch, offset) => {
      const packed = packSamples(given)
      const around = new Uint8Array(offset + packed.length + 3)
      around.set(packed, offset)
      expect(unpackSamples(around.subarray(offset, offset + packed.length))).toStrictEqual(given)
    }),
    { seed: 20_261_123, numRuns: 200 },
  )
})

it('keeps runs that are longer than their length can say', () => {
  const length = 140_000
  const packed = packSamples(batchOf(Array.from({ length }, (_, point) => [point, point / 10, 5, 0])))
  const { points, values, timesMs, qualities } = unpackSamples(packed)
  expect(points.every((point, at) => point === at && values[at] === at / 10)).toBe(true)
  expect([points.length, timesMs.every((ms) => ms === 5), qualities.length]).toEqual([length, true, length])
  expect(packed.length).toBeLessThan(length * 8.1)
})

it('packs six values of one message into half of what their columns take', () => {
  const rows = Array.from({ length: 600 }, (_, at) => {
    const nth = Math.floor(at / 6)
    return [nth * 16 + (at % 6), at, 1_790_000_000_000 + nth, 0] as const
  })
  expect(packSamples(batchOf(rows)).length).toBe(24 + 600 * 8 + 100 * 11)
})

it('refuses bytes that are none of its own', () => {
  const packed = packSamples(batchOf([[1, 2, 3, 0]]))
  const changed = (at: number, value: number) => Uint8Array.from(packed, (byte, i) => (i === at ? value : byte))
  const lengthAt = packed.length - 3
  for (const wrong of [
    new Uint8Array(0),
    packed.subarray(1),
    changed(0, 9),
    changed(4, 2),
    changed(8, 2),
    changed(lengthAt, 2),
  ])
    expect(() => unpackSamples(wrong)).toThrow(RangeError)
})
