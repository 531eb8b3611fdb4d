import { expect, it } from 'vitest'
import { systemPacks } from '../../../domain/packs'
import { pointGroups } from './pointGroups'

const airHandler = systemPacks.find(({ id }) => id === 'AIR_HANDLER')!
const idsOf = (groups: ReturnType<typeof pointGroups>) =>
  groups.map(({ name, points }) => [name?.en, points.map(({ property }) => property.id)])

it('shows every point once, with the place by which it is numbered', () => {
  const points = pointGroups(airHandler).flatMap((group) => group.points)
  expect(points).toHaveLength(airHandler.properties.length)
  for (const { property, at } of points) expect(airHandler.properties[at]).toBe(property)
})

it('shows all in one group without a name when the type has no panel', () => {
  const { properties } = airHandler
  expect(idsOf(pointGroups({ properties }))).toEqual([[undefined, properties.map(({ id }) => id)]])
})

it('puts what stands in no group last, and passes over what the type does not have', () => {
  const [first, second] = airHandler.properties
  const name = { zh: '组', en: 'Group' }
  const panel = { groups: [{ name, properties: [second!.id, 'gone', second!.id] }] }
  expect(idsOf(pointGroups({ properties: [first!, second!], panel }))).toEqual([
    ['Group', [second!.id]],
    [undefined, [first!.id]],
  ])
})
