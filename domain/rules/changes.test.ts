import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeviceId, type RuleDraft } from '../contract'
import { testDistrict } from '../district/testDistrict'
import type { RuleMachine } from './RuleMachine'
import type { RuleCatalogue } from './RuleWorld'
import { activeRule, createTestMachine, createTestWorld, firingsOf, warmRule } from './testRules'

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

/** A machine with rules, which may be told of others, and of another district. */
function setUp(first: readonly RuleDraft[], next = first, after = createTestWorld()) {
  let test = createTestWorld()
  const live: RuleCatalogue = {
    ...test.catalogue,
    findDevice: (id) => test.catalogue.findDevice(id),
    devicesOf: (system) => test.catalogue.devicesOf(system),
    isRetired: (id) => test.catalogue.findDevice(id) === undefined,
  }
  const inForce = first.map((rule) => activeRule(rule, test))
  const machine = createTestMachine(inForce, { ...test, catalogue: live }, startMs)
  const warm = (value: number, atMs: number, deviceId = 'TH-1') =>
    machine.sample(test.point(deviceId, 'temperature'), value, atMs)
  const change = (atMs: number) => {
    const devices = testDistrict().devices.map(({ id }) => id)
    test = after
    machine.setWorld(after.world, atMs)
    const anew = machine.setRules(
      next.map((rule) => activeRule(rule, after)),
      atMs,
    )
    machine.followDevices(devices)
    return anew
  }
  return { machine, warm, change }
}

describe('a machine of which rules and devices change', () => {
  it('fires when a rule has held for its time, while another rule was added', () => {
    const { machine, warm, change } = setUp([held()], [held(), counted()])
    warm(31, startMs)
    change(startMs + 4_000)
    machine.advance(startMs + 9_999)
    expect(fired(machine)).toEqual([])
    machine.advance(startMs + 10_000)
    expect(fired(machine)).toEqual([['warm', 'TH-1', startMs + 10_000]])
  })

  it('begins anew with a rule that asks something else now, and with that one only', () => {
    const { machine, warm, change } = setUp(
      [held(), held({ id: 'other' })],
      [held(), held({ id: 'other', conditions: [{ kind: 'held', forMs: 5_000 }] })],
    )
    warm(31, startMs)
    change(startMs + 4_000)
    machine.advance(startMs + 60_000)
    expect(fired(machine)).toEqual([['warm', 'TH-1', startMs + 10_000]])
  })

  it('goes on with a rule that only goes by another name', () => {
    const { machine, warm, change } = setUp([held()], [held({ name: { zh: '别名', en: 'Alias' } })])
    warm(31, startMs)
    change(startMs + 4_000)
    machine.advance(startMs + 10_000)
    expect(fired(machine)).toHaveLength(1)
  })

  it('counts on, keeps to limits, and does not fire anew what stands', () => {
    const limit = { times: 1, withinMs: 60_000, of: 'rule' }
    const { machine, warm, change } = setUp([counted(), warmRule({ limit })])
    warm(31, startMs, 'TH-1')
    expect(fired(machine).map(([id]) => id)).toEqual(['warm'])
    change(startMs + 1_000)
    warm(32, startMs + 2_000, 'TH-1')
    expect(machine.drain().decisions).toEqual([])
    warm(31, startMs + 3_000, 'TH-2')
    const { decisions, released } = machine.drain()
    expect(decisions.map(({ ruleId, outcome }) => [ruleId, outcome])).toEqual([
      ['often', 'fires'],
      ['warm', 'limited'],
    ])
    expect(released).toEqual([])
    expect(machine.counts().get('warm')).toMatchObject({ fired: 1, limited: 1 })
    warm(20, startMs + 4_000, 'TH-1')
    expect(machine.drain().released).toHaveLength(1)
  })

  it('knows who was inside, so that whoever comes in afterwards has come in', () => {
    const fence = { kind: 'circle', centre: [113.94, 22.53], radiusM: 50 }
    const rule = warmRule({
      triggers: [{ kind: 'geofence', who: { kind: 'people', posts: ['security'] }, fence, crossing: 'enter' }],
      conditions: [],
    })
    const { machine, change } = setUp([rule], [rule, held({ id: 'other' })])
    const at = (lng: number, atMs: number) => ({
      kind: 'position' as const,
      atMs,
      who: { kind: 'person' as const, id: 'P-1', post: 'security' as const },
      place: { lngLat: [lng, 22.53] satisfies [number, number] },
    })
    machine.tell(at(113.95, startMs))
    change(startMs + 1_000)
    machine.tell(at(113.94, startMs + 2_000))
    expect(fired(machine).map(([id]) => id)).toEqual(['warm'])
  })

  it('follows a device to its new points, and leaves one that is gone', () => {
    const district = testDistrict()
    // What stood first goes behind all others: every point has another number.
    const [first, ...rest] = district.devices.filter(({ id }) => id !== DeviceId.parse('TH-2'))
    const moved = createTestWorld({ ...district, devices: first ? [...rest, first] : rest })
    const { machine, warm, change } = setUp([held()], [held()], moved)
    warm(31, startMs, 'TH-1')
    warm(31, startMs, 'TH-2')
    change(startMs + 1_000)
    warm(32, startMs + 10_000)
    machine.advance(startMs + 60_000)
    expect(fired(machine)).toEqual([['warm', 'TH-1', startMs + 10_000]])
  })

  it('ends what stands with its rule, with its device, and where the rule looks no more, and says why', () => {
    const district = testDistrict()
    const without = createTestWorld({
      ...district,
      devices: district.devices.filter(({ id }) => id !== DeviceId.parse('TH-1')),
    })
    const outside = createTestWorld({
      ...district,
      devices: district.devices.map((device) =>
        device.id === DeviceId.parse('TH-1') ? { ...device, place: { lngLat: device.place.lngLat } } : device,
      ),
    })
    const inT1 = warmRule({ areas: { plotIds: [], buildingIds: ['T1'] } })
    const lostBy = (next: readonly RuleDraft[], after = createTestWorld()) => {
      const { machine, warm, change } = setUp([inT1], next, after)
      warm(31, startMs)
      const fired = machine.drain().decisions.map(({ id }) => id)
      change(startMs + 1_000)
      const { lost, released } = machine.drain()
      expect(released).toEqual([])
      expect(lost.map(({ id }) => id)).toEqual(lost.length > 0 ? fired : [])
      return lost.map(({ why }) => why)
    }
    expect(lostBy([])).toEqual(['rule'])
    expect(lostBy([inT1], without)).toEqual(['device'])
    expect(lostBy([inT1], outside)).toEqual(['notMeant'])
    expect(lostBy([warmRule({ note: 'everywhere' })])).toEqual([])
  })

  it('does not take up what stands in the journal of a rule or a device that is gone', () => {
    const before = setUp([warmRule(), warmRule({ id: 'other' })])
    before.warm(31, startMs, 'TH-1')
    before.warm(31, startMs, 'TH-2')
    const firings = firingsOf(before.machine.drain(), new Set())
    const district = testDistrict()
    const test = createTestWorld({
      ...district,
      devices: district.devices.filter(({ id }) => id !== DeviceId.parse('TH-2')),
    })
    const machine = createTestMachine([activeRule(warmRule(), test)], test, startMs)
    machine.restore(firings)
    expect(machine.drain().lost.map(({ ruleId, why }) => `${ruleId} ${why}`)).toEqual([
      'other rule',
      'warm device',
      'other rule',
    ])
  })

  it('decides as one that was made with the rules and the district as they are, however it came to them (property)', () => {
    const rules = [
      held(),
      counted(),
      warmRule({ id: 'plain' }),
      held({ id: 'long', conditions: [{ kind: 'held', forMs: 30_000 }] }),
    ]
    const subset = fc.subarray(rules)
    const sample = fc.record({
      device: fc.constantFrom('TH-1', 'TH-2'),
      value: fc.constantFrom(20, 31, 40),
      waitMs: fc.nat(20_000),
    })
    fc.assert(
      fc.property(
        fc.array(subset, { maxLength: 6 }),
        subset,
        fc.array(sample, { maxLength: 30 }),
        (before, last, samples) => {
          const test = createTestWorld()
          const active = new Map(rules.map((rule) => [rule.id, activeRule(rule, test)]))
          const of = (some: readonly RuleDraft[]) => some.flatMap(({ id }) => active.get(id) ?? [])
          const changed = createTestMachine([], test, startMs)
          for (const some of [...before, last]) {
            changed.setRules(of(some), startMs)
            changed.followDevices(['TH-1', 'TH-2', 'CP-1'])
          }
          const made = createTestMachine(of(last), test, startMs)
          let atMs = startMs
          for (const { device, value, waitMs } of samples) {
            atMs += waitMs
            for (const machine of [changed, made]) {
              machine.advance(atMs)
              machine.sample(test.point(device, 'temperature'), value, atMs)
            }
          }
          const told = (machine: RuleMachine) => {
            const { decisions, released } = machine.drain()
            return [decisions.map(({ id, outcome }) => `${outcome} ${id}`).toSorted(), released.toSorted()]
          }
          expect(told(changed)).toEqual(told(made))
        },
      ),
      { numRuns: 200, seed: 4 },
    )
  })
})
