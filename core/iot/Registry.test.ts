import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DeviceId, DeviceTable, DistrictDocument, SearchHit } from '../../domain/contract'
import { testDistrict, testDistrictJson } from '../../domain/district/testDistrict'
import { journalMigrations } from '../journal/migrations'
import { openTestJournal, type TestJournal } from '../journal/testJournal'
import { Registry } from './Registry'
import { makeElement, makeGraphic } from '../../domain/graphics/testGraphic'
import {
  completeDistrict,
  importDistrict,
  isRegistryAsImported,
  loadRegistry,
  registryMigrations,
} from './registryStore'

const registry = new Registry(testDistrict(), 1)
const actor = { kind: 'system', id: 'import' } as const

describe('Registry', () => {
  it('numbers points device by device in the order of the type, as the contract says', () => {
    const table = { ...registry.table, run: 'run' }
    expect(DeviceTable.parse(table)).toEqual(table)
    expect([...registry.table.firstPoints]).toEqual([0, 1, 3, 5, 5, 5, 5, 5])
    expect(registry.pointCount).toBe(6)
    expect(registry.pointOf('TH-2', 'humidity')).toBe(4)
    expect(registry.pointAt(4)).toMatchObject({ device: { id: 'TH-2' }, property: { id: 'humidity' } })
    expect(registry.pointAt(6)).toBeUndefined()
    for (let point = 0; point < registry.pointCount; point++) {
      const { device, property } = registry.pointAt(point)!
      expect(device.properties.get(property.id)?.point).toBe(point)
    }
  })

  it('gives connectors a device by both names of its topic, the same object each time', () => {
    const slot = registry.site.findDevice('thermo', 'TH-1')
    expect(slot).toMatchObject({ index: 1, id: 'TH-1' })
    expect(registry.site.findDevice('thermo', 'TH-1')).toBe(slot)
    expect(registry.site.findDevice('door', 'TH-1')).toBeUndefined()
    expect(registry.site.findDevice('thermo', 'nobody')).toBeUndefined()
    expect([registry.site.hasType('door'), registry.site.hasType('x')]).toEqual([true, false])
  })

  // req: R-4.1.1.1-01
  it('knows gateways, places, and who carries a handset', () => {
    expect([...registry.parents]).toEqual([-1, 0, 0, -1, -1, -1, -1, -1])
    const place = registry.placeOf(DeviceId.parse('TH-1'))!
    expect(registry.describePlace(place).zh).toBe('澄湖中心 T1 · 18F')
    expect(registry.describePlace({ ...place, floor: -2, space: { zh: '水泵房', en: 'Pump room' } }).zh).toBe(
      '澄湖中心 T1 · B2 · 水泵房',
    )
    expect(registry.describePlace({ lngLat: [0, 0] }).zh).toBe('试验城区')
    expect(registry.personByHandset(DeviceId.parse('HS-1'))?.id).toBe('P-1')
  })

  const selected = (
    scope: 'sameFloor' | 'adjacentFloors' | 'sameBuilding' | 'near',
    floor: number,
    more: object = {},
  ) =>
    registry
      .devicesFor(
        { ...registry.placeOf(DeviceId.parse('DR-1'))!, floor },
        { systemKeys: ['security.door'], scope, max: 10, ...more },
      )
      .map(({ id }) => id)
  it('finds the devices that a plan step means, nearest first', () => {
    expect(selected('sameFloor', 1)).toEqual(['DR-1'])
    expect(selected('adjacentFloors', 1)).toEqual(['DR-1', 'DR-2'])
    expect(selected('adjacentFloors', -1)).toEqual(['DR-2', 'DR-1'])
    expect(selected('adjacentFloors', 5)).toEqual([])
    expect(selected('sameBuilding', 20)).toEqual(['DR-1', 'DR-2'])
    expect(selected('near', 1, { radiusM: 1_000 })).toEqual(['DR-1', 'DR-2', 'DR-3'])
    expect(selected('near', 1, { radiusM: 100 })).toEqual(['DR-1', 'DR-2'])
    expect(selected('near', 1, { radiusM: 1_000, max: 1 })).toEqual(['DR-1'])
  })

  it('finds nothing indoors for an incident outdoors', () => {
    const place = { lngLat: [113.94, 22.53] as [number, number] }
    expect(registry.devicesFor(place, { systemKeys: ['security.door'], scope: 'sameBuilding', max: 9 })).toEqual([])
  })

  it('leaves out devices that do not know the service', () => {
    const selector = { systemKeys: ['security.door', 'environment.room'], scope: 'sameBuilding', max: 9 } as const
    const place = registry.placeOf(DeviceId.parse('DR-1'))!
    const selection = { ...selector, systemKeys: [...selector.systemKeys] }
    expect(registry.devicesFor(place, selection, 'unlock').map(({ id }) => id)).toEqual(['DR-1', 'DR-2'])
    expect(registry.devicesFor(place, selection)).toHaveLength(4)
  })

  it.each([
    ['温感', ['TH-1', 'TH-2']],
    ['th-', ['TH-1', 'TH-2']],
    ['thermo 2', ['TH-2']],
    ['湖中', ['T1']],
    ['t1', ['T1']],
    ['王', ['P-1']],
    ['13800', ['P-1']],
    // By pinyin: initials, and in full.
    ['wg', ['GW-1', 'TH-1', 'TH-2']],
    ['wengan', ['TH-1', 'TH-2']],
    ['chenghu', ['T1']],
    ['nothing', []],
    ['  ', []],
  ])('finds by %s', (text, ids) => {
    const hits = registry.search(text, 10)
    expect(hits.map(({ id }) => id)).toEqual(ids)
    for (const hit of hits) SearchHit.parse(hit)
  })

  it('gives no more hits than asked, ids that begin with the text first', () => {
    const json = testDistrictJson()
    json.devices[0]!.name.zh = 'DR-1 的网关'
    expect(new Registry(DistrictDocument.parse(json), 1).search('DR-1', 1)[0]?.id).toBe('DR-1')
  })
})

describe('the registry in the duty database', () => {
  let opened: TestJournal
  beforeEach(async () => {
    opened = await openTestJournal([...journalMigrations, ...registryMigrations])
  })
  afterEach(() => opened.dispose())
  const importJson = (document: unknown) =>
    importDistrict({ store: opened.store, journal: opened.journal, document, actor })
  const entries = () => opened.journal.read({ afterPosition: 0, limit: 100 })

  it('is not there before the first import', async () => {
    expect(await loadRegistry(opened.store)).toBeUndefined()
  })

  it('is the same after a restart, and its import stands in the journal', async () => {
    const imported = await importJson(testDistrictJson())
    await opened.reopen()
    const loaded = (await loadRegistry(opened.store))!
    expect(loaded.table).toEqual(imported.table)
    expect(loaded.plans).toEqual(imported.plans)
    expect(await entries()).toEqual([
      expect.objectContaining({
        kind: 'configuration.districtImported',
        payload: { name: '试验城区', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), devices: 8, people: 1, plans: 1 },
      }),
    ])
  })

  it('takes the same district again without a trace, and no other one', async () => {
    await importJson(testDistrictJson())
    await importJson(testDistrictJson())
    const other = testDistrictJson()
    other.devices.pop()
    other.people = []
    await expect(importJson(other)).rejects.toMatchObject({ code: 'alreadyExists' })
    expect(await entries()).toHaveLength(1)
    expect((await loadRegistry(opened.store))?.deviceCount).toBe(8)
  })

  it('saves the graphics that the district brings, once', async () => {
    const symbol = makeElement('e', { kind: 'symbol', symbolId: 'pump', deviceId: testDistrictJson().devices[0]?.id })
    const district = { ...testDistrictJson(), graphics: [makeGraphic('plant', [symbol])] }
    await importJson(district)
    await importJson(district)
    expect(opened.journal.view.get('graphic', 'plant')).toMatchObject({
      version: 1,
      graphic: { elements: [{ id: 'e' }] },
    })
    const lost = { ...symbol, symbolId: 'nothing' }
    await expect(importJson({ ...district, graphics: [makeGraphic('plant', [lost])] })).rejects.toMatchObject({
      details: { problems: [expect.objectContaining({ code: 'badGraphic', detail: 'plant: noSymbol nothing' })] },
    })
  })

  const parties = {
    organisations: [{ id: 'property', name: { zh: '物业', en: 'Property' }, memberNames: ['nobody'] }],
    groups: [{ id: 'fire', name: { zh: '消防', en: 'Fire' } }],
    grants: [{ id: 'g', to: { kind: 'organisation', id: 'property' }, over: { groupIds: ['fire'] }, may: ['command'] }],
  }
  const withParties = () => {
    const json = testDistrictJson()
    const devices = json.devices.map((device) => ({ ...device, organisationId: 'property', groupIds: ['fire'] }))
    return { ...json, ...parties, devices }
  }
  const complete = async (read: () => Promise<unknown>) =>
    completeDistrict({
      store: opened.store,
      journal: opened.journal,
      registry: (await loadRegistry(opened.store))!,
      read,
      actor,
    })

  it('gives a district of before its organisations and groups once, and leaves what people made of them', async () => {
    await importJson(testDistrictJson())
    const completed = await complete(async () => withParties())
    expect(completed?.deviceAt(0)).toMatchObject({ organisationId: 'property', groupIds: ['fire'] })
    expect(completed?.table.ids).toEqual((await loadRegistry(opened.store))?.table.ids)
    expect(await isRegistryAsImported(opened.store.knex)).toBe(true)
    const renamed = { kind: 'organisation.saved', subjectId: 'property', actor } as const
    await opened.journal.write(() => [{ ...renamed, payload: { name: { zh: '新名', en: 'New' } } }])
    await opened.reopen()
    expect(await complete(() => Promise.reject(new Error('it is not read again')))).toBeUndefined()
    const { view } = opened.journal
    expect(view.get('organisation', 'property')).toMatchObject({ name: { zh: '新名' } })
    expect(view.get('deviceGroup', 'fire')).toMatchObject({ name: { zh: '消防' } })
    expect(view.get('grant', 'g')).toMatchObject({ may: ['command'] })
  })

  it('gives a district nothing of another one, and nothing of one that is not sound', async () => {
    await importJson(testDistrictJson())
    const json = withParties()
    expect(await complete(async () => ({ ...json, geometry: { ...json.geometry, id: 'other' } }))).toBeUndefined()
    await expect(complete(async () => ({ ...json, groups: [] }))).rejects.toMatchObject({ code: 'badRequest' })
    expect(await entries()).toHaveLength(1)
  })

  it('takes nothing of a district that is not sound, and says what is wrong', async () => {
    const json = testDistrictJson()
    json.devices[1]!.typeId = 'nothing'
    await expect(importJson(json)).rejects.toMatchObject({
      code: 'badRequest',
      details: { problems: [expect.objectContaining({ path: 'devices[1].typeId', code: 'unknownType' })] },
    })
    await expect(importJson({ version: 2 })).rejects.toMatchObject({ code: 'badRequest' })
    await expect(importJson('<html>')).rejects.toMatchObject({ code: 'badRequest' })
    expect(await loadRegistry(opened.store)).toBeUndefined()
    expect(await entries()).toEqual([])
  })

  it('names a damaged registry instead of starting with half of it', async () => {
    await importJson(testDistrictJson())
    await opened.store.transaction((tx) => tx('registry_part').where({ part: 'plans' }).update({ json: '[{' }))
    await expect(loadRegistry(opened.store)).rejects.toMatchObject({ code: 'storageDegraded' })
    await opened.store.transaction((tx) => tx('registry_part').where({ part: 'plans' }).delete())
    await expect(loadRegistry(opened.store)).rejects.toMatchObject({ code: 'storageDegraded' })
  })
})
