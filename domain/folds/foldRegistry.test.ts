import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeviceType } from '../contract'
import { testDistrict } from '../district/testDistrict'
import { foldSubject } from './fold'
import { entriesOf, li, type Told, wu } from './testEntries'

const district = testDistrict()
const device = district.devices.find(({ id }) => id === 'TH-1')!
const type = district.deviceTypes.find(({ id }) => id === 'thermo')!
const deviceId = device.id
const fold = (...told: Told[]) => foldSubject('device', entriesOf(deviceId, told))
const changed = (patch: object, atMs: number, more: object = {}): Told => [
  'device.changed',
  { deviceId, patch },
  { atMs, ...more },
]

describe('changes of a device', () => {
  it('hold field by field, the later one of each, also from seats that were apart', () => {
    const { subject, voids } = fold(
      changed({ firmware: '1', tags: ['a'] }, 1_000, { origin: 'a', by: li }),
      changed({ firmware: '2' }, 3_000, { origin: 'b', by: wu }),
      changed({ firmware: '3', organisationId: 'o' }, 2_000, { origin: 'a', by: li }),
    )
    expect(subject?.state).toMatchObject({
      patch: { firmware: '2', tags: ['a'], organisationId: 'o' },
      changed: { by: wu, atMs: 3_000 },
    })
    expect([...voids]).toEqual([])
  })

  it('come to the same in whatever order they arrive', () => {
    const told: Told[] = [
      ['device.added', { device }, { atMs: 1_000 }],
      changed({ firmware: '1' }, 2_000, { origin: 'b' }),
      ['device.retired', { deviceId, reason: '拆' }, { atMs: 3_000, origin: 'b' }],
      changed({ firmware: '2', tags: [] }, 3_500),
      ['device.restored', { deviceId }, { atMs: 4_000 }],
    ]
    const entries = entriesOf(deviceId, told)
    const { subject: expected } = foldSubject('device', entries)
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
        expect(foldSubject('device', [...shuffled, ...shuffled.slice(0, 2)]).subject).toEqual(expected)
      }),
      { seed: 1, numRuns: 100 },
    )
    expect(expected?.state).toMatchObject({ added: device, patch: { firmware: '2', tags: [] } })
    expect(expected?.state.retired).toBeUndefined()
  })

  it('retired here and renamed there is retired under its new name', () => {
    const { subject } = fold(
      ['device.retired', { deviceId, reason: '拆' }, { atMs: 1_000, origin: 'a' }],
      changed({ name: { zh: '新名', en: 'New' } }, 2_000, { origin: 'b' }),
    )
    expect(subject?.state).toMatchObject({ retired: { reason: '拆' }, patch: { name: { zh: '新名' } } })
  })

  it('said twice are void the second time', () => {
    const { voids } = fold(
      ['device.retired', { deviceId, reason: 'a' }],
      ['device.retired', { deviceId, reason: 'b' }],
      ['device.restored', { deviceId }],
      ['device.restored', { deviceId }],
    )
    expect([...voids.values()]).toEqual(['alreadySo', 'alreadySo'])
  })
})

describe('versions of a type', () => {
  const version = (number: number, atMs: number, note: string): Told => [
    'deviceType.saved',
    { type: DeviceType.parse({ ...type, version: number, maker: note }), note },
    { atMs, origin: note },
  ]
  it('hold by their number, and of two with one number the later', () => {
    const { subject, voids } = foldSubject(
      'deviceType',
      entriesOf(type.id, [version(3, 2_000, 'x'), version(3, 3_000, 'y'), version(2, 4_000, 'z')]),
    )
    expect(subject?.state.type).toMatchObject({ version: 3, maker: 'y' })
    expect(subject?.state.versions.map(({ version: number, note }) => `${number} ${note}`)).toEqual(['3 x', '3 y'])
    expect([...voids.values()]).toEqual(['olderVersion'])
  })
})

describe('lists of the registry', () => {
  it('are written whole, and are there again when they are written after they were removed', () => {
    const name = { zh: '海康威视', en: 'Hikvision' }
    const entries = entriesOf('m', [
      ['maker.saved', { name, phone: '1' }],
      ['maker.removed', {}],
      ['maker.saved', { name }],
    ])
    expect(foldSubject('maker', entries.slice(0, 2)).subject?.state.removed).toBeDefined()
    expect(foldSubject('maker', entries).subject?.state).toEqual({ id: 'm', name, saved: { by: li, atMs: 3_000 } })
  })

  it('a key is kept over a change of where a system is reached, and goes when the system is removed', () => {
    const fields = { name: { zh: '停车', en: 'Parking' }, host: 'a', port: 1 }
    const told: Told[] = [
      ['thirdPartySystem.saved', fields],
      ['thirdPartySystem.keySet', {}],
      ['thirdPartySystem.saved', { ...fields, port: 2 }],
    ]
    const keySet = (more: Told[]) =>
      foldSubject('thirdPartySystem', entriesOf('s', [...told, ...more])).subject?.state.keySet
    expect(keySet([])).toEqual({ by: li, atMs: 2_000 })
    expect(
      keySet([
        ['thirdPartySystem.removed', {}],
        ['thirdPartySystem.saved', fields],
      ]),
    ).toBeUndefined()
  })

  it('what a system of others did at several seats adds up, and its key goes with it when it is removed', () => {
    const fields = { name: { zh: '停车', en: 'Parking' }, host: 'a', port: 1 }
    const told: Told[] = [
      ['thirdPartySystem.saved', fields],
      ['thirdPartySystem.keySet', { sealedKey: 'one' }],
      ['thirdPartySystem.used', { requests: 5, refused: 1, lastAtMs: 900, lastAddress: '10.0.0.8' }],
      ['thirdPartySystem.used', { requests: 2, refused: 0, lastAtMs: 700, lastAddress: '10.0.0.9' }],
      ['thirdPartySystem.saved', { ...fields, port: 2 }],
    ]
    const stateOf = (entries: Told[]) => foldSubject('thirdPartySystem', entriesOf('s', entries)).subject?.state
    expect(stateOf(told)).toMatchObject({
      sealedKey: 'one',
      use: { requests: 7, refused: 1, lastAtMs: 900, lastAddress: '10.0.0.8' },
    })
    expect(stateOf([...told, ['thirdPartySystem.keySet', {}]])).not.toHaveProperty('sealedKey')
    expect(stateOf([...told, ['thirdPartySystem.removed', {}]])).not.toHaveProperty('sealedKey')
  })
})

it('an import is done when all its rows are written', () => {
  const told: Told[] = [
    ['registryImport.started', { fileName: 'a.csv', rows: 300 }],
    ['registryImport.progressed', { written: 200 }],
    ['registryImport.progressed', { written: 300 }],
    ['registryImport.progressed', { written: 100 }],
  ]
  const { subject, voids } = foldSubject('registryImport', entriesOf('i', told))
  expect(subject?.state).toMatchObject({ written: 300, state: 'done' })
  expect([...voids.values()]).toEqual(['isOver'])
})
