import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Actor, GraphicId, IdempotencyKey, SeatId } from '../../domain/contract'
import { makeElement, makeGraphic } from '../../domain/graphics/testGraphic'
import { shippedGraphics } from '../../domain/graphics/shipped'
import { smallDistrict } from '../../tests/support/smallDistrict'
import { Registry } from '../iot/Registry'
import { createMemoryJournal } from '../iot/testMemoryJournal'
import { openTestJournal, type TestJournal } from '../journal/testJournal'
import { createGraphics } from './createGraphics'
import { createGraphicVersions } from './createGraphicVersions'

const [li, wu]: Actor[] = [
  { kind: 'account', id: 'li' },
  { kind: 'account', id: 'wu' },
]
const id = GraphicId.parse('plant')
const box = (name: string, x = 0) =>
  makeElement(name, { kind: 'shape', shape: 'rectangle', frame: { x, y: 0, width: 10, height: 10 } })
const registry = new Registry(smallDistrict, 1)
let keys = 0
const key = () => IdempotencyKey.parse(`k${keys++}`)

let opened: TestJournal
beforeEach(async () => void (opened = await openTestJournal()))
afterEach(() => opened.dispose())
const versions = () => createGraphicVersions(opened.journal)
const listed = async () => (await versions().list({ id })).versions
const desk = () => createGraphics({ registry, journal: opened.journal })
const save = (elements: object[], basedOn: number, by = li) =>
  desk().save({ key: key(), graphic: makeGraphic('plant', elements), basedOn }, by!)

it('lists who saved what when, newest first, with what each changed, and removals', async () => {
  await save([box('a'), box('b')], 0)
  opened.clock.nowMs += 60_000
  await save([box('a', 40), box('c')], 1, wu)
  await desk().remove({ key: key(), id, basedOn: 2 }, li!)
  await save([box('a', 40), box('c')], 0, wu)
  const all = await listed()
  expect(all.map(({ version, isRemoval, saved, elements }) => [version, isRemoval, saved.by.id, elements])).toEqual([
    [3, false, 'wu', 2],
    [2, true, 'li', 0],
    [2, false, 'wu', 2],
    [1, false, 'li', 2],
  ])
  expect(all[2]).toMatchObject({ seatId: 'seat-a', changes: { added: 1, removed: 1, moved: 1, changed: 0 } })
  expect(all[0]?.changes).toMatchObject({ added: 0, removed: 0, moved: 0, changed: 0 })
  expect((all[2]?.saved.atMs ?? 0) - (all[3]?.saved.atMs ?? 0)).toBeGreaterThanOrEqual(60_000)
})

it('reads one of them whole, so that it can be saved again as a version of its own', async () => {
  await save([box('a')], 0)
  await save([box('b')], 1)
  const [, first] = await listed()
  const { graphic } = await versions().read({ id, entryId: first?.entryId ?? '' })
  expect(graphic).toEqual(makeGraphic('plant', [box('a')]))
  await desk().save({ key: key(), graphic, basedOn: 2 }, wu!)
  expect(opened.journal.view.get('graphic', id)).toMatchObject({ version: 3, graphic: { elements: [{ id: 'a' }] } })
  expect((await listed()).map(({ version }) => version)).toEqual([3, 2, 1])
})

it('holds both drawings of seats that were apart, each under the seat that saved it', async () => {
  await save([box('here')], 0)
  const other = createMemoryJournal(() => opened.clock.nowMs + 60_000, SeatId.parse('seat-b'))
  await createGraphics({ registry, journal: other }).save(
    { key: key(), graphic: makeGraphic('plant', [box('there')]), basedOn: 0 },
    wu!,
  )
  await opened.journal.absorb(other.entries.map(({ position: _position, voidReason: _void, ...entry }) => entry))
  const all = await listed()
  expect(all.map(({ version, seatId }) => [version, seatId])).toEqual([
    [2, 'seat-b'],
    [1, 'seat-a'],
  ])
  const { graphic } = await versions().read({ id, entryId: all[1]?.entryId ?? '' })
  expect(graphic.elements).toMatchObject([{ id: 'here' }])
})

it('lists the last hundred, by their own numbers', async () => {
  for (let version = 0; version < 103; version++) await save([box('a', version)], version)
  const all = await listed()
  expect([all.length, all[0]?.version, all.at(-1)?.version, all.at(-1)?.changes.moved]).toEqual([100, 103, 4, 1])
})

it('knows nothing of what was never saved, and of a shipped one that it never was another', async () => {
  await expect(listed()).rejects.toMatchObject({ code: 'notFound' })
  await expect(versions().read({ id, entryId: 'e' })).rejects.toMatchObject({ code: 'notFound' })
  const [shipped] = shippedGraphics
  expect(await versions().list({ id: shipped!.id })).toEqual({ versions: [] })
})
