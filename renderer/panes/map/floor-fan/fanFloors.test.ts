import { expect, test } from 'vitest'
import { fanFloors, floorMeaning } from './fanFloors'

const tower = { floorsAbove: 24, floorsBelow: 2 }

test('six floors stand around the one in alarm, more of them below', () => {
  expect(fanFloors(tower, 18, 6)).toEqual([20, 19, 18, 17, 16, 15])
})

test('at the roof and at the ground the fan slides and stays full; there is no floor 0', () => {
  expect(fanFloors(tower, 24, 6)).toEqual([24, 23, 22, 21, 20, 19])
  expect(fanFloors(tower, 1, 6)).toEqual([4, 3, 2, 1, -1, -2])
  expect(fanFloors(tower, -2, 3)).toEqual([1, -1, -2])
})

test('a low house shows all its floors', () => {
  expect(fanFloors({ floorsAbove: 3, floorsBelow: 0 }, 2, 6)).toEqual([3, 2, 1])
})

test('in a fire the floor above is the one to clear and the floor below the one to start from, also across the missing floor 0', () => {
  expect(floorMeaning(tower, 19, 18)).toBe('evacuating')
  expect(floorMeaning(tower, 17, 18)).toBe('belowFire')
  expect(floorMeaning(tower, 18, 18)).toBe('burning')
  expect(floorMeaning(tower, -1, 1)).toBe('belowFire')
  expect(floorMeaning(tower, 16, 18)).toBeUndefined()
  expect(floorMeaning(tower, 18, undefined)).toBeUndefined()
})
