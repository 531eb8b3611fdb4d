import { expect, it } from 'vitest'
import { zoomStep, zoomWithin } from './zoomSteps'

it('goes by steps, from between two to the next one, and stays at the ends', () => {
  expect([zoomStep(0.4, 1), zoomStep(0.4, -1), zoomStep(1, 1), zoomStep(4, 1), zoomStep(0.1, -1)]).toEqual([
    0.5, 0.33, 1.25, 4, 0.1,
  ])
  expect([zoomWithin(9), zoomWithin(0), zoomWithin(1.1)]).toEqual([4, 0.1, 1.1])
})
