import { expect, test } from 'vitest'
import { PlanRun, PlanStep } from '../../domain/contract'
import { planDeedId } from './planDeedId'

const run = (id: string) => PlanRun.shape.id.parse(id)
const step = (id: string) => PlanStep.shape.id.parse(id)

test('two seats that carry on the same step give its deeds the same names, and no two deeds share one', () => {
  const names = ['R-1', 'R-2'].flatMap((runId) =>
    ['s1', 's2'].flatMap((stepId) =>
      ['P1', 'P2'].flatMap((whom) =>
        (['T', 'C', 'M'] as const).map((kind) => planDeedId(kind, { id: run(runId) }, { id: step(stepId) }, whom)),
      ),
    ),
  )
  expect(new Set(names).size).toBe(names.length)
  expect(planDeedId('T', { id: run('R-1') }, { id: step('s1') }, 'P1')).toBe(names[0])
  for (const name of names) expect(name.length).toBeLessThanOrEqual(64)
})
