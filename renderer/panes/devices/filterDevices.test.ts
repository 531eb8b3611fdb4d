import { expect, test } from 'vitest'
import { createDeviceBook } from './deviceBook'
import { createDeviceText } from './deviceText'
import { filterDevices, noFilter, toggleValue, type DeviceFilter } from './filterDevices'
import { ranksOf, sortRows } from './sortDevices'
import { makeRegistry, noLabels } from '../../testing/builders'

const registry = makeRegistry()
const book = createDeviceBook(registry)
const text = createDeviceText(registry, (row) => (row === 3 ? '备用' : undefined))
const calm = {
  state: { ids: ['online', 'offline'], of: Uint8Array.from([0, 0, 1, 0]) },
  alarm: { ids: ['standing'], of: Int32Array.from([0, -1, -1, -1]) },
}
const found = (filter: DeviceFilter, words = '') => filterDevices(book, filter, text.match(words), calm)
const idsOf = (rows: Int32Array) => [...rows].map((row) => registry.devices.ids[row])
const chosen = (...steps: Parameters<typeof toggleValue> extends [unknown, ...infer Rest] ? Rest[] : never) =>
  steps.reduce((filter, step) => toggleValue(filter, ...step), noFilter)

test('without a choice every device is listed, in the order of the registry', () => {
  expect(idsOf(found(noFilter).rows)).toEqual(['smoke-1806', 'smoke-1901', 'tm-4', 'tm-9'])
})

test('values of one facet widen, facets narrow each other', () => {
  expect(idsOf(found(chosen(['family', 'fire'], ['family', 'building_equipment'])).rows)).toHaveLength(4)
  expect(idsOf(found(chosen(['family', 'building_equipment'], ['state', 'offline'])).rows)).toEqual(['tm-4'])
  expect(idsOf(found(chosen(['alarm', 'standing'])).rows)).toEqual(['smoke-1806'])
})

test('a value says how many devices it would leave, whatever else of its facet is chosen', () => {
  const { counts } = found(chosen(['state', 'offline']))
  expect(counts.state).toEqual(
    new Map([
      ['online', 3],
      ['offline', 1],
    ]),
  )
  expect(counts.family).toEqual(new Map([['building_equipment', 1]]))
  expect(counts.alarm.get('standing')).toBeUndefined()
})

test('a type lets go when its family is chosen anew: what is not offered hides nothing', () => {
  const narrowed = chosen(['family', 'fire'], ['type', 'smoke'], ['family', 'fire'])
  expect(found(narrowed).rows).toHaveLength(4)
})

test('an outdoor device belongs to the plot around it', () => {
  expect(found(chosen(['plot', 'p1'])).rows).toContain(3)
})

test.each([
  ['1806', ['smoke-1806']],
  ['感烟 1901', ['smoke-1901']],
  ['ganyan', ['smoke-1806', 'smoke-1901']],
  ['byq', ['tm-4', 'tm-9']],
  ['Smoke', ['smoke-1806', 'smoke-1901']],
  ['天街', ['tm-4']],
  ['zztj byq', ['tm-4']],
  ['备用', ['tm-9']],
  ['1806 变压器', []],
])('“%s” is found in id, names, type, place and tags, by characters or pinyin', (words, ids) => {
  expect(idsOf(found(noFilter, words).rows)).toEqual(ids)
})

test('sorting keeps the order of the registry among alike, either way round', () => {
  const rows = Int32Array.from([0, 1, 2, 3])
  const rank = [1, 0, 1, 0]
  expect([...sortRows(rows, (row) => rank[row]!, false)]).toEqual([1, 3, 0, 2])
  expect([...sortRows(rows, (row) => rank[row]!, true)]).toEqual([0, 2, 1, 3])
  expect([...ranksOf(['b', 'a', 'b'])]).toEqual([1, 0, 1])
})

const severally = (values: string[], rows: number[][]) => ({
  values,
  starts: Uint32Array.from([0, ...rows.map((_, at) => rows.slice(0, at + 1).flat().length)]),
  of: Uint32Array.from(rows.flat()),
})
const labelled = createDeviceBook(registry, {
  ...noLabels(4),
  tags: severally(['一期', '备用'], [[0], [0, 1], [], [1]]),
  groups: severally(['night'], [[], [0], [0], []]),
  // One row less than the registry has: they are a change behind.
  organisations: severally(['property'], [[0], [], [0]]),
})
const foundOf = (filter: DeviceFilter) => filterDevices(labelled, filter, undefined, calm)

test('tags of a device are several: any that is chosen lets it pass, and its figure counts it once a tag', () => {
  expect(idsOf(foundOf(chosen(['tag', '备用'])).rows)).toEqual(['smoke-1901', 'tm-9'])
  expect(idsOf(foundOf(chosen(['tag', '备用'], ['tag', '一期'])).rows)).toEqual(['smoke-1806', 'smoke-1901', 'tm-9'])
  expect(foundOf(noFilter).counts.tag).toEqual(
    new Map([
      ['一期', 2],
      ['备用', 2],
    ]),
  )
})

test('group, organisation and tag narrow with all the others', () => {
  expect(idsOf(foundOf(chosen(['tag', '备用'], ['group', 'night'])).rows)).toEqual(['smoke-1901'])
  expect(foundOf(chosen(['group', 'night'])).counts.tag).toEqual(
    new Map([
      ['一期', 1],
      ['备用', 1],
    ]),
  )
  expect(idsOf(foundOf(chosen(['organisation', 'property'], ['state', 'offline'])).rows)).toEqual(['tm-4'])
})

test('a device that the labels do not know yet has none', () => {
  expect(idsOf(foundOf(chosen(['organisation', 'property'])).rows)).toEqual(['smoke-1806', 'tm-4'])
})
