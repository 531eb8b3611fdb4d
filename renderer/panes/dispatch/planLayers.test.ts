import { describe, expect, test } from 'vitest'
import { PlanStep } from '../../../domain/contract'
import { planLayers } from './planLayers'

const step = (id: string, ...after: string[]): PlanStep =>
  PlanStep.parse({ id, name: { zh: id, en: id }, after, action: { kind: 'confirm' } })
const placed = (...steps: PlanStep[]) =>
  Object.fromEntries(planLayers(steps).map(({ step: { id }, column, row }) => [id, [column, row]]))

describe('the shape of a plan', () => {
  test('steps that wait for nothing stand below each other in the first column', () => {
    expect(placed(step('a'), step('b'))).toEqual({ a: [0, 0], b: [0, 1] })
  })

  test('a step stands one column right of the last one it waits for', () => {
    expect(placed(step('a'), step('b', 'a'), step('c', 'a', 'b'), step('d', 'a'))).toEqual({
      a: [0, 0],
      b: [1, 0],
      c: [2, 0],
      d: [1, 1],
    })
  })

  test('the order in which the plan names its steps does not matter for their column', () => {
    expect(placed(step('c', 'b'), step('b', 'a'), step('a'))).toEqual({ c: [2, 0], b: [1, 0], a: [0, 0] })
  })

  test('a step that waits for one that is not there is drawn, and so is a plan with a circle', () => {
    expect(placed(step('a', 'gone'))).toEqual({ a: [0, 0] })
    expect(Object.keys(placed(step('a', 'b'), step('b', 'a')))).toEqual(['a', 'b'])
  })
})
