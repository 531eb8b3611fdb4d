import { expect, test } from 'vitest'
import { Device } from '../../domain/contract'
import { draftOf, emptyDraft, patchBetween, readDraft, readTags } from './deviceDraft'

const dayOf = (atMs: number) => new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 10)
const device = Device.parse({
  id: 'smoke-1806',
  typeId: 'smoke',
  name: { zh: '感烟 1806', en: 'Smoke 1806' },
  place: { lngLat: [113.94, 22.53], plotId: 'p1', buildingId: 't2', floor: 18, space: { zh: '走廊', en: 'Corridor' } },
  activatedAtMs: Date.UTC(2024, 4, 1, 3),
  tags: ['一期'],
  attributes: [{ name: '合同', value: 'HT-7' }],
})
const read = (changes: Partial<typeof emptyDraft> = {}) =>
  readDraft({ ...draftOf(device, dayOf), ...changes }, device, dayOf)
const patchOf = (changes: Partial<typeof emptyDraft>) => {
  const reading = read(changes)
  return reading.ok ? patchBetween(device, reading.device) : reading.problems
}

test('a form that nobody touched changes nothing', () => {
  expect(patchOf({})).toEqual({})
})

test('only what was changed is asked for, and what was emptied is taken back', () => {
  expect(patchOf({ firmware: ' 2.1 ' })).toEqual({ firmware: '2.1' })
  expect(patchOf({ tags: '', attributes: [] })).toEqual({ tags: null, attributes: null })
  expect(patchOf({ tags: '一期、备用' })).toEqual({ tags: ['一期', '备用'] })
})

test('the plot and the English name of the space stay, which the form does not show', () => {
  expect(patchOf({ floor: '19' })).toEqual({ place: { ...device.place, floor: 19 } })
})

test('another day of activation is that day in the district', () => {
  const patch = patchOf({ activatedOn: '2025-06-30' })
  expect('activatedAtMs' in patch && dayOf(Number(patch.activatedAtMs))).toBe('2025-06-30')
})

test.each([
  [{ nameZh: ' ' }, { nameZh: 'missing' }],
  [{ lng: 'east' }, { lng: 'malformed' }],
  [{ lat: '91' }, { lat: 'malformed' }],
  [{ floor: '0' }, { floor: 'malformed' }],
  [{ attributes: [{ name: '', value: 'x' }] }, { attributes: 'malformed' }],
])('%j is refused at its field', (changes, problems) => {
  expect(patchOf(changes)).toMatchObject(problems)
})

test('an empty form names all that is missing', () => {
  const reading = readDraft(emptyDraft, undefined, dayOf)
  expect(reading.ok ? [] : Object.keys(reading.problems)).toEqual(
    expect.arrayContaining(['id', 'typeId', 'nameZh', 'lng', 'lat']),
  )
})

test('tags are parted by Chinese and Latin commas and spaces, each once', () => {
  expect(readTags('一期，备用, 一期 A3；B')).toEqual(['一期', '备用', 'A3', 'B'])
})
