import { expect, test } from 'vitest'
import { roundScale, wayLengthM } from './scale'

test('the bar is a round length and never longer than its room', () => {
  expect(roundScale(1.1, 120)).toEqual({ metres: 100, px: 100 / 1.1 })
  for (const metresPerPixel of [0.07, 0.4, 0.9, 2.3, 11]) {
    const { metres, px } = roundScale(metresPerPixel, 120)
    expect(px).toBeLessThanOrEqual(120)
    expect(px).toBeGreaterThan(40)
    expect(['1', '2', '5']).toContain(String(Math.round(metres / 10 ** Math.floor(Math.log10(metres)))))
  }
})

test('a measured way is as long as its pieces', () => {
  const east: [number, number] = [113.95, 22.52]
  expect(wayLengthM([[113.94, 22.52]])).toBe(0)
  expect(wayLengthM([[113.94, 22.52], east])).toBeCloseTo(1028, -1)
  expect(wayLengthM([[113.94, 22.52], east, [113.95, 22.53]])).toBeCloseTo(1028 + 1106, -1)
})
