import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { type Device, DeviceId, type DevicePatch, DeviceType, SeatId } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { eachMove, Registry } from '../iot/Registry'
import type { Draft } from '../journal/Journal'
import { journalMigrations } from '../journal/migrations'
import { openTestJournal, type TestJournal } from '../journal/testJournal'
import { createRegistryKeeper, type RegistryKeeper } from './createRegistryKeeper'

interface Seat extends TestJournal {
  registry: Registry
  keeper: RegistryKeeper
}

const seats: TestJournal[] = []
afterEach(async () => {
  for (const seat of seats.splice(0)) await seat.dispose()
})

async function openSeat(id: string): Promise<Seat> {
  const opened = await openTestJournal(journalMigrations, SeatId.parse(id))
  seats.push(opened)
  return { ...opened, ...keep(opened) }
}

function keep({ journal }: TestJournal): { registry: Registry; keeper: RegistryKeeper } {
  const registry = new Registry(testDistrict(), 1)
  const keeper = createRegistryKeeper({
    registry,
    journal,
    prepare: async () => undefined,
    onError(error) {
      throw error
    },
  })
  return { registry, keeper }
}

const actor = { kind: 'account', id: 'li' } as const
const thermometer = DeviceId.parse('TH-1')
const changed = (patch: DevicePatch, deviceId = thermometer): Draft => ({
  kind: 'device.changed',
  subjectId: deviceId,
  actor,
  payload: { deviceId, patch },
})
const added = (id: string): Draft => {
  const device: Device = { ...testDistrict().devices.find((one) => one.id === thermometer)!, id: DeviceId.parse(id) }
  return { kind: 'device.added', subjectId: id, actor, payload: { device } }
}
const typeSaved = (version: number, ...ids: string[]): Draft => {
  const before = testDistrict().deviceTypes.find(({ id }) => id === 'thermo')!
  const [first] = before.properties
  const properties = ids.map((id) => before.properties.find((one) => one.id === id) ?? { ...first!, id })
  const type = DeviceType.parse({ ...before, version, properties, alarms: [] })
  return { kind: 'deviceType.saved', subjectId: 'thermo', actor, payload: { type } }
}

/** Both tell each other everything. */
async function meet(a: Seat, b: Seat): Promise<void> {
  for (const [from, to, origin] of [
    [a, b, 'a'],
    [b, a, 'b'],
  ] as const)
    await to.journal.absorb(await from.journal.readRange({ origin: SeatId.parse(origin), afterSeq: 0, limit: 1_000 }))
  await Promise.all([a.keeper.settled(), b.keeper.settled()])
}

const recordsOf = ({ registry }: { registry: Registry }) =>
  Array.from({ length: registry.deviceCount }, (_, index) => ({
    ...registry.deviceAt(index),
    isRetired: registry.isRetired(index),
    points: [...(registry.slotAt(index)?.properties.keys() ?? [])],
  })).sort((one, other) => ((one.id ?? '') < (other.id ?? '') ? -1 : 1))

describe('the registry of a seat', () => {
  it('says that it is level again after it could not take something in', async () => {
    const opened = await openTestJournal(journalMigrations, SeatId.parse('seat-a'))
    seats.push(opened)
    const faults: unknown[] = []
    const keeper = createRegistryKeeper({
      registry: new Registry(testDistrict(), 1),
      journal: opened.journal,
      prepare() {
        throw new Error('no point can be made')
      },
      onError: (error) => faults.push(error),
    })
    await opened.journal.write(() => [changed({ firmware: '2' })])
    await keeper.settled()
    expect(faults).toHaveLength(1)
    expect(keeper.isLevel()).toBe(true)
  })
})

describe('a registry beside its journal', () => {
  it('is the same after a restart', async () => {
    const seat = await openSeat('a')
    await seat.journal.write(() => [typeSaved(2, 'humidity', 'pressure'), added('TH-9'), changed({ firmware: '2' })])
    await seat.journal.write(() => [
      { kind: 'device.retired', subjectId: 'TH-2', actor, payload: { deviceId: DeviceId.parse('TH-2'), reason: '拆' } },
    ])
    await seat.keeper.settled()
    expect(seat.registry.site.findDevice('thermo', 'TH-9')).toBeDefined()
    expect(seat.registry.site.findDevice('thermo', 'TH-2')).toBeUndefined()
    expect(recordsOf(keep(seat))).toEqual(recordsOf(seat))
  })

  it('of two seats that changed one device apart comes to the same at both: the later one of each field', async () => {
    const [a, b] = [await openSeat('a'), await openSeat('b')]
    await a.journal.write(() => [changed({ firmware: 'a', tags: ['a'] })])
    b.clock.nowMs += 1_000
    await b.journal.write(() => [changed({ firmware: 'b', network: 'lora' }), added('TH-9')])
    a.clock.nowMs += 2_000
    await a.journal.write(() => [
      { kind: 'device.retired', subjectId: 'TH-2', actor, payload: { deviceId: DeviceId.parse('TH-2'), reason: '拆' } },
    ])
    await meet(a, b)
    expect(recordsOf(a)).toEqual(recordsOf(b))
    expect(a.registry.deviceAt(a.registry.indexOf('TH-1')!)).toMatchObject({
      firmware: 'b',
      tags: ['a'],
      network: 'lora',
    })
    expect(b.registry.isRetired(b.registry.indexOf('TH-2')!)).toBe(true)
  })

  it('has a device that came before its type once the type has come', async () => {
    const [a, b] = [await openSeat('a'), await openSeat('b')]
    const type = DeviceType.parse({ ...testDistrict().deviceTypes[0], id: 'late', version: 1 })
    const device: Device = { ...testDistrict().devices[0]!, id: DeviceId.parse('L-1'), typeId: type.id }
    await a.journal.write(() => [{ kind: 'device.added', subjectId: 'L-1', actor, payload: { device } }])
    await b.journal.write(() => [{ kind: 'deviceType.saved', subjectId: 'late', actor, payload: { type } }])
    expect(a.registry.indexOf('L-1')).toBeUndefined()
    await meet(a, b)
    expect(a.registry.findDevice('L-1')?.type.id).toBe('late')
    expect(b.registry.findDevice('L-1')?.type.id).toBe('late')
  })

  it('never gives a number to another thing, whatever is changed', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('type' as const),
        ids: fc.uniqueArray(fc.constantFrom('temperature', 'humidity', 'x', 'y')),
      }),
      fc.record({ kind: fc.constant('add' as const), id: fc.constantFrom('N-1', 'N-2', 'N-3') }),
      fc.record({ kind: fc.constant('retire' as const), id: fc.constantFrom('TH-1', 'TH-2', 'N-1') }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const registry = new Registry(testDistrict(), 1)
        const [first] = registry.typeOf('thermo')!.properties
        const names = new Map<number, string>()
        steps.forEach((one, at) => {
          const device = one.kind === 'type' ? undefined : registry.deviceAt(registry.indexOf(one.id) ?? -1)
          const { moved } = registry.apply({
            revision: at + 2,
            types:
              one.kind === 'type'
                ? [
                    {
                      ...registry.typeOf('thermo')!,
                      version: at + 2,
                      properties: one.ids.map((id) => ({ ...first!, id })),
                    },
                  ]
                : [],
            devices:
              one.kind === 'add'
                ? [{ device: { ...registry.deviceAt(1)!, id: DeviceId.parse(one.id) }, isRetired: false }]
                : one.kind === 'retire' && device
                  ? [{ device, isRetired: true }]
                  : [],
          })
          eachMove(moved, (from, to) => expect(registry.namedPoint(to)).toEqual(registry.namedPoint(from)))
          for (let point = 0; point < registry.pointCount; point++) {
            const named = registry.namedPoint(point)
            const name = named && `${named.deviceId} ${named.property}`
            expect(name).toBe(names.get(point) ?? name)
            names.set(point, name ?? '')
            const now = registry.currentPoint(point)
            if (now !== undefined) expect(registry.namedPoint(now)).toEqual(named)
            const facts = registry.pointAt(point)
            if (facts) expect(facts.device.properties.get(facts.property.id)?.point).toBe(point)
          }
        })
        expect(registry.table.ids).toHaveLength(registry.table.types.length)
        expect([...registry.table.retired]).toEqual([...registry.table.retired].sort((a, b) => a - b))
      }),
      { seed: 7, numRuns: 100 },
    )
  })
})
