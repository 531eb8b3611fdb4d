import { describe, expect, it } from 'vitest'
import { DeviceId, DistrictDocument, type RuleDraft } from '../contract'
import { testDistrict } from '../district/testDistrict'
import { compileRule } from './compileRule'
import { activeRule, createTestMachine, createTestWorld, warmRule } from './testRules'

const startMs = Date.UTC(2026, 10, 23)
const text = { zh: '呼叫', en: 'Called' }
/** The small district, whose call point says which floor somebody wants to go to. */
const district = DistrictDocument.parse({
  ...testDistrict(),
  deviceTypes: testDistrict().deviceTypes.map((type) =>
    type.id === 'callPoint'
      ? {
          ...type,
          events: [{ id: 'pressed', name: text, fields: [{ id: 'wanted', name: text, type: 'number' }] }],
        }
      : type,
  ),
})
const level = (takes: object, input = {}, more: Parameters<typeof warmRule>[0] = {}): RuleDraft =>
  warmRule({
    actions: [
      {
        kind: 'command',
        devices: { systemKeys: ['security.door'], scope: 'sameBuilding', max: 1 },
        service: 'setLevel',
        input,
        takes,
      },
    ],
    ...more,
  })
const onCall = {
  triggers: [{ kind: 'event', devices: { systemKeys: ['fire.call_point'] }, event: 'pressed' }],
  conditions: [],
}

function firedBy(draft: RuleDraft, happen: 'warm' | 'called', output?: Record<string, unknown>) {
  const test = createTestWorld(district)
  const machine = createTestMachine([activeRule(draft, test)], test, startMs)
  const deviceId = DeviceId.parse('CP-1')
  if (happen === 'warm') machine.sample(test.point('TH-1', 'temperature'), 33.4, startMs)
  else machine.tell({ kind: 'event', atMs: startMs, deviceId, event: 'pressed', output })
  return machine.drain().decisions.flatMap(({ deeds }) => deeds.map(({ how, input, note }) => note ?? { how, input }))
}

describe('what a command of a rule is given when it acts', () => {
  it.each([
    ['the value that set it off', level({ level: { name: 'value' } }), 33],
    ['a property of the device', level({ level: { name: 'temperature' } }), 33],
    ['the floor on which it was set off', level({ level: { name: 'placeFloor' } }), 18],
    ['a value times a factor and more', level({ level: { name: 'value', factor: -2, offset: 100 } }), 33],
    ['never more than the service takes', level({ level: { name: 'value', factor: 10 } }), 100],
    ['never less', level({ level: { name: 'value', factor: -1 } }), 0],
  ])('is %s', (_, draft, expected) => {
    expect(firedBy(draft, 'warm')).toEqual([{ how: 'act', input: { level: expected } }])
  })

  it('is a number that the event bears; where it bears none, nobody is asked for a guess', () => {
    const draft = level({ level: { name: 'wanted' } }, {}, onCall)
    expect(firedBy(draft, 'called', { wanted: 7 })).toEqual([{ how: 'act', input: { level: 7 } }])
    expect(firedBy(draft, 'called', { wanted: 'seven' })).toEqual(['noValue'])
    expect(firedBy(draft, 'called')).toEqual(['noValue'])
  })

  it('is refused with its place when it names what there is not, what is fixed already, or no parameter', () => {
    const { catalogue } = createTestWorld(district)
    const pathsOf = (draft: RuleDraft) => compileRule(draft, catalogue).problems.map(({ path, what }) => [path, what])
    expect(pathsOf(level({ level: { name: 'pressure' } }))).toEqual([['actions.0.takes.level', 'pressure']])
    expect(pathsOf(level({ level: { name: 'value' } }, { level: 3 }))).toEqual([['actions.0.takes.level', 'level']])
    expect(pathsOf(level({ depth: { name: 'value' } }, { level: 3 }))).toEqual([['actions.0.takes.depth', 'depth']])
    expect(pathsOf(level({}))).toEqual([['actions.0.input.level', 'level']])
  })
})

it('a rule may ask for the month', () => {
  const inMonth = (month: number) =>
    firedBy(
      level({ level: { name: 'month' } }, {}, { conditions: [{ kind: 'expression', source: `month == ${month}` }] }),
      'warm',
    )
  expect(inMonth(11)).toEqual([{ how: 'act', input: { level: 11 } }])
  expect(inMonth(7)).toEqual([])
})
