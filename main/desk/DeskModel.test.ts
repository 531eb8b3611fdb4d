import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type DisplayPlace, type Layout, panesOf, shelfOf, shippedLayouts } from '../../layouts'
import { DeskModel, type DeskMemory } from './DeskModel'
import { deskStateOf } from './deskStateOf'
import { wantedWindowsOf } from './WantedWindow'

const shelf = shelfOf(shippedLayouts, [])
const display = (id: number, column: number, change: Partial<DisplayPlace> = {}): DisplayPlace => ({
  id,
  bounds: { x: column * 1920, y: 0, width: 1920, height: 1080 },
  scaleFactor: 1,
  rotation: 0,
  label: `panel ${id}`,
  ...change,
})
const four = [display(11, 0), display(12, 1), display(13, 2), display(14, 3)]
const desk = (displays: readonly DisplayPlace[], memory?: DeskMemory) => {
  const model = new DeskModel(shelf, memory)
  model.displaysAre(displays)
  return model
}
const stateOf = (model: DeskModel) =>
  deskStateOf(model, { primaryId: 11, isKiosk: false, mayArrange: true, identifyUntilMs: undefined })
const without = (...ids: number[]) => four.filter(({ id }) => !ids.includes(id))
const numberWith = (model: DeskModel, pane: string) =>
  stateOf(model).displays.find(({ panes }) => panesOf(panes).some((each) => each === pane))?.number ?? 0
const saved = (id: string, change: Partial<Layout> = {}): Layout => {
  const [base] = shippedLayouts.filter(({ displays, post }) => displays.length === 4 && post === 'dispatcher')
  if (!base) throw new Error('no layout for four')
  return { ...base, id, ...change }
}
const withSaved = (...layouts: Layout[]) => [
  ...shelf,
  ...layouts.map((layout) => ({ layout, source: 'own' as const, versions: [layout] })),
]

describe('displays that come and go', () => {
  it('leave the alarms and the dispatch in sight, whichever are gone, and say what is evacuated', () => {
    for (const gone of four) {
      const model = desk(four)
      const lost = stateOf(model).displays.find(({ number }) => model.homes[number - 1]?.displayId === gone.id)
      model.displaysAre(without(gone.id))
      const { evacuated, displays } = stateOf(model)
      expect(displays.map(({ isLiving }) => isLiving).filter(Boolean)).toHaveLength(3)
      expect(evacuated.map(({ pane }) => pane)).toEqual(panesOf(lost?.panes ?? { pane: 'map' }))
      for (const pane of ['alarms', 'dispatch']) expect(model.placeOf(numberWith(model, pane))).not.toBe('waiting')
    }
  })

  it('tell which panes wait unseen when one display is left', () => {
    const model = desk(four)
    model.displaysAre(without(11, 12, 13))
    const waiting = stateOf(model).evacuated.filter(({ ontoNumber }) => ontoNumber === undefined)
    expect(waiting.length).toBeGreaterThan(0)
    expect(waiting.map(({ pane }) => pane)).not.toContain('alarms')
  })

  it('find their windows again under other ids, by what the panels are', () => {
    const model = desk(four)
    const before = wantedWindowsOf(model).map(({ plan }) => plan)
    model.displaysAre(without(12, 13))
    model.displaysAre([
      ...without(12, 13),
      display(92, 2, { label: 'panel 13' }),
      display(93, 1, { label: 'panel 12' }),
    ])
    expect(wantedWindowsOf(model).map(({ plan }) => plan)).toEqual(before)
    expect(model.homes.map(({ displayId }) => displayId)).toEqual([11, 93, 92, 14])
  })

  it('that are one more than before get another layout, and with fewer again nothing is laid out anew', () => {
    const model = desk(four.slice(0, 3))
    expect(model.layout.displays).toHaveLength(3)
    model.displaysAre(four)
    expect(model.layout.displays).toHaveLength(4)
    model.displaysAre(four.slice(0, 3))
    expect(model.layout.displays).toHaveLength(4)
  })

  it('may all be gone for a moment: nothing is moved', () => {
    const model = desk(four)
    const before = wantedWindowsOf(model)
    model.displaysAre([])
    expect(wantedWindowsOf(model)).toEqual(before)
  })

  test('whatever they did: the alarms were always in sight, no two windows on one place, and with all back all is as it was', () => {
    const step = fc.record({
      living: fc.subarray(four, { minLength: 0 }),
      renamed: fc.integer({ min: 0, max: 3 }),
      rotation: fc.constantFrom(0, 90, 180, 270),
      scaleFactor: fc.constantFrom(1, 1.25, 2),
      width: fc.constantFrom(1280, 1920, 3840),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const model = desk(four)
        const before = wantedWindowsOf(model)
        for (const { living, rotation, scaleFactor, width } of steps) {
          model.displaysAre(
            living.map((each) => ({ ...each, rotation, scaleFactor, bounds: { ...each.bounds, width } })),
          )
          const places = wantedWindowsOf(model).flatMap(({ place }) => (place === 'waiting' ? [] : [place]))
          expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(places.length)
          if (living.length > 0)
            expect(places.every(({ displayId }) => living.some(({ id }) => id === displayId))).toBe(true)
          expect(model.placeOf(numberWith(model, 'alarms'))).not.toBe('waiting')
        }
        model.displaysAre(four)
        expect(wantedWindowsOf(model)).toEqual(before)
        expect(stateOf(model).evacuated).toEqual([])
      }),
      { numRuns: 200, seed: 20_261_122 },
    )
  })
})

describe('layouts', () => {
  it('follow the post of the person', () => {
    const model = desk(four)
    model.personIs('shiftLeader', shelf, 'seat-a')
    expect(model.layout).toMatchObject({ post: 'shiftLeader', occasion: 'everyday' })
    expect(model.match).toBe('exact')
    // None is made for an engineer with four displays: his largest that fits.
    model.personIs('engineer', shelf, 'seat-a')
    expect(model.layout).toMatchObject({ post: 'engineer', rows: [3] })
    expect(model.match).toBe('fewer')
  })

  it('keep the displays of their windows when another one for as many is chosen', () => {
    const model = desk(four)
    const ids = model.homes.map(({ displayId }) => displayId)
    model.personIs('dispatcher', withSaved(saved('night')), 'seat-a')
    expect(model.choose('night')).toBe(true)
    expect(model.homes.map(({ displayId }) => displayId)).toEqual(ids)
    expect(model.choose('no-such')).toBe(false)
    expect(model.layout.id).toBe('night')
  })

  it('chosen by hand are there again for the same number of displays, also at the next start', () => {
    const model = desk(four)
    const mine = withSaved(saved('night'))
    model.personIs('dispatcher', mine, 'seat-a')
    model.choose('night')
    const next = desk(four, model.memory())
    expect(next.layout.id).toBe('night')
    next.personIs('dispatcher', mine, 'seat-a')
    expect(next.layout.id).toBe('night')
    next.displaysAre([...four, display(15, 4), display(16, 5)])
    expect(next.layout.displays).toHaveLength(6)
  })

  it('of somebody else are not kept for the next person at the same post', () => {
    const model = desk(four)
    model.personIs('dispatcher', withSaved(saved('night')), 'seat-a')
    model.choose('night')
    model.personIs('dispatcher', shelf, 'seat-a')
    expect(model.layout.id).not.toBe('night')
  })

  it('for an incident come with a grave one, also while a display is gone, and the former one is back after it', () => {
    const model = desk(four)
    const everyday = model.layout.id
    model.displaysAre(without(14))
    model.incidentsAre(['general'])
    expect(model.layout.id).toBe(everyday)
    model.incidentsAre(['general', 'larger'])
    expect(model.layout.occasion).toBe('incident')
    expect(model.isForIncident).toBe(true)
    expect(model.memory().layout?.id).toBe(everyday)
    model.displaysAre(four)
    expect(model.homes.map(({ displayId }) => displayId)).toEqual([11, 12, 13, 14])
    model.incidentsAre(['general'])
    expect(model.layout.id).toBe(everyday)
    expect(model.isForIncident).toBe(false)
  })

  it('that come after an incident opened are for it as well, when displays are plugged in', () => {
    const model = desk(four.slice(0, 2))
    model.incidentsAre(['major'])
    model.displaysAre(four)
    expect(model.layout).toMatchObject({ occasion: 'incident' })
    expect(model.layout.displays).toHaveLength(4)
    model.incidentsAre([])
    expect(model.layout.occasion).toBe('everyday')
  })

  it('made for another seat are not for this one, and its own goes before one for all', () => {
    const at = (seat: string) => {
      const model = desk(four)
      model.personIs('shiftLeader', shelf, 'seat-a')
      model.personIs('dispatcher', withSaved(saved('night', { seat })), 'seat-a')
      return model.layout.id
    }
    expect(at('seat-b')).toBe('four')
    expect(at('seat-a')).toBe('night')
  })
  it('that are saved at this seat are shown as saved at once', () => {
    const model = desk(four)
    const night = saved('night')
    model.personIs('dispatcher', withSaved(night), 'seat-a')
    model.choose('night')
    const panes = { pane: 'alarms' } as const
    model.savedWas({ ...night, revision: 2, displays: night.displays.map((each) => ({ ...each, panes })) })
    expect(model.homes.map((home) => home.panes)).toEqual([panes, panes, panes, panes])
  })
})

describe('panes', () => {
  it('are moved to another display, and never leave one empty', () => {
    const model = desk(four)
    const [from] = stateOf(model).displays.filter(({ panes }) => panesOf(panes).length > 1)
    const [to] = stateOf(model).displays.filter(({ number }) => number !== from?.number)
    if (!from || !to) throw new Error('no display with two panes')
    const [pane, ...rest] = panesOf(from.panes)
    if (!pane) throw new Error('no pane')
    expect(model.move({ pane, fromNumber: from.number, toNumber: to.number })).toBe(true)
    const after = stateOf(model)
    expect(panesOf(after.displays[to.number - 1]?.panes ?? { pane })).toContain(pane)
    expect(panesOf(after.displays[from.number - 1]?.panes ?? { pane })).toEqual(rest)
    expect(after.isArranged).toBe(true)
    for (const each of rest.slice(0, -1)) model.move({ pane: each, fromNumber: from.number, toNumber: to.number })
    const last = rest.at(-1)
    if (last) expect(model.move({ pane: last, fromNumber: from.number, toNumber: to.number })).toBe(false)
  })

  it('brought from a display that is gone are back on it when it is, and what was arranged meanwhile stays', () => {
    const model = desk(four)
    const from = numberWith(model, 'map')
    const to = numberWith(model, 'alarms')
    const before = stateOf(model).displays
    const lostId = model.homes[from - 1]?.displayId ?? 0
    model.displaysAre(without(lostId))
    expect(model.move({ pane: 'map', fromNumber: from, toNumber: to, drop: 'tab' })).toBe(true)
    const here = stateOf(model).displays[to - 1]?.panes ?? { pane: 'map' }
    expect(panesOf(here)).toContain('map')
    // The page says how it stands there, the borrowed pane among it.
    model.arrange(to, here)
    model.displaysAre(four)
    expect(stateOf(model).displays.map(({ panes }) => panesOf(panes).toSorted())).toEqual(
      before.map(({ panes }) => panesOf(panes).toSorted()),
    )
  })

  it('that came and went leave the layout as it was', () => {
    const model = desk(four)
    const panes = stateOf(model).displays[0]?.panes ?? { pane: 'map' }
    model.arrange(1, { split: 'row', sizes: [1, 1], parts: [panes, { pane: 'gaps' }] })
    expect(stateOf(model).isArranged).toBe(true)
    model.arrange(1, panes)
    expect(stateOf(model).isArranged).toBe(false)
  })

  it('that were arranged are forgotten with the next choice of a layout', () => {
    const model = desk(four)
    model.arrange(1, { pane: 'gaps' })
    expect(stateOf(model)).toMatchObject({ isArranged: true })
    expect(stateOf(model).displays[0]?.panes).toEqual({ pane: 'gaps' })
    model.choose(model.layout.id)
    expect(stateOf(model).isArranged).toBe(false)
  })
})
