import { expect, test } from 'vitest'
import { distinctDisplays } from './distinctDisplays'

const display = (id: number, x: number, width = 1920, height = 1080) => ({ id, bounds: { x, y: 0, width, height } })
const idsOf = (displays: readonly { id: number }[]) => displays.map(({ id }) => id)

test('displays side by side all count', () => {
  expect(idsOf(distinctDisplays([display(1, 0), display(2, 1920), display(3, 3840, 1280, 720)]))).toEqual([1, 2, 3])
})

test('of mirrored displays the first counts, or the larger one where they differ', () => {
  expect(idsOf(distinctDisplays([display(1, 0), display(2, 1920), display(3, 1920)]))).toEqual([1, 2])
  expect(idsOf(distinctDisplays([display(1, 0, 1280, 720), display(2, 0)]))).toEqual([2])
})

test('displays that only touch or overlap in part all count', () => {
  expect(idsOf(distinctDisplays([display(1, 0), display(2, 1000)]))).toEqual([1, 2])
})
