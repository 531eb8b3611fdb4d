import { describe, expect, it } from 'vitest'
import { type Actor, contract, Graphic, IdempotencyKey, type Refused, SeatId, SymbolId } from '../../domain/contract'
import { GraphicId } from '../../domain/contract/graphic'
import { makeElement, makeGraphic, makeSymbol } from '../../domain/graphics/testGraphic'
import { smallDistrict } from '../../tests/support/smallDistrict'
import { Registry } from '../iot/Registry'
import { createMemoryJournal } from '../iot/testMemoryJournal'
import { createGraphics } from './createGraphics'

const li: Actor = { kind: 'account', id: 'li' }
const wu: Actor = { kind: 'account', id: 'wu' }
let keys = 0
const key = () => IdempotencyKey.parse(`k${keys++}`)
const smoke = { deviceId: 'YG-T2-1806', propertyId: 'smoke_density' }
const value = (id: string, source: object = smoke) => makeElement(id, { kind: 'value', source, showsName: true })
const ofSymbol = (id: string, symbolId: string) => makeElement(id, { kind: 'symbol', symbolId })

function createSeat(seat = 'seat-a', now = () => 1_000_000) {
  const registry = new Registry(smallDistrict, 1)
  const journal = createMemoryJournal(now, SeatId.parse(seat))
  const graphics = createGraphics({ registry, journal })
  const save = (graphic: Graphic, basedOn: number, actor = li) => graphics.save({ key: key(), graphic, basedOn }, actor)
  return { registry, journal, graphics, save, saved: (id: string) => journal.view.get('graphic', id) }
}
const refusal = (work: Promise<unknown>): Promise<Refused> =>
  work.then(
    () => Promise.reject(new Error('was not refused')),
    (error: Refused) => error,
  )

describe('the graphics of a seat', () => {
  it('are saved by one of two people at once: the second is told that the world moved, and by how much', async () => {
    const { save, saved } = createSeat()
    const [first, second] = await Promise.allSettled([
      save(makeGraphic('plant', [value('v')]), 0, li),
      save(makeGraphic('plant', []), 0, wu),
    ])
    expect([first.status, second]).toEqual([
      'fulfilled',
      { status: 'rejected', reason: expect.objectContaining({ code: 'worldMoved', details: { version: 1 } }) },
    ])
    expect(saved('plant')).toMatchObject({ version: 1, saved: { by: li }, graphic: { elements: [{ id: 'v' }] } })
    await save(makeGraphic('plant', []), 1, wu)
    expect(saved('plant')).toMatchObject({ version: 2, saved: { by: wu }, graphic: { elements: [] } })
  })

  it('are refused when they name what is not there, with every problem, and nothing is saved', async () => {
    const { save, saved } = createSeat()
    const input = { kind: 'service', deviceId: 'YG-T2-1806', serviceId: 'mute', input: { level: 3 } }
    const refused = await refusal(
      save(
        makeGraphic(
          'plant',
          [
            value('a', { ...smoke, deviceId: 'NOBODY' }),
            value('b', { ...smoke, propertyId: 'humidity' }),
            ofSymbol('c', 'noSuchSymbol'),
            { ...value('d'), action: { kind: 'graphic', graphicId: 'nowhere' } },
            { ...value('e'), action: { ...input, serviceId: 'explode' } },
            { ...value('f'), action: input },
            value('g', { ...smoke, deviceId: '$device' }),
            makeElement('h', { kind: 'gauge', source: smoke, low: 5, high: 5 }),
          ],
          { systemKey: 'no.such' },
        ),
        0,
      ),
    )
    expect(refused.code).toBe('badRequest')
    expect(refused.details?.['problems']).toEqual([
      { elementId: '', path: 'systemKey', code: 'noSystem', name: 'no.such' },
      { elementId: 'a', path: 'source', code: 'noDevice', name: 'NOBODY' },
      { elementId: 'b', path: 'source', code: 'noProperty', name: 'humidity' },
      { elementId: 'c', path: 'symbolId', code: 'noSymbol', name: 'noSuchSymbol' },
      { elementId: 'd', path: 'action.graphicId', code: 'noGraphic', name: 'nowhere' },
      { elementId: 'e', path: 'action.serviceId', code: 'noService', name: 'explode' },
      { elementId: 'f', path: 'action.input.level', code: 'noParameter', name: 'level' },
      { elementId: 'g', path: 'source', code: 'needsType', name: '$device' },
      { elementId: 'h', path: 'high', code: 'emptyRange', name: '' },
    ])
    expect(saved('plant')).toBeUndefined()
  })

  it('know a device no more that was retired, and find `$device` in the type that they serve', async () => {
    const { registry, save } = createSeat()
    const device = registry.deviceAt(registry.indexOf('YG-T2-1806') ?? -1)
    if (!device) throw new Error('the district has no smoke detector')
    await save(makeGraphic('of-type', [value('v', { ...smoke, deviceId: '$device' })], { forTypeId: 'SMOKE' }), 0)
    registry.apply({ revision: 2, types: [], devices: [{ device, isRetired: true }] })
    const refused = await refusal(save(makeGraphic('of-one', [value('v')]), 0))
    expect(refused.details?.['problems']).toMatchObject([{ elementId: 'v', code: 'noDevice' }])
  })

  it('are removed only by who saw the last version; saved again they go on counting', async () => {
    const { graphics, save, saved } = createSeat()
    const id = GraphicId.parse('plant')
    await save(makeGraphic('plant'), 0)
    await save(makeGraphic('plant'), 1)
    expect(await refusal(graphics.remove({ key: key(), id, basedOn: 1 }, wu))).toMatchObject({ code: 'worldMoved' })
    await graphics.remove({ key: key(), id, basedOn: 2 }, wu)
    expect(await refusal(graphics.remove({ key: key(), id, basedOn: 2 }, wu))).toMatchObject({ code: 'notFound' })
    expect(await refusal(save(makeGraphic('plant'), 2))).toMatchObject({ code: 'worldMoved' })
    await save(makeGraphic('plant'), 0)
    expect(saved('plant')).toMatchObject({ version: 3, isRemoved: false })
  })

  it('are refused when they are too large for one frame between seats', async () => {
    const { save } = createSeat()
    const words = { zh: '水'.repeat(400), en: 'w'.repeat(800) }
    const texts = Array.from({ length: 400 }, (_each, i) => makeElement(`t${i}`, { kind: 'text', words }))
    expect(await refusal(save(makeGraphic('long', texts), 0))).toMatchObject({ code: 'tooLarge' })
  })

  it('of two seats that were apart are the same at both after they met: the later saving, counted as two', async () => {
    const [a, b] = [createSeat('seat-a', () => 1_000_000), createSeat('seat-b', () => 1_050_000)]
    await a.save(makeGraphic('plant', [value('at-a')]), 0)
    await b.save(makeGraphic('plant', [value('at-b')]), 0, wu)
    const [fromA, fromB] = [a, b].map(({ journal }) =>
      journal.entries.map(({ position: _position, voidReason: _void, ...entry }) => entry),
    )
    await a.journal.absorb(fromB ?? [])
    await b.journal.absorb(fromA ?? [])
    expect(a.saved('plant')).toEqual(b.saved('plant'))
    expect(a.saved('plant')).toMatchObject({ version: 2, saved: { by: wu }, graphic: { elements: [{ id: 'at-b' }] } })
    // Who edits what he saved before they met does not write over it.
    expect(await refusal(a.save(makeGraphic('plant', []), 1))).toMatchObject({ code: 'worldMoved' })
  })
})

describe('the symbols of a seat', () => {
  const pump = SymbolId.parse('my-pump')

  it('that a graphic has are not removed, and the refusal names the graphics', async () => {
    const { graphics, journal, save } = createSeat()
    await graphics.saveSymbol({ key: key(), symbol: makeSymbol('my-pump'), basedOn: 0 }, li)
    await save(makeGraphic('plant', [ofSymbol('p', 'my-pump')]), 0)
    expect(await refusal(graphics.removeSymbol({ key: key(), id: pump }, li))).toMatchObject({
      code: 'illegalState',
      details: { graphics: [{ id: 'plant', name: { zh: 'plant', en: 'plant' } }] },
    })
    // Withdrawn it stays in that drawing.
    await graphics.offerSymbol({ key: key(), id: pump, isOffered: false }, li)
    await save(makeGraphic('plant', [ofSymbol('p', 'my-pump')]), 1)
    await graphics.saveSymbol({ key: key(), symbol: makeSymbol('my-pump', { width: 60 }), basedOn: 1 }, li)
    expect(journal.view.get('graphicSymbol', 'my-pump')).toMatchObject({ state: 'withdrawn', symbol: { width: 60 } })
    await save(makeGraphic('plant', []), 2)
    await graphics.removeSymbol({ key: key(), id: pump }, li)
    expect(journal.view.get('graphicSymbol', 'my-pump')?.state).toBe('removed')
    expect(await refusal(save(makeGraphic('plant', [ofSymbol('p', 'my-pump')]), 3))).toMatchObject({
      details: { problems: [{ code: 'noSymbol' }] },
    })
  })

  it('are saved by one of two people at once, and only into a class that is there', async () => {
    const { graphics } = createSeat()
    await graphics.saveSymbol({ key: key(), symbol: makeSymbol('my-pump'), basedOn: 0 }, li)
    const again = graphics.saveSymbol({ key: key(), symbol: makeSymbol('my-pump'), basedOn: 0 }, wu)
    expect(await refusal(again)).toMatchObject({ code: 'worldMoved', details: { version: 1 } })
    const symbol = makeSymbol('other', { systemKey: 'no.such' })
    expect(await refusal(graphics.saveSymbol({ key: key(), symbol, basedOn: 0 }, li))).toMatchObject({
      code: 'badRequest',
      details: { problems: [{ code: 'noSystem', name: 'no.such' }] },
    })
  })
})

/** mulberry32 */
function createRandom(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

it('10,000 damaged graphics are refused or are sound: none throws anything but a refusal', async () => {
  const { save, saved } = createSeat()
  const random = createRandom(7)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? list[0]!
  const junk = [null, -1, 1e308, Number.NaN, '', '$device', 'YG-T2-1806', [], {}, true, '\u0000', 'mute', '__proto__']
  const sound = makeGraphic('plant', [
    { ...value('v'), action: { kind: 'service', deviceId: 'YG-T2-1806', serviceId: 'mute' } },
    makeElement('pipe', {
      kind: 'pipe',
      corners: [
        [0, 0],
        [1, 1],
      ],
    }),
    makeElement('trend', { kind: 'trend', sources: [smoke], minutes: 60 }),
    { ...value('moving'), animations: [{ effect: 'move', dx: 0, dy: 9, low: 0, high: 1, source: smoke }] },
  ])
  const text = JSON.stringify(sound)
  let [refused, taken] = [0, 0]
  let version = 0
  for (let i = 0; i < 10_000; i++) {
    const damaged: unknown = JSON.parse(text)
    for (let depth = 0, at: unknown = damaged; depth < 8 && typeof at === 'object' && at !== null; depth++) {
      const name = pick(Object.keys(at))
      const child: unknown = Reflect.get(at, name)
      if (typeof child === 'object' && child !== null && random() < 0.8) at = child
      else {
        if (random() < 0.2) Reflect.deleteProperty(at, name)
        else Reflect.set(at, name, pick(junk))
        break
      }
    }
    const checked = contract['graphic.save'].params.safeParse({ key: `f${i}`, graphic: damaged, basedOn: version })
    if (!checked.success) refused++
    else if (i % 4 === 0)
      await save(checked.data.graphic, checked.data.graphic.id === 'plant' ? version : 0).then(
        () => taken++,
        (error: Refused) => expect(['badRequest', 'worldMoved']).toContain(error.code),
      )
    version = saved('plant')?.version ?? 0
  }
  expect([refused > 2_000, taken > 50, Graphic.safeParse(saved('plant')?.graphic).success]).toEqual([true, true, true])
})
