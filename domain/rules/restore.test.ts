import { describe, expect, it } from 'vitest'
import { DeviceId } from '../contract'
import { testDistrict } from '../district/testDistrict'
import type { RuleMachine } from './RuleMachine'
import { activeRule, createTestMachine, createTestWorld, warmRule } from './testRules'

const startMs = Date.UTC(2026, 10, 23)
const held = (more: object = {}) =>
  warmRule({
    conditions: [
      { kind: 'expression', source: 'value > 30' },
      { kind: 'held', forMs: 10_000 },
    ],
    ...more,
  })
const counted = (more: object = {}) =>
  warmRule({
    id: 'often',
    conditions: [
      { kind: 'expression', source: 'value > 30' },
      { kind: 'count', atLeast: 2, withinMs: 60_000, of: 'building' },
    ],
    ...more,
  })
const fired = (machine: RuleMachine) =>
  machine
    .drain()
    .decisions.filter(({ outcome }) => outcome === 'fires')
    .map(({ ruleId, cause }) => [ruleId, cause.deviceId, cause.atMs])

/** A machine, and the one that takes its place at a moment, with the rules and the district of then. */
function setUp(first: readonly ReturnType<typeof warmRule>[], next = first, after = createTestWorld()) {
  const test = createTestWorld()
  const machine = createTestMachine(
    first.map((rule) => activeRule(rule, test)),
    test,
    startMs,
  )
  const warm = (of: RuleMachine, value: number, atMs: number, deviceId = 'TH-1') =>
    of.sample((of === machine ? test : after).point(deviceId, 'temperature'), value, atMs)
  const replace = (atMs: number): RuleMachine => {
    const made = createTestMachine(
      next.map((rule) => activeRule(rule, after)),
      after,
      atMs,
    )
    made.restore([], machine)
    return made
  }
  return { machine, warm, replace }
}

describe('a machine that takes the place of another', () => {
  it('fires when a rule has held for its time, of which the other saw the beginning', () => {
    const { machine, warm, replace } = setUp([held()], [held(), counted()])
    warm(machine, 31, startMs)
    const next = replace(startMs + 4_000)
    next.advance(startMs + 9_999)
    expect(fired(next)).toEqual([])
    next.advance(startMs + 10_000)
    expect(fired(next)).toEqual([['warm', 'TH-1', startMs + 10_000]])
  })

  it('begins anew with a rule that asks something else now, and with that one only', () => {
    const { machine, warm, replace } = setUp(
      [held(), held({ id: 'other' })],
      [held(), held({ id: 'other', conditions: [{ kind: 'held', forMs: 5_000 }] })],
    )
    warm(machine, 31, startMs)
    const next = replace(startMs + 4_000)
    next.advance(startMs + 60_000)
    expect(fired(next)).toEqual([['warm', 'TH-1', startMs + 10_000]])
  })

  it('goes on with a rule that only goes by another name', () => {
    const { machine, warm, replace } = setUp([held()], [held({ name: { zh: '别名', en: 'Alias' } })])
    warm(machine, 31, startMs)
    const next = replace(startMs + 4_000)
    next.advance(startMs + 10_000)
    expect(fired(next)).toHaveLength(1)
  })

  it('counts on, keeps to limits, and does not fire anew what stands', () => {
    const limit = { times: 1, withinMs: 60_000, of: 'rule' }
    const { machine, warm, replace } = setUp([counted(), warmRule({ limit })])
    warm(machine, 31, startMs, 'TH-1')
    expect(fired(machine).map(([id]) => id)).toEqual(['warm'])
    const next = replace(startMs + 1_000)
    warm(next, 32, startMs + 2_000, 'TH-1')
    expect(next.drain().decisions).toEqual([])
    warm(next, 31, startMs + 3_000, 'TH-2')
    const { decisions, released } = next.drain()
    expect(decisions.map(({ ruleId, outcome }) => [ruleId, outcome])).toEqual([
      ['often', 'fires'],
      ['warm', 'limited'],
    ])
    expect(released).toEqual([])
    expect(next.counts().get('warm')).toMatchObject({ fired: 1, limited: 1 })
    warm(next, 20, startMs + 4_000, 'TH-1')
    expect(next.drain().released).toHaveLength(1)
  })

  it('knows who was inside, so that whoever comes in afterwards has come in', () => {
    const fence = { kind: 'circle', centre: [113.94, 22.53], radiusM: 50 }
    const rule = warmRule({
      triggers: [{ kind: 'geofence', who: { kind: 'people', posts: ['security'] }, fence, crossing: 'enter' }],
      conditions: [],
    })
    const { machine, replace } = setUp([rule], [rule, held({ id: 'other' })])
    const at = (lng: number, atMs: number) => ({
      kind: 'position' as const,
      atMs,
      who: { kind: 'person' as const, id: 'P-1', post: 'security' as const },
      place: { lngLat: [lng, 22.53] satisfies [number, number] },
    })
    machine.tell(at(113.95, startMs))
    const next = replace(startMs + 1_000)
    next.tell(at(113.94, startMs + 2_000))
    expect(fired(next).map(([id]) => id)).toEqual(['warm'])
  })

  it('follows a device to its new points, and leaves one that is gone', () => {
    const district = testDistrict()
    // What stood first goes behind all others: every point has another number.
    const [first, ...rest] = district.devices.filter(({ id }) => id !== DeviceId.parse('TH-2'))
    const moved = createTestWorld({ ...district, devices: first ? [...rest, first] : rest })
    const { machine, warm, replace } = setUp([held()], [held()], moved)
    warm(machine, 31, startMs, 'TH-1')
    warm(machine, 31, startMs, 'TH-2')
    const next = replace(startMs + 1_000)
    warm(next, 32, startMs + 10_000)
    next.advance(startMs + 60_000)
    expect(fired(next)).toEqual([['warm', 'TH-1', startMs + 10_000]])
  })
})
