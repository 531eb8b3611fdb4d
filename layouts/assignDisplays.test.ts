import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  assignDisplays,
  chooseLayout,
  type DisplayPlace,
  fingerprintsOf,
  type Layout,
  panesOf,
  shippedLayouts,
  topologyOf,
} from './index'

const row = (...ids: number[]): DisplayPlace[] =>
  ids.map((id, at) => ({ id, bounds: { x: at * 1920, y: 0, width: 1920, height: 1080 } }))
const shipped = (id: string): Layout => {
  const layout = shippedLayouts.find((one) => one.id === id)
  if (!layout) throw new Error(`no layout ${id}`)
  return layout
}
const four = shipped('four')

/** The layout as somebody saves it on a desk: each part bears the fingerprint of the display it stands on. */
const savedOn = (desk: readonly DisplayPlace[], layout: Layout): Layout => {
  const fingerprints = [...fingerprintsOf(desk).values()]
  return {
    ...layout,
    id: 'saved',
    displays: layout.displays.map((display, at) => ({ ...display, fingerprint: fingerprints[at] })),
  }
}
const partsById = (layout: Layout, desk: readonly DisplayPlace[]) =>
  Object.fromEntries(assignDisplays(layout, desk).map(({ displayId, parts }) => [displayId, parts]))

describe('a layout that no display was measured for', () => {
  test('is given out in reading order', () => {
    expect(
      assignDisplays(four, row(7, 3, 9, 1)).map(({ displayId, number, role }) => [displayId, number, role]),
    ).toEqual([
      [7, 1, 'map'],
      [3, 2, 'alarms'],
      [9, 3, 'dispatch'],
      [1, 4, 'wall'],
    ])
  })

  test('is read row by row where displays stand above each other, also when they are not quite level', () => {
    const at = (id: number, x: number, y: number) => ({ id, bounds: { x, y, width: 1920, height: 1080 } })
    const windows = assignDisplays(four, [at(4, 1920, 1100), at(2, 1920, 20), at(3, 0, 1080), at(1, 0, 0)])
    expect(windows.map(({ displayId, role }) => [displayId, role])).toEqual([
      [1, 'map'],
      [2, 'alarms'],
      [3, 'dispatch'],
      [4, 'wall'],
    ])
  })

  test('shows its wall once more on a display too many', () => {
    const windows = assignDisplays(four, row(1, 2, 3, 4, 5))
    expect(windows.map(({ role, parts }) => [role, parts])).toEqual([
      ['map', [1]],
      ['alarms', [2]],
      ['dispatch', [3]],
      ['wall', [4]],
      ['wall', []],
    ])
  })

  test('shows the wall pane on a display too many when it has no wall', () => {
    expect(assignDisplays(shipped('two'), row(1, 2, 3)).at(-1)).toMatchObject({ role: 'wall', panes: { pane: 'wall' } })
  })

  test('on two displays keeps alarms and dispatch in front, map and wall behind the nearer of them', () => {
    expect(assignDisplays(four, row(1, 2)).map(({ role, panes, parts }) => [role, panes, parts])).toEqual([
      ['alarms', { tabs: ['alarms', 'map'] }, [2, 1]],
      ['dispatch', { tabs: ['dispatch', 'device', 'wall'] }, [3, 4]],
    ])
  })

  test('on a single display has alarms in front and all others behind, the graver first', () => {
    expect(assignDisplays(four, row(1))).toMatchObject([
      { role: 'alarms', panes: { tabs: ['alarms', 'dispatch', 'device', 'map', 'wall'] }, parts: [2, 3, 1, 4] },
    ])
  })

  test('opens nothing without a display', () => expect(assignDisplays(four, [])).toEqual([]))
})

describe('a layout saved on a desk', () => {
  const display = (id: number, x: number, more: Partial<DisplayPlace> = {}): DisplayPlace => ({
    id,
    bounds: { x, y: 0, width: 1920, height: 1080 },
    label: 'HP Z24',
    ...more,
  })
  const desk = [
    display(1, 0),
    display(2, 1920, { label: 'Dell U3223', scaleFactor: 2 }),
    display(3, 3840),
    display(4, 5760),
  ]

  test('finds panels by their names when the system has forgotten how they stand', () => {
    const saved = savedOn(desk, four)
    const shuffled = [
      display(11, 1920),
      display(12, 0, { label: 'Dell U3223', scaleFactor: 2 }),
      display(13, 3840),
      display(14, 5760),
    ]
    expect(partsById(saved, shuffled)[12]).toEqual([2])
  })

  test('finds panels that differ in nothing but their names', () => {
    const saved = savedOn([display(1, 0), display(2, 1920, { label: 'Dell U3223' })], shipped('two'))
    expect(partsById(saved, [display(8, 0, { label: 'Dell U3223' }), display(9, 1920)])).toEqual({ 8: [2], 9: [1] })
  })

  test('among panels of one name goes by place, also where its parts were put in another order', () => {
    const twins = [0, 1, 2, 3].map((at) => display(at + 1, at * 1920))
    const saved = savedOn(twins, four)
    const turned = { ...saved, displays: saved.displays.toReversed() }
    const renumbered = [3, 0, 2, 1].map((at) => display(40 - at, at * 1920))
    expect(partsById(saved, renumbered)).toEqual({ 40: [1], 39: [2], 38: [3], 37: [4] })
    expect(partsById(turned, renumbered)).toEqual({ 40: [4], 39: [3], 38: [2], 37: [1] })
  })

  test.each([
    ['pixels', { bounds: { width: 2560, height: 1440 } }],
    ['scale', { bounds: { width: 960, height: 540 }, scaleFactor: 2 }],
  ])('prefers the display of the same %s to one nearer by', (_, { bounds, ...more }) => {
    const other = (id: number, x: number) => display(id, x, { bounds: { x, y: 0, ...bounds }, ...more })
    const saved = savedOn([display(1, 0), other(2, 1920)], shipped('two'))
    expect(partsById(saved, [other(8, 0), display(9, bounds.width)])).toEqual({ 8: [2], 9: [1] })
  })

  test('mirrored displays, which stand on one spot, keep their parts whatever is named first', () => {
    const mirrored = [display(1, 0), display(2, 0)]
    expect(assignDisplays(four, mirrored)).toEqual(assignDisplays(four, mirrored.toReversed()))
  })

  test('gives a display turned upright back to the part arranged on one', () => {
    const upright = (id: number, x: number) =>
      display(id, x, { bounds: { x, y: 0, width: 1080, height: 1920 }, rotation: 90 })
    const saved = savedOn([upright(1, 0), display(2, 1080)], shipped('two'))
    expect(partsById(saved, [display(5, 0), upright(6, 1920)])).toEqual({ 5: [2], 6: [1] })
  })

  test('fills the work area in device-independent pixels, whatever the scale', () => {
    const workArea = { x: 1920, y: 0, width: 1920, height: 1040 }
    expect(assignDisplays(four, [display(1, 0), display(2, 1920, { scaleFactor: 2, workArea })])[1]?.bounds).toEqual(
      workArea,
    )
  })
})

describe('for any desk and any shipped layout', () => {
  const modes = [
    { width: 1920, height: 1080, scaleFactor: 1, rotation: 0 },
    { width: 1920, height: 1080, scaleFactor: 2, rotation: 0 },
    { width: 1707, height: 960, scaleFactor: 1.5, rotation: 0 },
    { width: 1080, height: 1920, scaleFactor: 1, rotation: 90 },
    { width: 1366, height: 768, scaleFactor: 1, rotation: 0 },
  ]
  /** Displays in a grid whose cells none of them leaves, beginning anywhere, with ids in any order. */
  const desks = fc
    .record({
      columns: fc.integer({ min: 1, max: 4 }),
      origin: fc.record({ x: fc.integer({ min: -9_000, max: 9_000 }), y: fc.integer({ min: -9_000, max: 9_000 }) }),
      kinds: fc.array(
        fc.record({
          mode: fc.constantFrom(...modes),
          label: fc.constantFrom('', 'HP Z24', 'Dell U3223'),
          bar: fc.integer({ min: 0, max: 60 }),
        }),
        { minLength: 1, maxLength: 9 },
      ),
      firstId: fc.integer({ min: 1, max: 1_000_000 }),
    })
    .map(({ columns, origin, kinds, firstId }) =>
      kinds.map(({ mode: { width, height, ...mode }, label, bar }, at): DisplayPlace => {
        const x = origin.x + (at % columns) * 2_000
        const y = origin.y + Math.floor(at / columns) * 2_000
        const workArea = { x, y, width, height: height - bar }
        return { id: firstId + ((at * 7) % 11), bounds: { x, y, width, height }, workArea, label, ...mode }
      }),
    )
  const layouts = fc.constantFrom(...shippedLayouts)
  const isInside = (a: DisplayPlace['bounds'], b: DisplayPlace['bounds']) =>
    a.x >= b.x &&
    a.y >= b.y &&
    a.x + a.width <= b.x + b.width &&
    a.y + a.height <= b.y + b.height &&
    a.width > 0 &&
    a.height > 0

  test('the order in which the system names displays does not matter', () => {
    const shuffledDesks = desks.chain((desk) =>
      fc.tuple(fc.constant(desk), fc.shuffledSubarray(desk, { minLength: desk.length, maxLength: desk.length })),
    )
    fc.assert(
      fc.property(shuffledDesks, layouts, fc.boolean(), ([desk, shuffled], layout, isSaved) => {
        const used = isSaved ? savedOn(desk, layout) : layout
        expect(assignDisplays(used, shuffled)).toEqual(assignDisplays(used, desk))
      }),
      { seed: 20_261_123 },
    )
  })

  test('each part is shown on exactly one display, each display has one window, and none leaves the work area', () => {
    fc.assert(
      fc.property(desks, layouts, fc.boolean(), (desk, layout, isSaved) => {
        const windows = assignDisplays(isSaved ? savedOn(desk, layout) : layout, desk)
        expect(windows.flatMap(({ parts }) => parts).toSorted((a, b) => a - b)).toEqual(
          layout.displays.map((_, at) => at + 1),
        )
        expect(new Set(windows.map(({ displayId }) => displayId))).toEqual(new Set(desk.map(({ id }) => id)))
        expect(windows).toHaveLength(desk.length)
        for (const { displayId, bounds, panes } of windows) {
          const workArea = desk.find(({ id }) => id === displayId)?.workArea
          expect(workArea && isInside(bounds, workArea)).toBe(true)
          expect(new Set(panesOf(panes)).size).toBe(panesOf(panes).length)
        }
      }),
      { seed: 20_261_123 },
    )
  })

  test('no pane is lost however few displays there are', () => {
    fc.assert(
      fc.property(desks, layouts, (desk, layout) => {
        const shown = new Set(assignDisplays(layout, desk).flatMap(({ panes }) => panesOf(panes)))
        for (const pane of layout.displays.flatMap(({ panes }) => panesOf(panes))) expect(shown).toContain(pane)
      }),
      { seed: 20_261_123 },
    )
  })

  test('the desk on which a layout was saved gets exactly that back, part for part', () => {
    fc.assert(
      fc.property(desks, (desk) => {
        const { layout } = chooseLayout(shippedLayouts, {
          post: 'dispatcher',
          occasion: 'everyday',
          rows: topologyOf(desk),
        })
        const saved = savedOn(desk, layout)
        if (layout.displays.length !== desk.length) return
        expect(assignDisplays(saved, desk).map(({ parts }) => parts)).toEqual(desk.map((_, at) => [at + 1]))
      }),
      { seed: 20_261_123 },
    )
  })

  test('a display unplugged and back under another id, the desk counted from another corner, restores the layout', () => {
    const moves = fc.record({
      at: fc.nat(8),
      dx: fc.integer({ min: -5_000, max: 5_000 }),
      dy: fc.integer({ min: -5_000, max: 5_000 }),
    })
    fc.assert(
      fc.property(desks, layouts, moves, (desk, layout, { at, dx, dy }) => {
        const saved = savedOn(desk, layout)
        const before = assignDisplays(saved, desk)
        const lost = desk[at % desk.length]
        const moved = (display: DisplayPlace): DisplayPlace => ({
          ...display,
          bounds: { ...display.bounds, x: display.bounds.x + dx, y: display.bounds.y + dy },
        })
        const without = desk.filter((display) => display !== lost).map(moved)
        const meanwhile = assignDisplays(saved, without).flatMap(({ parts }) => parts)
        expect(meanwhile).toHaveLength(without.length === 0 ? 0 : layout.displays.length)
        const back = desk.map((display) => moved(display === lost ? { ...display, id: 5_000_000 } : display))
        expect(
          assignDisplays(saved, back).map(({ number, role, panes, parts }) => ({ number, role, panes, parts })),
        ).toEqual(before.map(({ number, role, panes, parts }) => ({ number, role, panes, parts })))
      }),
      { seed: 20_261_123 },
    )
  })
})
