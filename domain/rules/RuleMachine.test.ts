import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AlarmId, DeviceId, Incident, type RuleDecision, type RuleFiring } from '../contract'
import type { RuleMachine } from './RuleMachine'
import { activeRule, createTestMachine, createTestWorld, firingsOf, warmRule } from './testRules'

const startMs = Date.UTC(2026, 10, 23)
const minuteMs = 60_000
const outcomes = (decisions: readonly RuleDecision[]) => decisions.map(({ outcome }) => outcome)
const fired = (machine: RuleMachine) => machine.drain().decisions.filter(({ outcome }) => outcome === 'fires')

function setUp(more: Parameters<typeof warmRule>[0] = {}, standing: Parameters<typeof activeRule>[2] = {}) {
  const test = createTestWorld()
  const machine = createTestMachine([activeRule(warmRule(more), test, standing)], test, startMs)
  const warm = (value: number, atMs = startMs, deviceId = 'TH-1') =>
    machine.sample(test.point(deviceId, 'temperature'), value, atMs)
  return { ...test, machine, warm }
}

const alarmOf = (id: string, deviceId: string, atMs = startMs) => ({
  kind: 'alarm' as const,
  atMs,
  phase: 'raised' as const,
  alarm: {
    id: AlarmId.parse(id),
    deviceId: DeviceId.parse(deviceId),
    definitionId: 'called',
    priority: 'urgent' as const,
  },
})

// req: R-4.1.1.3-05
describe('a rule on samples', () => {
  it('fires when its condition becomes true, once, and again after it was not', () => {
    const { machine, warm } = setUp()
    for (const [at, value] of [29, 31, 32, 29, 35].entries()) warm(value, startMs + at)
    const { decisions, released } = machine.drain()
    expect(outcomes(decisions)).toEqual(['fires', 'fires'])
    expect(released).toEqual([decisions[0]?.id])
  })

  it('fires each time also for a device whose clock stands still', () => {
    const fired = new Set<string>()
    const test = createTestWorld()
    const machine = createTestMachine([activeRule(warmRule(), test)], test, startMs, (id) => fired.has(id))
    for (const value of [31, 29, 31, 29, 31]) {
      machine.sample(test.point('TH-1', 'temperature'), value, startMs)
      for (const { id } of machine.drain().decisions) fired.add(id)
    }
    expect(fired.size).toBe(3)
  })

  it('tells which part was true, with value and unit as they stood', () => {
    const { machine, warm } = setUp()
    warm(31)
    expect(fired(machine)[0]?.parts).toEqual([
      {
        condition: 0,
        kind: 'expression',
        source: 'temperature > 30',
        holds: 'yes',
        values: [{ name: 'temperature', value: 31 }],
      },
    ])
  })

  it('waits until it has held for the time asked, however often it is told, and no longer than it holds', () => {
    const { machine, warm } = setUp({
      conditions: [
        { kind: 'expression', source: 'value > 30' },
        { kind: 'held', forMs: 10_000 },
      ],
    })
    warm(31, startMs)
    warm(32, startMs + 9_999)
    expect(fired(machine)).toEqual([])
    machine.advance(startMs + 10_000)
    expect(fired(machine).map(({ cause }) => cause.atMs)).toEqual([startMs + 10_000])
    warm(20, startMs + 11_000)
    warm(31, startMs + 12_000)
    warm(20, startMs + 13_000)
    machine.advance(startMs + minuteMs)
    expect(fired(machine)).toEqual([])
  })

  it('counts over the floor, and over the time, before it fires', () => {
    const { machine, warm } = setUp({
      conditions: [
        { kind: 'expression', source: 'value > 30' },
        { kind: 'count', atLeast: 2, withinMs: minuteMs, of: 'building' },
      ],
    })
    warm(31, startMs, 'TH-1')
    warm(31, startMs + 2 * minuteMs, 'TH-2')
    expect(fired(machine)).toEqual([])
    warm(20, startMs + 2 * minuteMs, 'TH-1')
    warm(31, startMs + 2.5 * minuteMs, 'TH-1')
    expect(fired(machine)).toHaveLength(1)
  })

  it('does no more than its limit allows, and says so', () => {
    const { machine, warm } = setUp({ limit: { times: 2, withinMs: minuteMs, of: 'rule' } })
    for (let at = 0; at < 4; at++) {
      warm(31, startMs + at * 1_000)
      warm(20, startMs + at * 1_000 + 500)
    }
    expect(outcomes(machine.drain().decisions)).toEqual(['fires', 'fires', 'limited', 'limited'])
    warm(31, startMs + 2 * minuteMs)
    expect(fired(machine)).toHaveLength(1)
  })

  it('stays as it is while a value it needs is not known', () => {
    const { machine, warm, values, point } = setUp({
      conditions: [{ kind: 'expression', source: 'temperature > 30 && humidity < 50' }],
    })
    warm(31)
    expect(machine.drain().decisions).toEqual([])
    values.set(point('TH-1', 'humidity'), 40)
    warm(31)
    expect(fired(machine)).toHaveLength(1)
  })

  it('looks around: the warmest on the floor, and how many doors stand open', () => {
    const { machine, warm, values, point } = setUp({
      inputs: [
        {
          name: 'most',
          from: { scope: 'sameBuilding', systemKeys: ['environment.room'], max: 10 },
          property: 'temperature',
          take: 'max',
        },
      ],
      conditions: [{ kind: 'expression', source: 'most > 40 && value > 30' }],
    })
    warm(31)
    expect(fired(machine)).toEqual([])
    values.set(point('TH-2', 'temperature'), 41)
    warm(31)
    expect(fired(machine)).toHaveLength(1)
  })

  it('holds only where it is on', () => {
    const { machine, warm } = setUp({}, { offIn: [{ kind: 'building', id: 'T1' as never }] })
    warm(31)
    expect(machine.drain().decisions).toEqual([])
  })
})

describe('a rule on what happens', () => {
  const onAlarm = {
    triggers: [{ kind: 'alarm', devices: { systemKeys: ['fire.call_point'] }, alarms: ['called'], phase: 'raised' }],
    conditions: [],
  }

  it('acts on an alarm once, however often it is told, and proposes what opens doors', () => {
    const { machine } = setUp({
      ...onAlarm,
      actions: [
        {
          kind: 'command',
          devices: { systemKeys: ['security.door'], scope: 'sameBuilding', max: 9 },
          service: 'unlock',
          input: {},
        },
      ],
    })
    machine.tell(alarmOf('A-1', 'CP-1'))
    machine.tell(alarmOf('A-1', 'CP-1'))
    const decisions = fired(machine)
    expect(decisions).toHaveLength(1)
    expect(decisions[0]?.deeds.map(({ how, to }) => [how, to])).toEqual([
      ['propose', 'DR-1'],
      ['propose', 'DR-2'],
    ])
  })

  it('opens doors by itself only where life safety alone sets it off, it says so, and its version is approved', () => {
    const actions = [
      {
        kind: 'command',
        devices: { systemKeys: ['security.door'], scope: 'sameBuilding', max: 1 },
        service: 'unlock',
        input: {},
        authority: 'act',
      },
    ]
    const howOf = (approval: 'given' | 'wanted') => {
      const { machine } = setUp({ ...onAlarm, actions }, { approval })
      machine.tell(alarmOf('A-1', 'CP-1'))
      return fired(machine)[0]?.deeds[0]?.how
    }
    expect(howOf('given')).toBe('act')
    expect(howOf('wanted')).toBe('propose')
  })

  it('does not set itself off by detours', () => {
    const { machine } = setUp(onAlarm)
    machine.tell({ ...alarmOf('A-2', 'CP-1'), chain: ['other', 'warm'] })
    machine.tell({ ...alarmOf('A-3', 'CP-1'), chain: ['a', 'b', 'c', 'd'] })
    expect(outcomes(machine.drain().decisions)).toEqual(['loop', 'loop'])
  })

  it('keeps to its area', () => {
    const { machine } = setUp({
      triggers: [{ kind: 'incident', incidentTypes: ['fire'], phase: 'opened' }],
      conditions: [],
      areas: { plotIds: ['plot-1'], buildingIds: [] },
    })
    const incident = Incident.parse({
      id: 'I-1',
      number: 'SJ-1',
      type: 'fire',
      grade: 'general',
      state: 'open',
      title: { zh: '火', en: 'Fire' },
      place: { lngLat: [113.99, 22.5] },
      opened: { by: { kind: 'account', id: 'A' }, atMs: startMs },
      graded: { by: { kind: 'account', id: 'A' }, atMs: startMs },
      alarmIds: [],
    })
    machine.tell({ kind: 'incident', atMs: startMs, phase: 'opened', incident })
    machine.tell({
      kind: 'incident',
      atMs: startMs,
      phase: 'opened',
      incident: Incident.parse({ ...incident, id: 'I-2', place: { lngLat: [113.94, 22.53], buildingId: 'T1' } }),
    })
    expect(outcomes(machine.drain().decisions)).toEqual(['elsewhere', 'fires'])
  })

  it('hears somebody cross a fence, and not that he stands there when he is first seen', () => {
    const { machine } = setUp({
      triggers: [
        {
          kind: 'geofence',
          who: { kind: 'people', posts: ['security'] },
          fence: { kind: 'circle', centre: [113.94, 22.53], radiusM: 50 },
          crossing: 'enter',
        },
      ],
      conditions: [],
    })
    const stand = (lng: number, at: number) =>
      machine.tell({
        kind: 'position',
        atMs: startMs + at,
        who: { kind: 'person', id: 'P-1', post: 'security' },
        place: { lngLat: [lng, 22.53] },
      })
    stand(113.94, 0)
    stand(113.96, 1)
    expect(fired(machine)).toEqual([])
    stand(113.9401, 2)
    stand(113.9402, 3)
    expect(fired(machine)).toHaveLength(1)
  })

  it('keeps its times by the district’s clock, its holidays and the lunar calendar', () => {
    const dueOf = (days: object, fromMs: number) => {
      const { catalogue, world, ...test } = createTestWorld()
      const rule = activeRule(warmRule({ triggers: [{ kind: 'schedule', times: ['08:00'], days }], conditions: [] }), {
        catalogue,
        world,
        ...test,
      })
      return new Date(createTestMachine([rule], { catalogue, world, ...test }, fromMs).nextDueMs() ?? 0).toISOString()
    }
    expect(dueOf({}, startMs)).toBe('2026-11-24T00:00:00.000Z')
    expect(dueOf({ weekdays: [7] }, startMs)).toBe('2026-11-29T00:00:00.000Z')
    // The national holiday begins on a Thursday.
    expect(dueOf({ kind: 'holiday', weekdays: [4] }, Date.UTC(2026, 8, 28))).toBe('2026-10-01T00:00:00.000Z')
    // New Year's Day of the lunar year, and the Mid-Autumn Festival.
    expect(dueOf({ lunar: [{ month: 1, day: 1 }] }, startMs)).toBe('2027-02-06T00:00:00.000Z')
    expect(dueOf({ lunar: [{ month: 8, day: 15 }] }, Date.UTC(2026, 0, 1))).toBe('2026-09-25T00:00:00.000Z')
  })
})

describe('decisions', () => {
  const story = fc.array(
    fc.record({
      value: fc.integer({ min: 25, max: 35 }),
      afterMs: fc.integer({ min: 1, max: 5_000 }),
      device: fc.constantFrom('TH-1', 'TH-2'),
    }),
    { maxLength: 40 },
  )

  it('are as many as the times at which the condition became true', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { machine, warm } = setUp()
        const isWarm = new Map<string, boolean>()
        let expected = 0
        let atMs = startMs
        for (const { value, afterMs, device } of steps) {
          atMs += afterMs
          if (value > 30 && !isWarm.get(device)) expected += 1
          isWarm.set(device, value > 30)
          warm(value, atMs, device)
        }
        expect(fired(machine)).toHaveLength(expected)
      }),
      { numRuns: 100, seed: 11 },
    )
  })

  it('are the same when another seat takes over in the middle of it', () => {
    fc.assert(
      fc.property(story, fc.nat(40), (steps, at) => {
        const alone = setUp()
        const before = setUp()
        const after = setUp()
        let atMs = startMs
        const timed = steps.map((step) => ({ ...step, atMs: (atMs += step.afterMs) }))
        for (const { value, device, atMs: when } of timed) alone.warm(value, when, device)
        for (const { value, device, atMs: when } of timed.slice(0, at)) before.warm(value, when, device)
        const first = before.machine.drain()
        const firings: RuleFiring[] = firingsOf(first, new Set(first.released))
        after.machine.restore(firings)
        for (const { value, device, atMs: when } of timed.slice(at)) after.warm(value, when, device)
        const together = [...firings, ...fired(after.machine)].map(({ id }) => id)
        expect(together).toEqual(fired(alone.machine).map(({ id }) => id))
      }),
      { numRuns: 100, seed: 12 },
    )
  })
})
