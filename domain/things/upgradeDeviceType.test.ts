import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeviceType } from '../contract'
import { systemPacks } from '../packs'
import { type TypeUpgrade, upgradeDeviceType } from './upgradeDeviceType'

const lift = systemPacks.find(({ id }) => id === 'LIFT')!
const next = (change: Partial<DeviceType>): DeviceType => ({ ...lift, version: lift.version + 1, ...change })
const upgrade = (old: DeviceType, type: DeviceType): Extract<TypeUpgrade, { ok: true }> => {
  const result = upgradeDeviceType(old, type)
  if (!result.ok) throw new Error(result.why)
  return result
}
const withProperty = (id: string, change: Partial<DeviceType['properties'][number]>) =>
  next({ properties: lift.properties.map((each) => (each.id === id ? { ...each, ...change } : each)) })
const effectsOf = (type: DeviceType) => upgrade(lift, type).effects

describe('an upgrade of a device type', () => {
  it('is refused to another type and to a version that is no newer', () => {
    expect(upgradeDeviceType(lift, { ...systemPacks[0]!, version: lift.version + 1 })).toEqual({
      ok: false,
      why: 'otherType',
    })
    expect(upgradeDeviceType(lift, lift)).toEqual({ ok: false, why: 'notNewer' })
  })

  it('that only adds lets every device go on', () => {
    const { changes, effects, goesOn } = upgrade(
      lift,
      next({ properties: [...lift.properties, { ...lift.properties[0]!, id: 'speed' }] }),
    )
    expect(changes.properties).toEqual({ added: ['speed'], removed: [], changed: [] })
    expect({ effects, goesOn }).toEqual({ effects: [], goesOn: true })
  })

  it('says which values would be refused or mean another thing', () => {
    expect(effectsOf(next({ properties: lift.properties.filter(({ id }) => id !== 'running_time') }))).toEqual([
      { kind: 'valuesRefused', id: 'running_time' },
    ])
    expect(effectsOf(withProperty('running_time', { max: 10 }))).toEqual([
      { kind: 'rangeNarrowed', id: 'running_time' },
    ])
    expect(effectsOf(withProperty('running_time', { unit: 'min' }))).toEqual([
      { kind: 'meansOther', id: 'running_time', what: 'unit' },
    ])
    const state = lift.properties.find(({ id }) => id === 'state')!
    expect(
      effectsOf(
        withProperty('state', { values: state.values!.toReversed().map(({ name }, value) => ({ value, name })) }),
      ),
    ).toEqual([{ kind: 'meansOther', id: 'state', what: 'states' }])
    expect(effectsOf(withProperty('state', { values: state.values!.slice(1) }))).toEqual([
      { kind: 'rangeNarrowed', id: 'state' },
    ])
    expect(effectsOf(withProperty('state', { type: 'number' }))).toEqual([
      { kind: 'meansOther', id: 'state', what: 'type' },
    ])
  })

  it('says what commands and plans will notice', () => {
    const [query, recall, ...rest] = lift.services
    expect(effectsOf(next({ services: rest }))).toEqual(
      [query, recall].map((service) => ({ kind: 'serviceGone', id: service!.id })),
    )
    const input = [{ id: 'floor', name: { zh: '楼层', en: 'Floor' }, type: 'number' as const }]
    expect(effectsOf(next({ services: [{ ...query!, input, commandClass: 2 }, recall!, ...rest] }))).toEqual([
      { kind: 'askedOtherwise', id: query!.id },
      { kind: 'classRaised', id: query!.id },
    ])
  })

  it('that takes an alarm away says so, and devices go on', () => {
    const [first, ...alarms] = lift.alarms
    expect(upgrade(lift, next({ alarms }))).toMatchObject({
      goesOn: true,
      effects: [{ kind: 'alarmGone', id: first!.id }],
    })
  })

  it('tells a new description from a new model', () => {
    expect(upgrade(lift, next({ maker: '某厂', documents: [] }))).toMatchObject({
      isDescribedAnew: true,
      effects: [],
      goesOn: true,
    })
    expect(upgrade(lift, next({})).isDescribedAnew).toBe(false)
  })
})

const type = fc.constantFrom(...systemPacks)
/** Some members of a type, some of them with another name, as a version of it. */
const version = (of: DeviceType, number: number) =>
  fc
    .tuple(
      fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }),
      fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }),
    )
    .map(([stays, isRenamed]): DeviceType => {
      const some = <Member extends { name: { zh: string; en: string } }>(members: readonly Member[]) =>
        members
          .map((member, at) => (isRenamed[at] ? { ...member, name: { zh: '新名', en: 'New' } } : member))
          .filter((_, at) => stays[at])
      return {
        ...of,
        version: number,
        properties: some(of.properties),
        events: some(of.events),
        services: some(of.services),
        alarms: some(of.alarms),
      }
    })
const versions = type.chain((of) => fc.tuple(version(of, 1), version(of, 2)))
const parts = ['properties', 'events', 'services', 'alarms'] as const

describe('every upgrade', () => {
  it('takes away and adds just what leads from the members of the one to those of the other', () => {
    fc.assert(
      fc.property(versions, ([old, now]) => {
        const { changes } = upgrade(old, now)
        for (const part of parts) {
          const { added, removed, changed } = changes[part]
          const ids = (of: DeviceType) => of[part].map(({ id }) => id)
          expect([...ids(old).filter((id) => !removed.includes(id)), ...added].toSorted()).toEqual(ids(now).toSorted())
          const same = ids(old).filter((id) => !removed.includes(id) && !changed.includes(id))
          for (const id of same)
            expect(now[part].find((each) => each.id === id)).toEqual(old[part].find((each) => each.id === id))
        }
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  it('backwards adds what it took away, and takes away what it added', () => {
    fc.assert(
      fc.property(versions, ([old, now]) => {
        const there = upgrade(old, now).changes
        const back = upgrade({ ...now, version: 1 }, { ...old, version: 2 }).changes
        for (const part of parts) {
          expect(back[part].added).toEqual(there[part].removed)
          expect(back[part].removed).toEqual(there[part].added)
          expect(back[part].changed.toSorted()).toEqual(there[part].changed.toSorted())
        }
      }),
      { numRuns: 60, seed: 2 },
    )
  })

  it('goes on exactly when all that devices say and are asked for is still there', () => {
    fc.assert(
      fc.property(versions, ([old, now]) => {
        const { changes, goesOn } = upgrade(old, now)
        const isWhole = (['properties', 'events', 'services'] as const).every(
          (part) => changes[part].removed.length === 0,
        )
        expect(goesOn).toBe(isWhole)
      }),
      { numRuns: 60, seed: 3 },
    )
  })
})
