import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RuleFence, type LngLat } from '../../../../domain/contract'
import { isInside } from '../../../../domain/rules/geofence'
import {
  areaM2,
  cornersFromText,
  cornersOf,
  cornersToText,
  crossesItself,
  movedTo,
  ringOf,
  squareAround,
  withCorner,
  without,
} from './corners'

const centre: LngLat = [113.94, 22.53]
const square = squareAround(centre, 50)
const nowhere = () => undefined

test('a square around a place holds it, is as large as said, and is a fence of the contract', () => {
  const fence = RuleFence.parse({ kind: 'ring', ring: ringOf(square) })
  expect(isInside(fence, { lngLat: centre }, nowhere)).toBe(true)
  expect(areaM2(square)).toBeCloseTo(10_000, -2)
  expect(cornersOf(ringOf(square)!)).toEqual(square)
})

test('a corner is put into the stretch that runs nearest by it', () => {
  const east: LngLat = [113.9406, 22.53]
  const made = withCorner(square, east)
  expect(made).toEqual([square[0], square[1], east, square[2], square[3]])
  expect(crossesItself(made)).toBe(false)
  expect(without(made, 2)).toEqual(square)
  expect(movedTo(square, 0, [113.9, 22.5])[0]).toEqual([113.9, 22.5])
})

test('a line that crosses itself is told, and two corners are no area', () => {
  expect(crossesItself([square[0]!, square[2]!, square[1]!, square[3]!])).toBe(true)
  expect(ringOf(square.slice(0, 2))).toBeUndefined()
})

describe('typed coordinates', () => {
  test('are read as they are shown, closed or not, with Chinese commas too', () => {
    expect(cornersFromText(cornersToText(square))).toEqual(square)
    expect(cornersFromText('113.9，22.5\n\n113.95 22.5\n113.95;22.6\n113.9,22.5')).toHaveLength(3)
  })

  test.each(['113.9', 'here, there', '200, 22', '113.9, 22.5, 7', '113.9, 91'])('“%s” is no place', (text) => {
    expect(cornersFromText(text)).toBe('bad')
  })

  test('whatever is typed gives places or is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.-, \n，e') }), (text) => {
        const read = cornersFromText(text)
        return read === 'bad' || read.every(([lng, lat]) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90)
      }),
      { numRuns: 2_000, seed: 7 },
    )
  })
})
