import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Actor, GraphicId, IdempotencyKey } from '../../domain/contract'
import { makeElement, makeGraphic } from '../../domain/graphics/testGraphic'
import { smallDistrict } from '../../tests/support/smallDistrict'
import { Registry } from '../iot/Registry'
import { openTestJournal, type TestJournal } from '../journal/testJournal'
import { createGraphics } from './createGraphics'
import { ensureDemoGraphics } from './ensureDemoGraphics'

const li: Actor = { kind: 'account', id: 'li' }
const setup: Actor = { kind: 'system', id: 'setup' }
const registry = new Registry(smallDistrict, 1)
const leadsTo = (graphicId: string) => [
  makeElement('b', { kind: 'shape', shape: 'rectangle', action: { kind: 'graphic', graphicId } }),
]
const gone = makeElement('v', {
  kind: 'value',
  source: { deviceId: 'NOBODY', propertyId: 'humidity' },
  showsName: true,
})
const file = (graphics: object[]) => ({ ...smallDistrict, graphics })
const drawings = [makeGraphic('overview', leadsTo('plant')), makeGraphic('plant', leadsTo('overview'))]

let opened: TestJournal
beforeEach(async () => void (opened = await openTestJournal()))
afterEach(() => opened.dispose())
const ensure = (read: () => Promise<unknown>) =>
  ensureDemoGraphics({ store: opened.store, journal: opened.journal, registry, read, actor: setup })
const ids = () => [...opened.journal.view.list('graphic')].filter(({ isRemoved }) => !isRemoved).map(({ id }) => id)
const desk = () => createGraphics({ registry, journal: opened.journal })
const key = (text: string) => IdempotencyKey.parse(text)
const plant = GraphicId.parse('plant')

it('adds the drawings that an older district has not, once, and reads the file no second time', async () => {
  expect(await ensure(async () => file(drawings))).toBe(2)
  expect(ids().toSorted()).toEqual(['overview', 'plant'])
  await opened.reopen()
  expect(await ensure(() => Promise.reject(new Error('it is not read again')))).toBe(0)
})

it('leaves what a person drew or removed under the same id as it is', async () => {
  await desk().save({ key: key('k1'), graphic: makeGraphic('plant', [], { systemKey: undefined }), basedOn: 0 }, li)
  await desk().save({ key: key('k2'), graphic: makeGraphic('overview'), basedOn: 0 }, li)
  await desk().remove({ key: key('k3'), id: GraphicId.parse('overview'), basedOn: 1 }, li)
  expect(await ensure(async () => file([...drawings, makeGraphic('third')]))).toBe(1)
  expect(ids().toSorted()).toEqual(['plant', 'third'])
  expect(opened.journal.view.get('graphic', plant)).toMatchObject({ version: 1, graphic: { elements: [] } })
})

it('what was added and then removed by a person does not come back', async () => {
  await ensure(async () => file(drawings))
  await desk().remove({ key: key('k1'), id: plant, basedOn: 1 }, li)
  await opened.reopen()
  expect(await ensure(async () => file(drawings))).toBe(0)
  expect(ids()).toEqual(['overview'])
})

it('leaves out what names something that this district has not, with what leads to it', async () => {
  const odd = [...drawings, makeGraphic('odd', [gone]), makeGraphic('way', leadsTo('odd'))]
  expect(await ensure(async () => file(odd))).toBe(2)
  expect(ids().toSorted()).toEqual(['overview', 'plant'])
})

it('takes nothing of another district, nor of a file that is not sound', async () => {
  const other = { ...file(drawings), geometry: { ...smallDistrict.geometry, id: 'other' } }
  expect(await ensure(async () => other)).toBe(0)
  await expect(ensure(async () => file([{ id: 'x' }]))).rejects.toMatchObject({ code: 'badRequest' })
  expect(ids()).toEqual([])
})
