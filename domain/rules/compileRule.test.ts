import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RuleDraft } from '../contract'
import { systemPacks } from '../packs'
import { testDistrict } from '../district/testDistrict'
import { readRule } from './compileRule'
import { findLoops } from './findLoops'
import { shippedRules } from './shippedRules'
import { createTestWorld, warmRule } from './testRules'

const { catalogue } = createTestWorld()
const problems = (more: Partial<Record<keyof RuleDraft, unknown>>) =>
  readRule({ ...warmRule(), ...more }, catalogue).problems.map(({ path, code }) => `${path} ${code}`)
const unlock = (more: object = {}) => [
  {
    kind: 'command',
    devices: { systemKeys: ['security.door'], scope: 'sameBuilding', max: 2 },
    service: 'unlock',
    input: {},
    ...more,
  },
]

describe('a rule that is not sound', () => {
  it.each<[Partial<Record<keyof RuleDraft, unknown>>, string]>([
    [{ conditions: [{ kind: 'expression', source: 'temperature >' }] }, 'conditions.0.source badExpression'],
    [{ conditions: [{ kind: 'expression', source: 'heat > 3' }] }, 'conditions.0.source badExpression'],
    [{ conditions: [{ kind: 'expression', source: 'value + 3' }] }, 'conditions.0.source notABool'],
    [{ triggers: [{ kind: 'sample', devices: {}, property: 'temperature' }] }, 'triggers.0.devices noDevices'],
    [
      { triggers: [{ kind: 'sample', devices: { deviceIds: ['XX'] }, property: 'temperature' }], conditions: [] },
      'triggers.0.devices unknownDevice',
    ],
    [
      { triggers: [{ kind: 'sample', devices: { deviceIds: ['TH-1'] }, property: 'heat' }], conditions: [] },
      'triggers.0.property unknownProperty',
    ],
    [{ triggers: [{ kind: 'manual' }], conditions: [{ kind: 'held', forMs: 5_000 }] }, 'conditions.0 heldNeedsState'],
    [
      { triggers: [{ kind: 'schedule', times: ['08:00'], days: { dates: ['02-30'] } }], conditions: [] },
      'triggers.0.days.dates badDate',
    ],
    [{ actions: unlock({ service: 'fly' }) }, 'actions.0.service unknownService'],
    [{ actions: unlock({ service: 'setLevel', input: { level: 101 } }) }, 'actions.0.input.level badInput'],
    [{ actions: unlock({ input: { speed: 1 } }) }, 'actions.0.input.speed badInput'],
    [{ actions: unlock({ authority: 'act' }) }, 'actions.0.authority mustPropose'],
    [{ actions: [{ kind: 'plan', planId: 'X-99' }] }, 'actions.0.planId unknownPlan'],
    [
      { actions: [{ kind: 'alarm', devices: { scope: 'self', max: 1 }, definition: 'hot' }] },
      'actions.0.definition notAnEventAlarm',
    ],
    [{ areas: { plotIds: [], buildingIds: ['T9'] } }, 'areas.buildingIds unknownPlace'],
    [{ actions: [] }, 'actions badField'],
    [{ name: 'warm' }, 'name badField'],
  ])('is refused with field and reason: %j', (more, expected) => {
    expect(problems(more)).toContain(expected)
    expect(readRule({ ...warmRule(), ...more }, catalogue).compiled).toBeUndefined()
  })

  it('is refused and never throws, whatever is in it', () => {
    const sound = JSON.stringify(warmRule({ actions: unlock() }))
    const mutated = fc.array(
      fc.tuple(fc.nat(sound.length - 1), fc.constantFrom('"', '{', '}', '[', '0', '-', 'null', '', 'x', '\\u0000')),
      { minLength: 1, maxLength: 3 },
    )
    let unread = 0
    fc.assert(
      fc.property(mutated, (changes) => {
        let text = sound
        for (const [at, by] of changes) text = text.slice(0, at) + by + text.slice(at + 1)
        try {
          readRule(JSON.parse(text), catalogue)
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error
          unread += 1
        }
      }),
      { numRuns: 2_000, seed: 3 },
    )
    expect(unread).toBeLessThan(2_000)
    expect(readRule(JSON.parse('{"__proto__":{"id":"x"},"id":"warm"}'), catalogue).compiled).toBeUndefined()
    expect(readRule({ ...warmRule(), note: 'x'.repeat(70_000) }, catalogue).problems).toEqual([
      { path: '', code: 'tooLarge', level: 'error' },
    ])
  })
})

describe('rules that set each other off', () => {
  const onService = (id: string, service: string, does: string) =>
    warmRule({
      id,
      triggers: [{ kind: 'service', devices: { systemKeys: ['security.door'] }, service }],
      conditions: [],
      actions: [{ kind: 'command', devices: { scope: 'self', max: 1 }, service: does, input: {} }],
    })

  it('are refused where it is sure, with the way of the circle', () => {
    const found = findLoops(onService('b', 'unlock', 'query'), [onService('a', 'query', 'unlock')], catalogue)
    expect(found).toEqual([{ path: 'actions', code: 'loop', what: 'b → a', level: 'error' }])
    expect(findLoops(onService('a', 'query', 'unlock'), [], catalogue)).toEqual([])
  })

  it('are told of where it may be: a command to what the rule looks at', () => {
    const rule = warmRule({
      triggers: [{ kind: 'event', devices: { systemKeys: ['security.door'] }, event: 'closed' }],
      conditions: [],
      actions: unlock(),
    })
    expect(findLoops(rule, [], catalogue)).toMatchObject([{ code: 'mayLoop', level: 'warning' }])
  })
})

describe('shipped rules', () => {
  const packs = createTestWorld({ ...testDistrict(), deviceTypes: [...systemPacks] }).catalogue

  // req: R-4.1.1.7-01
  it('lead within a system, from one system to others, and to people, incidents and screens', () => {
    const reaches = shippedRules.flatMap(({ triggers, actions }) =>
      actions.map((action) => {
        if (action.kind !== 'command') return action.kind
        const own = triggers.flatMap((trigger) => ('devices' in trigger ? (trigger.devices.systemKeys ?? []) : []))
        const isOwn = action.devices.scope === 'self' || action.devices.systemKeys?.every((key) => own.includes(key))
        return isOwn ? 'within' : 'across'
      }),
    )
    expect(new Set(reaches)).toEqual(new Set(['within', 'across', 'show', 'message', 'order', 'incident']))
  })

  it('are sound, know their devices, and do not set each other off', () => {
    for (const rule of shippedRules) {
      const { problems: found } = readRule(rule, packs)
      expect([rule.id, found, findLoops(rule, shippedRules, packs).filter(({ level }) => level === 'error')]).toEqual([
        rule.id,
        [],
        [],
      ])
    }
  })
})
