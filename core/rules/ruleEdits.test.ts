import { describe, expect, it } from 'vitest'
import { RuleDraft } from '../../domain/contract'
import { Registry } from '../iot/Registry'
import type { Draft } from '../journal/Journal'
import { createRuleSeat, ruleSeatDistrict, startMs } from './testRuleSeat'

const rule = (id: string, forMs: number): RuleDraft =>
  RuleDraft.parse({
    id,
    name: { zh: '规则', en: 'Rule' },
    areas: { plotIds: [], buildingIds: [] },
    triggers: [{ kind: 'sample', devices: { systemKeys: ['environment.room'] }, property: 'temperature' }],
    inputs: [],
    conditions: [
      { kind: 'expression', source: 'temperature > 30' },
      { kind: 'held', forMs },
    ],
    actions: [{ kind: 'message', posts: ['security'], text: { zh: '规则', en: 'Rule' } }],
    limit: { times: 100, withinMs: 60_000, of: 'device' },
  })
const saved = (draft: RuleDraft, version: number): Draft => ({
  kind: 'rule.saved',
  subjectId: draft.id,
  actor: { kind: 'account', id: 'a' },
  payload: { rule: draft, version },
})
const point = new Registry(ruleSeatDistrict, 1).pointOf('TH-1', 'temperature') ?? 0

describe('a rule that is edited while others wait', () => {
  it('begins anew itself; the others fire when their time is over, counted from when it began', async () => {
    const seat = createRuleSeat([rule('edited', 60_000), rule('waiting', 60_000)])
    const runner = seat.drive()
    runner.sample(point, 35, startMs, 0)
    seat.clock.advance(50_000)
    await seat.journal.write(() => [saved(rule('edited', 30_000), 1)])
    seat.clock.advance(10_000)
    await seat.settle()
    expect([...seat.journal.view.list('ruleFiring')].map(({ ruleId, cause }) => [ruleId, cause.atMs])).toEqual([
      ['waiting', startMs + 60_000],
    ])
    // What its new version asks counts from the next sample on.
    runner.sample(point, 35, startMs + 60_000, 0)
    seat.clock.advance(30_000)
    await seat.settle()
    const firings = [...seat.journal.view.list('ruleFiring')]
    expect(firings.filter(({ ruleId }) => ruleId === 'edited').map(({ cause }) => cause.atMs)).toEqual([
      startMs + 90_000,
    ])
    expect(runner.counts().get('waiting')).toMatchObject({ triggered: 2, fired: 1 })
    expect(seat.errors).toEqual([])
  })
})
