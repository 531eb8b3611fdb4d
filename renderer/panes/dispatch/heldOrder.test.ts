import { expect, test } from 'vitest'
import { heldOrder } from './heldOrder'
import type { IncidentParts } from './useIncidentParts'

type Parts = Parameters<typeof heldOrder>[0]

const run = { id: 'R-1', state: 'held', sendAtMs: 5_000 } as NonNullable<IncidentParts['run']>
const task = (state: string, more: object = {}) =>
  ({ id: state, state, planRunId: 'R-1', sendAtMs: 5_000, ...more }) as Parts['tasks'][number]

test('two people who were sent are two, also when their tasks are told of ahead of the run', () => {
  expect(heldOrder({ run, tasks: [task('held'), task('held')] }, 1_000)).toEqual({ count: 2, sendAtMs: 5_000 })
  expect(heldOrder({ run, tasks: [task('sent'), task('delivered')] }, 1_000)).toEqual({ count: 2, sendAtMs: 5_000 })
})

test('people of another order, and whoever was called back, are not counted', () => {
  const tasks = [task('held'), task('sent', { planRunId: undefined }), task('recalled')]
  expect(heldOrder({ run, tasks }, 1_000)?.count).toBe(1)
})

test('reinforcements beside a plan that runs are an order of their own', () => {
  const running = { ...run, state: 'running' as const }
  const more = task('held', { planRunId: undefined, sendAtMs: 9_000 })
  expect(heldOrder({ run: running, tasks: [task('sent'), more] }, 6_000)).toEqual({ count: 1, sendAtMs: 9_000 })
})

test('when the time is over there is nothing to undo', () => {
  expect(heldOrder({ run, tasks: [task('held')] }, 5_000)).toBeUndefined()
  expect(heldOrder({ run: undefined, tasks: [task('sent')] }, 1_000)).toBeUndefined()
})
