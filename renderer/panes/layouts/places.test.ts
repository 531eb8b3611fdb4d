import { expect, test } from 'vitest'
import { shippedLayouts, type DeskDisplay, type Layout } from '../../../layouts'
import { fitInto, placesOf } from './places'

const two: Layout = shippedLayouts.find(({ displays, post }) => displays.length === 2 && post === 'dispatcher')!
const display = (number: number, bounds: DeskDisplay['bounds'], scaleFactor = 1): DeskDisplay => ({
  number,
  role: 'all',
  panes: { pane: 'map' },
  label: `panel ${number}`,
  bounds,
  scaleFactor,
  rotation: 0,
  isPrimary: number === 1,
  isInternal: false,
  isLiving: true,
  isBlank: false,
})

test('a layout for as many displays as there are stands as the desk really does', () => {
  const desk = [
    display(2, { x: 1920, y: -200, width: 1080, height: 1920 }),
    display(1, { x: 0, y: 0, width: 1920, height: 1080 }),
  ]
  expect(placesOf(two, desk).map(({ bounds, label }) => [label, bounds.x, bounds.height])).toEqual([
    ['panel 1', 0, 1080],
    ['panel 2', 1920, 1920],
  ])
})

test('a layout for another desk stands in its rows and nothing covers anything', () => {
  const wall: Layout = shippedLayouts.find(({ id }) => id.endsWith('2x2'))!
  const [a, b, c, d] = placesOf(wall, []).map(({ bounds }) => bounds)
  expect([a!.y, b!.y]).toEqual([0, 0])
  expect(b!.x).toBeGreaterThan(a!.x + a!.width)
  expect(c!.y).toBeGreaterThan(a!.y + a!.height)
  expect(d!.x).toBe(b!.x)
})

test('displays are fitted in their true proportions, in the middle of the box', () => {
  const { scale, areas } = fitInto(
    placesOf(two, [
      display(1, { x: -1920, y: 0, width: 1920, height: 1080 }),
      display(2, { x: 0, y: 0, width: 1920, height: 1080 }),
    ]),
    { width: 768, height: 500 },
  )
  expect(scale).toBeCloseTo(0.2)
  expect(areas).toEqual([
    { x: 0, y: expect.closeTo(142), width: expect.closeTo(384), height: expect.closeTo(216) },
    { x: expect.closeTo(384), y: expect.closeTo(142), width: expect.closeTo(384), height: expect.closeTo(216) },
  ])
})
