import { describe, expect, it } from 'vitest'
import { Device, RuleDraft, SeatId } from '../../domain/contract'
import { Registry } from '../iot/Registry'
import { createMemoryJournal } from '../iot/testMemoryJournal'
import { createRuleBook, type RuleBookChange } from './createRuleBook'
import { ruleSeatDistrict, startMs } from './testRuleSeat'

const rule = (id: string, devices: object): RuleDraft =>
  RuleDraft.parse({
    id,
    name: { zh: '规则', en: 'Rule' },
    areas: { plotIds: [], buildingIds: [] },
    triggers: [{ kind: 'sample', devices, property: 'temperature' }],
    inputs: [],
    conditions: [{ kind: 'expression', source: 'value > 30' }],
    actions: [{ kind: 'message', posts: ['security'], text: { zh: '规则', en: 'Rule' } }],
    limit: { times: 100, withinMs: 60_000, of: 'device' },
  })
const room = ruleSeatDistrict.devices.find(({ id }) => id === 'TH-1')
const comer = Device.parse({ ...room, id: 'TH-9' })

function setUp() {
  const registry = new Registry(ruleSeatDistrict, 1)
  const journal = createMemoryJournal(() => startMs, SeatId.parse('seat-a'))
  const shipped = [rule('by-system', { systemKeys: ['environment.room'] }), rule('by-name', { deviceIds: ['TH-9'] })]
  const book = createRuleBook({ registry, journal, shipped })
  const told: RuleBookChange[] = []
  book.onChanged((change) => told.push(change))
  let revision = 1
  const apply = (update: Partial<Parameters<Registry['apply']>[0]>) =>
    registry.apply({ revision: ++revision, types: [], devices: [], ...update })
  const active = () => book.active().map(({ rule: { id } }) => id)
  const rooms = () => [...book.catalogue.devicesOf('environment.room')].map(({ id }) => id)
  return { registry, book, told, apply, active, rooms }
}

describe('the rules of a seat while its registry changes', () => {
  it('are at work as soon as the device that they name is there; the others stay the same objects', () => {
    const { book, told, apply, active, rooms } = setUp()
    const before = book.active()
    expect(active()).toEqual(['by-system'])
    apply({ devices: [{ device: comer, isRetired: false }] })
    expect(active()).toEqual(['by-system', 'by-name'])
    expect(book.active()[0]).toBe(before[0])
    expect(told).toEqual([{ rules: ['by-name'], devices: new Set(['TH-9']) }])
    expect(rooms()).toEqual(['TH-1', 'TH-2', 'TH-9'])
  })

  it('find a device that is retired by its id, and no more by its system, until it is restored', () => {
    const { book, apply, rooms } = setUp()
    apply({ devices: [{ device: comer, isRetired: false }] })
    apply({ devices: [{ device: comer, isRetired: true }] })
    expect([rooms(), book.catalogue.isRetired('TH-9')]).toEqual([['TH-1', 'TH-2'], true])
    expect(book.catalogue.findDevice('TH-9')?.id).toBe('TH-9')
    apply({ devices: [{ device: comer, isRetired: false }] })
    expect(rooms()).toEqual(['TH-1', 'TH-2', 'TH-9'])
  })

  it('stay the same objects with a version of a type that means the same to them, and follow one that does not', () => {
    const { registry, book, told, apply, active } = setUp()
    const thermo = registry.deviceTypes.find(({ systemKey }) => systemKey === 'environment.room')
    const [first] = thermo?.properties ?? []
    if (!thermo || !first) throw new Error('the district has no rooms')
    const [before] = book.active()
    apply({ types: [{ ...thermo, version: 2, properties: [...thermo.properties, { ...first, id: 'more' }] }] })
    expect(book.active()[0]).toBe(before)
    expect(told[0]?.rules).toEqual([])
    expect([...(told[0]?.devices ?? [])]).toEqual(['TH-1', 'TH-2'])
    // Without what the rule looks at it leads nowhere.
    apply({
      types: [{ ...thermo, version: 3, properties: thermo.properties.filter(({ id }) => id !== 'temperature') }],
    })
    expect(active()).toEqual([])
    expect(told[1]?.rules).toEqual(['by-system'])
    expect(book.rules.get('by-system')?.halted?.[0]).toMatchObject({
      path: 'triggers.0.property',
      code: 'unknownProperty',
      what: 'temperature',
    })
    // With it again it goes on.
    apply({ types: [{ ...thermo, version: 4 }] })
    expect(active()).toEqual(['by-system'])
    expect(book.rules.get('by-system')?.halted).toBeUndefined()
  })
})
