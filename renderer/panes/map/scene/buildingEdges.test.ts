import { expect, test } from 'vitest'
import { makeGeometry } from '../../../testing/builders'
import { buildingEdges } from './buildingEdges'

const tower = makeGeometry().buildings[0]!
const uprights = (eye: [number, number]) => {
  const { count, starts } = buildingEdges([tower], eye)
  return Array.from({ length: count }, (_, i) => starts.subarray(i * 3, i * 3 + 3)).filter((start) => start[2] === 0)
}

test('of a square house seen over a corner three uprights show, and the one behind it does not', () => {
  const corners = uprights([113.95, 22.52])
  expect(corners).toHaveLength(3)
  const [behindLng, behindLat] = tower.footprint[3]!
  expect(corners.some(([lng, lat]) => lng === behindLng && lat === behindLat)).toBe(false)
})

test('the direction in which a footprint was drawn makes no difference', () => {
  const turned = { ...tower, footprint: tower.footprint.toReversed() }
  expect(buildingEdges([turned], [113.95, 22.52]).count).toBe(buildingEdges([tower], [113.95, 22.52]).count)
})
