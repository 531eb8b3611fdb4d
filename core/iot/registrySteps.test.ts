import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AlarmCondition,
  DeviceId,
  type DeviceTable,
  DeviceType,
  DistrictDocument,
  qualityCodes,
} from '../../domain/contract'
import { testDistrict, testDistrictJson } from '../../domain/district/testDistrict'
import { withDelta } from '../../domain/registry/withDelta'
import { defaultRetention } from '../history/levels'
import { PointBook } from '../history/PointBook'
import { DeviceStates } from '../live/DeviceStates'
import { LiveState } from '../live/LiveState'
import { createTicker } from '../live/Ticker'
import { followRegistry } from '../seat/followRegistry'
import { comingPoints, historyPoints, historyPointsOf } from '../seat/historyPoints'
import { createAlarmEngine } from './createAlarmEngine'
import { Registry, type RegistryUpdate } from './Registry'
import { createTestClock } from './testClock'
import { createMemoryJournal } from './testMemoryJournal'

const text = (zh: string) => ({ zh, en: zh })
const startMs = Date.UTC(2026, 10, 22, 6)
const pumps = ['PU-1', 'PU-2', 'PU-3', 'PU-4', 'PU-5']
const properties = ['a', 'b', 'c', 'd']

interface Version {
  /** In their order. */
  has: readonly string[]
  /** Limit of the alarm on each property; none where there is none. */
  limits: Readonly<Record<string, number>>
  system: string
}

/** A type of which a version says what it measures, where its limits lie, and which two points one of its alarms holds against each other. */
function pump(version: number, { has, limits, system }: Version): DeviceType {
  const alarm = (id: string, condition: object) => ({
    id,
    name: text(id),
    priority: 'important',
    isLifeSafety: false,
    condition,
    onDelayMs: 0,
    offDelayMs: 0,
    incidentType: 'equipment',
    response: [],
  })
  const above = has.flatMap((property) => {
    const limit = limits[property]
    return limit === undefined ? [] : [alarm(`high_${property}`, { kind: 'above', property, limit, deadband: 0 })]
  })
  const [one, other] = has
  const apart =
    one === undefined || other === undefined
      ? []
      : [
          alarm('apart', { kind: 'deviation', property: one, from: { property: other }, limit: 60, deadband: 0 }),
          alarm('both', { kind: 'expression', expression: `${one} > 30.0 && ${other} > 30.0` }),
        ]
  return DeviceType.parse({
    id: 'pump',
    version,
    systemKey: system,
    name: text('泵'),
    symbol: 'pump',
    properties: has.map((id) => ({
      id,
      name: text(id),
      type: 'number',
      min: 0,
      max: 100,
      access: 'read',
      reportPeriodMs: 10_000,
    })),
    events: [],
    services: [],
    alarms: [...above, ...apart],
  })
}

interface Heard {
  device: string
  property: string
  value: number
}

const keyOf = ({ device, property }: Pick<Heard, 'device' | 'property'>) => `${device} ${property}`

/** Whether an alarm holds, said anew from the latest values. */
function holds(condition: AlarmCondition, valueOf: (property: string) => number): boolean {
  if (condition.kind === 'above') return valueOf(condition.property) > condition.limit
  if (condition.kind === 'deviation' && 'property' in condition.from)
    return Math.abs(valueOf(condition.property) - valueOf(condition.from.property)) > condition.limit
  if (condition.kind !== 'expression') throw new Error(`no ${condition.kind} in this test`)
  return [...condition.expression.matchAll(/(\w+) > 30/g)].every(([, property = '']) => valueOf(property) > 30)
}

/** What takes in samples of a seat, on one registry: the latest values, history by stable numbers, alarms. */
function setUp(before: DeviceType) {
  const json = testDistrictJson()
  const [first] = json.devices
  const registry = new Registry(
    DistrictDocument.parse({
      ...json,
      deviceTypes: [...json.deviceTypes, before],
      devices: [
        ...json.devices,
        ...pumps.map((id) => ({ ...first, id, typeId: 'pump', parentId: undefined, name: text(id) })),
      ],
    }),
    1,
  )
  const ticker = createTicker(() => () => undefined)
  const live = new LiveState(ticker, registry.pointCount)
  followRegistry(registry, live, new DeviceStates(ticker, registry.deviceCount))
  const book = new PointBook(defaultRetention)
  book.bind([], [])
  const know = (points: ReturnType<typeof comingPoints>) =>
    book.know(book.numberNew(points.map((point) => ({ ...point, kept: point.kept ?? 'standard' }))))
  const all = historyPoints(registry)
  know(all.flatMap((point) => point ?? []))
  book.set(all.flatMap((point, index) => (point ? [[index, point] as const] : [])))
  registry.onChanged(({ slots, moved }) => {
    book.move(moved)
    book.set(historyPointsOf(registry, slots, (point) => (book.ids[point] ?? 0) > 0))
  })
  const clock = createTestClock(startMs)
  const journal = createMemoryJournal(clock.now)
  const engine = createAlarmEngine({
    registry,
    journal,
    now: clock.now,
    schedule: clock.schedule,
    onError(error) {
      throw error
    },
  })
  const stored = new Map<number, number[]>()
  const written = () => new Promise<void>((done) => engine.whenWritten(() => done()))
  return {
    registry,
    journal,
    engine,
    async take(update: RegistryUpdate) {
      const steps = registry.begin(update)
      const step = steps.next(Infinity)
      if (step) know(comingPoints(registry, step))
      if (step) steps.take(step)
      await written()
    },
    /** @param between is called after each step with what the registry is then */
    async takeInSteps(update: RegistryUpdate, most: number, between: () => Promise<void>) {
      const steps = registry.begin(update)
      for (let step = steps.next(most); step; step = steps.next(most)) {
        know(comingPoints(registry, step))
        steps.take(step)
        await written()
        await between()
      }
    },
    async hear({ device, property, value }: Heard) {
      clock.advance(1_000)
      const point = registry.pointOf(device, property)
      if (point === undefined) return
      live.set(point, value, clock.nowMs, qualityCodes.good)
      const id = book.ids[point] ?? 0
      stored.set(id, [...(stored.get(id) ?? []), value])
      engine.sample(point, value, clock.nowMs, qualityCodes.good)
      await written()
    },
    /** Until what comes and goes quickly is written too. */
    async rest() {
      clock.advance(30_000)
      await written()
    },
    /** What the seat knows of a property at the end. */
    told: (device: string, property: string) => {
      const point = registry.pointOf(device, property)
      return {
        isThere: point !== undefined,
        latest: point === undefined ? undefined : [live.value(point), live.timeMs(point), live.quality(point)],
        history: stored.get(book.idOf({ deviceId: device, property }) ?? -1),
      }
    },
    standing: () =>
      [...journal.view.list('alarm')]
        .filter(({ returnedAtMs }) => returnedAtMs === undefined)
        .map(({ deviceId, definitionId }) => `${deviceId} ${definitionId}`)
        .sort(),
    /** Everything that was written of one alarm. */
    story: (device: string, definition: string) =>
      [...journal.view.list('alarm')]
        .filter(({ deviceId, definitionId }) => deviceId === device && definitionId === definition)
        .map(({ raisedAtMs, returnedAtMs, occurrences }) => ({ raisedAtMs, returnedAtMs, occurrences })),
  }
}

const version: fc.Arbitrary<Version> = fc.record({
  has: fc.shuffledSubarray(properties, { minLength: 1 }),
  limits: fc.dictionary(fc.constantFrom(...properties), fc.constantFrom(20, 50), { maxKeys: 4 }),
  system: fc.constantFrom('building_equipment.hvac', 'building_equipment.water'),
})
/** The next version has all that this one has, and one property more; its alarms are the same. */
const withMore = (one: Version): [Version, Version] => [one, { ...one, has: [...one.has, 'more'] }]
const heard = fc.array(
  fc.record({
    device: fc.constantFrom(...pumps),
    property: fc.constantFrom(...properties),
    value: fc.constantFrom(0, 25, 40, 90),
  }),
  { maxLength: 12 },
)

describe('a new version of a type, taken in by steps', () => {
  it('ends where one taken in at once ends, whatever is heard between the steps (property)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.tuple(version, version), version.map(withMore)),
        fc.record({ first: heard, between: fc.array(heard, { maxLength: 6 }), atOnceFirst: fc.boolean() }),
        fc.integer({ min: 1, max: 4 }),
        async ([one, other], { first, between, atOnceFirst }, most) => {
          const [before, after] = [pump(1, one), pump(2, other)]
          const update: RegistryUpdate = { revision: 2, types: [after], devices: [] }
          const kept = one.has.filter((property) => other.has.includes(property))
          // What only one of the versions has is refused by devices of the other, as it is when all change at once.
          const during = between.map((some) => some.filter(({ property }) => kept.includes(property)))
          const last = pumps.flatMap((device) => other.has.map((property) => ({ device, property, value: 40 })))

          const [inSteps, atOnce] = [setUp(before), setUp(before)]
          for (const seat of [inSteps, atOnce]) for (const sample of first) await seat.hear(sample)
          let step = 0
          await inSteps.takeInSteps(update, most, async () => {
            const rows = pumps.map((id) => inSteps.registry.indexOf(id) ?? -1)
            for (const row of rows) {
              const slot = inSteps.registry.slotAt(row)!
              expect([before, after]).toContainEqual(slot.type)
              expect(slot.type).toBe(inSteps.registry.typeAt(row))
              expect([...slot.properties.keys()]).toEqual(slot.type.properties.map(({ id }) => id))
              for (const { point, property } of slot.properties.values())
                expect(inSteps.registry.pointAt(point)).toMatchObject({ device: { index: row }, property })
            }
            for (const sample of during[step++] ?? []) await inSteps.hear(sample)
          })
          for (const sample of during.slice(step).flat()) await inSteps.hear(sample)
          if (atOnceFirst) await atOnce.take(update)
          for (const sample of during.flat()) await atOnce.hear(sample)
          if (!atOnceFirst) await atOnce.take(update)
          const goingOn = after.alarms.filter((each) =>
            before.alarms.some((was) => JSON.stringify(was) === JSON.stringify(each)),
          )
          // What was heard before a device was upgraded counts with what is heard after.
          const latest = new Map([...first, ...during.flat()].map((sample) => [keyOf(sample), sample.value]))
          for (const seat of [inSteps, atOnce]) await seat.rest()
          for (const seat of [inSteps, atOnce])
            for (const device of pumps)
              for (const { id, condition } of goingOn)
                expect([device, id, seat.standing().includes(`${device} ${id}`)]).toEqual([
                  device,
                  id,
                  holds(condition, (property) => latest.get(keyOf({ device, property })) ?? NaN),
                ])
          for (const seat of [inSteps, atOnce]) for (const sample of last) await seat.hear(sample)

          for (const device of pumps)
            for (const property of properties)
              expect(inSteps.told(device, property)).toEqual(atOnce.told(device, property))
          expect(inSteps.standing()).toEqual(atOnce.standing())
          // An alarm that both versions have goes on as if nothing had happened.
          for (const { id } of goingOn)
            for (const device of pumps) expect(inSteps.story(device, id)).toEqual(atOnce.story(device, id))
          expect(inSteps.registry.table.upgrading).toEqual([])
          await Promise.all([inSteps.engine.stop(), atOnce.engine.stop()])
        },
      ),
      { seed: 11, numRuns: 15 },
    )
  })

  it('says how far it is, and what those are of that wait', () => {
    const { registry } = setUp(pump(1, { has: ['a'], limits: {}, system: 'building_equipment.hvac' }))
    const after = pump(2, { has: ['a', 'b'], limits: {}, system: 'building_equipment.hvac' })
    const steps = registry.begin({ revision: 2, types: [after], devices: [] })
    steps.take(steps.next(2)!)
    expect(registry.table.upgrading).toMatchObject([{ before: { version: 1 }, done: 2, devices: 5 }])
    expect(pumps.map((id) => registry.findDevice(id)?.type.version)).toEqual([2, 2, 1, 1, 1])
    expect(registry.typeOf('pump')?.version).toBe(2)
    expect(() => registry.begin({ revision: 3, types: [], devices: [] })).toThrow('on its way')
  })

  it('finds devices for a service as soon as they know it, and by the system that they are of', () => {
    const { registry } = setUp(pump(1, { has: ['a'], limits: {}, system: 'building_equipment.hvac' }))
    const after = {
      ...pump(2, { has: ['a'], limits: {}, system: 'building_equipment.water' }),
      services: testDistrict().deviceTypes.find(({ services }) => services.some(({ id }) => id === 'unlock'))!.services,
    }
    const steps = registry.begin({ revision: 2, types: [after], devices: [] })
    steps.take(steps.next(2)!)
    const found = (system: string, service?: string) =>
      registry
        .devicesFor(
          registry.placeOf(DeviceId.parse('PU-1'))!,
          { systemKeys: [system], scope: 'near', radiusM: 10_000, max: 9 },
          service,
        )
        .map(({ id }) => String(id))
        .filter((id) => pumps.includes(id))
    expect(found('building_equipment.water', 'unlock')).toEqual(['PU-1', 'PU-2'])
    expect(found('building_equipment.hvac')).toEqual(['PU-3', 'PU-4', 'PU-5'])
  })
})

describe('what changed of the device table', () => {
  it('makes the table of before the table of now, however long a window did not ask (property)', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('type' as const),
        ids: fc.uniqueArray(fc.constantFrom('temperature', 'humidity', 'x')),
        most: fc.integer({ min: 1, max: 3 }),
      }),
      fc.record({ kind: fc.constant('add' as const), id: fc.constantFrom('N-1', 'N-2', 'N-3') }),
      fc.record({ kind: fc.constant('retire' as const), id: fc.constantFrom('TH-1', 'TH-2', 'N-1') }),
      fc.record({ kind: fc.constant('rename' as const), id: fc.constantFrom('TH-1', 'DR-1', 'N-1') }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), fc.array(fc.boolean(), { maxLength: 30 }), (script, asks) => {
        const registry = new Registry(testDistrict(), 1)
        const copyOf = (): DeviceTable => structuredClone({ ...registry.table, run: 'run' })
        let window = copyOf()
        const types = new Map(registry.deviceTypes.map((type) => [type.id, type]))
        const look = (): void => {
          const delta = registry.changesSince(window.changes)!
          window = withDelta(window, structuredClone(delta))
          for (const type of delta.deviceTypes) types.set(type.id, type)
          expect(window).toEqual(copyOf())
          expect([...types.values()]).toEqual(registry.deviceTypes)
        }
        registry.onChanged(() => void (asks.pop() && look()))
        script.forEach((one, at) => {
          const revision = at + 2
          const known = one.kind === 'type' ? undefined : registry.deviceAt(registry.indexOf(one.id) ?? -1)
          const type = registry.typeOf('thermo')!
          const [first] = testDistrict().deviceTypes.find(({ id }) => id === 'thermo')!.properties
          const update: RegistryUpdate =
            one.kind === 'type'
              ? {
                  revision,
                  types: [{ ...type, version: revision, properties: one.ids.map((id) => ({ ...first!, id })) }],
                  devices: [],
                }
              : {
                  revision,
                  types: [],
                  devices:
                    one.kind === 'add'
                      ? [{ device: { ...registry.deviceAt(1)!, id: DeviceId.parse(one.id) }, isRetired: false }]
                      : known
                        ? [{ device: { ...known, name: text(`${at}`) }, isRetired: one.kind === 'retire' }]
                        : [],
                }
          const steps = registry.begin(update)
          const most = one.kind === 'type' ? one.most : 1
          for (let next = steps.next(most); next; next = steps.next(most)) steps.take(next)
        })
        look()
        expect(registry.changesSince(registry.table.changes + 1)).toBeUndefined()
      }),
      { seed: 3, numRuns: 30 },
    )
  })
})
