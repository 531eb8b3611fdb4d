import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RuleDraft } from '../../../domain/contract'
import { layoutGraph } from './layoutGraph'
import {
  actionKinds,
  conditionKinds,
  newAction,
  newCondition,
  newInput,
  newRule,
  newTrigger,
  triggerKinds,
} from './newParts'
import { addPart, mayRemove, placeNode, removeNode, replacePart, tidy } from './ruleEdits'
import { graphOf, isListed, listOf, nodeOfProblem, type RuleNode } from './ruleGraph'

/** Any rule that the form allows, with parts of every kind. */
const rules = fc
  .record({
    triggers: fc.array(fc.constantFrom(...triggerKinds), { minLength: 1, maxLength: 8 }),
    conditions: fc.array(fc.constantFrom(...conditionKinds), { maxLength: 16 }),
    actions: fc.array(fc.constantFrom(...actionKinds), { minLength: 1, maxLength: 16 }),
    inputs: fc.nat(8),
    hasArea: fc.boolean(),
  })
  .map(({ triggers, conditions, actions, inputs, hasArea }): RuleDraft => {
    let rule = newRule('rule-1', 'x')
    rule = {
      ...rule,
      triggers: triggers.map(newTrigger),
      conditions: conditions.map(newCondition),
      actions: actions.map(newAction),
    }
    // Numbered, so that two of a kind are not the same.
    rule = { ...rule, limit: { ...rule.limit, times: conditions.length + 1 } }
    for (let at = 0; at < inputs; at++) rule = addPart(rule, 'input', newInput(rule))
    return RuleDraft.parse(hasArea ? { ...rule, areas: { plotIds: ['p1'], buildingIds: [] } } : rule)
  })

/** The document that the nodes of a drawing stand for. */
function documentOf(nodes: readonly RuleNode[], rule: RuleDraft): RuleDraft {
  const list = (kind: RuleNode['kind']) =>
    nodes
      .filter((node) => node.kind === kind)
      .map(({ index }) => (isListed(kind) ? rule[listOf[kind]][index] : undefined))
  return RuleDraft.parse({
    ...rule,
    triggers: list('trigger'),
    inputs: list('input'),
    conditions: list('condition'),
    actions: list('action'),
    areas: nodes.some(({ kind }) => kind === 'area') ? rule.areas : { plotIds: [], buildingIds: [] },
  })
}

/** Nodes that flow leads to from one. */
function reached(from: string, rule: RuleDraft): Set<string> {
  const { edges } = graphOf(rule)
  const found = new Set([from])
  for (const key of found) for (const edge of edges) if (edge.kind === 'flow' && edge.from === key) found.add(edge.to)
  return found
}

describe('the drawing of a rule', () => {
  test('holds every part once, and says the whole rule again', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const { nodes } = graphOf(rule)
        expect(new Set(nodes.map(({ key }) => key)).size).toBe(nodes.length)
        expect(documentOf(nodes, rule)).toEqual(rule)
      }),
      { seed: 20_261_123, numRuns: 50 },
    )
  })

  test('leads from every trigger through every gate to every action', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const { nodes } = graphOf(rule)
        for (const trigger of nodes.filter(({ kind }) => kind === 'trigger'))
          expect(
            nodes.filter(
              ({ kind, key }) => !['trigger', 'input'].includes(kind) && !reached(trigger.key, rule).has(key),
            ),
          ).toEqual([])
      }),
      { seed: 20_261_123, numRuns: 20 },
    )
  })

  test('lays no node over another', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const boxes = [...layoutGraph(graphOf(rule), undefined).values()]
        const overlaps = boxes.flatMap((a, at) =>
          boxes
            .slice(at + 1)
            .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height),
        )
        expect(overlaps).toEqual([])
      }),
      { seed: 20_261_123, numRuns: 12 },
    )
  })

  test('ties a value to the conditions that call it, not to those that only hold its letters', () => {
    let rule = addPart(newRule('rule-1', 'x'), 'input', { ...newInput({ inputs: [] }), name: 'pm' })
    rule = addPart(rule, 'condition', { kind: 'expression', source: 'pm > 3' })
    rule = addPart(rule, 'condition', { kind: 'expression', source: 'pm25 > 3' })
    expect(graphOf(rule).edges.filter(({ kind }) => kind === 'value')).toEqual([
      { from: 'input.0', to: 'condition.0', kind: 'value' },
    ])
  })

  test('says where a problem lies', () => {
    expect(nodeOfProblem({ path: 'conditions.3.source' })).toBe('condition.3')
    expect(nodeOfProblem({ path: 'limit.times' })).toBe('limit')
    expect(nodeOfProblem({ path: 'areas.plotIds.0' })).toBe('area')
    expect(nodeOfProblem({ path: 'name.zh' })).toBeUndefined()
  })
})

describe('editing', () => {
  test('what is put in and taken out again leaves the rule as it was, also where nodes were put', () => {
    fc.assert(
      fc.property(rules, fc.constantFrom('trigger' as const, 'condition' as const, 'action' as const), (rule, kind) => {
        const placed = placeNode(rule, 'limit', 10, 20)
        const added =
          kind === 'trigger'
            ? addPart(placed, kind, newTrigger('manual'))
            : kind === 'condition'
              ? addPart(placed, kind, newCondition('held'))
              : addPart(placed, kind, newAction('show'))
        const index = added[listOf[kind]].length - 1
        const moved = placeNode(added, `${kind}.${index}`, 1, 2)
        expect(removeNode(moved, { key: `${kind}.${index}`, kind, index })).toEqual(placed)
      }),
      { seed: 20_261_123 },
    )
  })

  test('the place of a node goes with it when one before it is taken out', () => {
    let rule = newRule('rule-1', 'x')
    rule = addPart(rule, 'action', newAction('show'))
    rule = addPart(rule, 'action', newAction('plan'))
    rule = placeNode(placeNode(rule, 'action.0', 1, 1), 'action.2', 7.4, 9)
    const without = removeNode(rule, { key: 'action.1', kind: 'action', index: 1 })
    expect(without.actions.map(({ kind }) => kind)).toEqual(['message', 'plan'])
    expect(without.drawing).toEqual({ 'action.0': { x: 1, y: 1 }, 'action.1': { x: 7, y: 9 } })
  })

  test('the last trigger and the last action stay, the area and conditions may go', () => {
    const rule = { ...newRule('rule-1', 'x'), areas: { plotIds: [], buildingIds: [] } }
    expect(mayRemove(rule, { kind: 'trigger' })).toBe(false)
    expect(mayRemove(rule, { kind: 'action' })).toBe(false)
    expect(mayRemove(rule, { kind: 'limit' })).toBe(false)
    expect(mayRemove(addPart(rule, 'condition', newCondition('held')), { kind: 'condition' })).toBe(true)
    expect(mayRemove(rule, { kind: 'area' })).toBe(true)
  })

  test('every new part has the form of the contract', () => {
    for (const kind of triggerKinds) RuleDraft.shape.triggers.parse([newTrigger(kind)])
    for (const kind of conditionKinds) RuleDraft.shape.conditions.parse([newCondition(kind)])
    for (const kind of actionKinds) RuleDraft.shape.actions.parse([newAction(kind)])
    RuleDraft.parse(newRule('rule-1', 'x'))
    const two = addPart(
      addPart(newRule('r', 'x'), 'input', newInput({ inputs: [] })),
      'input',
      newInput({ inputs: [newInput({ inputs: [] })] }),
    )
    expect(new Set(two.inputs.map(({ name }) => name)).size).toBe(2)
  })

  test('a changed part changes nothing else, and arranging forgets places only', () => {
    const rule = placeNode(addPart(newRule('rule-1', 'x'), 'condition', newCondition('held')), 'limit', 3, 4)
    const changed = replacePart(rule, 'condition', 0, { kind: 'held', forMs: 5_000 })
    expect({ ...changed, conditions: rule.conditions }).toEqual(rule)
    expect(tidy(rule)).toEqual(addPart(newRule('rule-1', 'x'), 'condition', newCondition('held')))
  })
})
