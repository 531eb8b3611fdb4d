import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Animation, type Frame, Graphic, GraphicElement, GraphicSymbol } from '../../contract'
import { align, distribute, moveElements, removeElements, reorder, scaleElements, setLocked } from './arrange'
import { pasteElements } from './copies'
import { boxOf, boxOfAll, middleOf } from './geometry'
import { applyGesture } from './gesture'
import { canGroup, canUngroup, groupElements, ungroupElements, wholeGroups } from './groups'
import { elementAt, elementsIn } from './hitTest'
import { keepOnSheet } from './keepOnSheet'
import { effects, newAnimation, valueThatSetsOff } from './newAnimation'
import { basicKinds, isUnbound, newBasic, newSymbol } from './newElement'
import { addCorner, moveCorner, nearestLeg, type Pipe, pipePoints, removeCorner, straighten } from './pipeCorners'
import { handleAt, handles, resizeFrame, turnTo, withTurn } from './resize'
import { snapBox, snapPoint } from './snap'

const words = { zh: '文字', en: 'Text' }
const sheet = { width: 1200, height: 800, ground: 'ground' } as const
const shape = (id: string, frame: Frame, more: object = {}): GraphicElement =>
  GraphicElement.parse({ ...newBasic('rectangle', id, { x: 0, y: 0 }, words), frame, ...more })
const graphicOf = (...elements: GraphicElement[]): Graphic => Graphic.parse({ id: 'g', name: words, sheet, elements })
const pipeOf = (frame: Frame, corners: [number, number][]): Pipe => {
  const made = newBasic('pipe', 'p', { x: 0, y: 0 }, words)
  if (made.kind !== 'pipe') throw new Error('no pipe')
  return { ...made, frame, corners }
}
const frameOf = (graphic: Graphic, id: string) => graphic.elements.find((each) => each.id === id)?.frame
const order = (graphic: Graphic) => graphic.elements.map(({ id }) => id).join('')

const length = fc.integer({ min: 1, max: 600 })
const aFrame = fc
  .record({ x: fc.integer({ min: 0, max: 1100 }), y: fc.integer({ min: 0, max: 700 }), width: length, height: length })
  .chain((frame) => fc.integer({ min: -179, max: 180 }).map((deg) => withTurn(frame, deg)))
const aPoint = fc.record({ x: fc.integer({ min: -9000, max: 9000 }), y: fc.integer({ min: -9000, max: 9000 }) })
const aGraphic = fc
  .array(aFrame, { minLength: 1, maxLength: 6 })
  .map((frames) => graphicOf(...frames.map((frame, at) => shape(`e${at}`, frame))))
const allOf = (graphic: Graphic) => new Set(graphic.elements.map(({ id }) => id))

describe('moving', () => {
  test('goes together and stops where the first one meets the edge of the sheet', () => {
    const two = graphicOf(
      shape('a', { x: 10, y: 10, width: 50, height: 50 }),
      shape('b', { x: 1100, y: 10, width: 60, height: 50 }),
    )
    const moved = moveElements(two, allOf(two), { dx: 500, dy: 5 })
    expect(frameOf(moved, 'a')).toMatchObject({ x: 50, y: 15 })
    expect(frameOf(moved, 'b')).toMatchObject({ x: 1140, y: 15 })
  })

  test('leaves locked elements where they are, and nothing moved is the same graphic', () => {
    const locked = setLocked(graphicOf(shape('a', { x: 10, y: 10, width: 50, height: 50 })), new Set(['a']), true)
    expect(moveElements(locked, new Set(['a']), { dx: 9, dy: 9 })).toBe(locked)
    expect(removeElements(locked, new Set(['a']))).toBe(locked)
    expect(removeElements(setLocked(locked, new Set(['a']), false), new Set(['a'])).elements).toEqual([])
  })

  test('nothing that fits on the sheet ever leaves it, however it is turned and moved', () => {
    fc.assert(
      fc.property(aGraphic, aPoint, (graphic, { x, y }) => {
        const start = {
          ...graphic,
          elements: graphic.elements.map((e) => ({ ...e, frame: keepOnSheet(e.frame, sheet) })),
        }
        for (const { frame } of moveElements(start, allOf(start), { dx: x, dy: y }).elements) {
          const box = boxOf(frame)
          if (box.width > sheet.width || box.height > sheet.height) continue
          expect(box.x).toBeGreaterThan(-0.1)
          expect(box.y).toBeGreaterThan(-0.1)
          expect(box.x + box.width).toBeLessThan(sheet.width + 0.1)
          expect(box.y + box.height).toBeLessThan(sheet.height + 0.1)
        }
      }),
      { seed: 1 },
    )
  })
})

describe('drawing a handle', () => {
  test('moves the edges it belongs to and no others', () => {
    const frame = { x: 100, y: 100, width: 80, height: 40 }
    expect(resizeFrame(frame, 'se', { x: 200, y: 160 })).toEqual({ x: 100, y: 100, width: 100, height: 60 })
    expect(resizeFrame(frame, 'w', { x: 90, y: 0 })).toEqual({ x: 90, y: 100, width: 90, height: 40 })
    expect(resizeFrame(frame, 'nw', { x: 60, y: 999 }, { keepsRatio: true })).toEqual({
      x: 60,
      y: 80,
      width: 120,
      height: 60,
    })
  })

  test('brings the handle to the pointer and leaves the one across, also when the element is turned', () => {
    fc.assert(
      fc.property(aFrame, fc.constantFrom(...handles), aPoint, fc.boolean(), (frame, handle, to, keepsRatio) => {
        const across = handles[(handles.indexOf(handle) + 4) % 8] ?? 'se'
        const resized = resizeFrame(frame, handle, to, { keepsRatio })
        const [before, after] = [handleAt(frame, across), handleAt(resized, across)]
        expect(Math.hypot(before.x - after.x, before.y - after.y)).toBeLessThan(0.01)
        expect(resized.width).toBeGreaterThanOrEqual(1 - 1e-9)
        expect(resized.height).toBeGreaterThanOrEqual(1 - 1e-9)
        if (keepsRatio) expect(resized.width / resized.height / (frame.width / frame.height)).toBeCloseTo(1)
      }),
      { seed: 2 },
    )
  })

  test('turning looks at the pointer, by steps with Shift, and standing straight says nothing', () => {
    const frame = { x: 0, y: 0, width: 20, height: 20 }
    expect(turnTo(frame, { x: 100, y: 10 })).toEqual({ ...frame, turnDeg: 90 })
    expect(turnTo(frame, { x: 60, y: -44 }, 15)).toEqual({ ...frame, turnDeg: 45 })
    expect(turnTo({ ...frame, turnDeg: 30 }, { x: 10, y: -50 })).toEqual(frame)
  })

  test('several are drawn together, each with its share', () => {
    const two = graphicOf(
      shape('a', { x: 0, y: 0, width: 50, height: 50 }),
      shape('b', { x: 50, y: 50, width: 50, height: 50 }),
    )
    const scaled = scaleElements(
      two,
      allOf(two),
      { x: 0, y: 0, width: 100, height: 100 },
      { x: 0, y: 0, width: 200, height: 50 },
    )
    expect(frameOf(scaled, 'b')).toEqual({ x: 100, y: 25, width: 100, height: 25 })
  })
})

describe('holding to lines', () => {
  const others = [{ x: 100, y: 100, width: 80, height: 40 }]

  test('an edge near that of another goes there and the line is shown from one to the other', () => {
    const snapped = snapBox({ x: 103, y: 300, width: 20, height: 20 }, { others, tolerance: 5, grid: 10 })
    expect(snapped).toMatchObject({ dx: -3, dy: 0 })
    expect(snapped.guides).toEqual([{ axis: 'x', at: 100, from: 100, to: 320 }])
  })

  test('without an edge near by the grid holds, without a grid nothing does', () => {
    const box = { x: 303, y: 307, width: 20, height: 20 }
    expect(snapBox(box, { others, tolerance: 5, grid: 10 })).toEqual({ dx: -3, dy: 3, guides: [] })
    expect(snapBox(box, { others, tolerance: 5 })).toEqual({ dx: 0, dy: 0, guides: [] })
  })

  test('a dragged edge is held only in the direction in which it is dragged', () => {
    expect(snapPoint({ x: 182, y: 141 }, { x: true, y: false }, { others, tolerance: 5 })).toMatchObject({
      dx: -2,
      dy: 0,
    })
  })

  test('never leads further away than it is told to', () => {
    fc.assert(
      fc.property(
        aFrame,
        fc.array(aFrame, { maxLength: 5 }),
        fc.integer({ min: 0, max: 20 }),
        (box, boxes, tolerance) => {
          const { dx, dy } = snapBox(box, { others: boxes, tolerance })
          expect(Math.max(Math.abs(dx), Math.abs(dy))).toBeLessThanOrEqual(tolerance)
        },
      ),
      { seed: 3 },
    )
  })
})

describe('arranging', () => {
  const three = graphicOf(
    shape('a', { x: 0, y: 0, width: 10, height: 10 }),
    shape('b', { x: 100, y: 30, width: 20, height: 20 }),
    shape('c', { x: 300, y: 90, width: 30, height: 10 }),
  )

  test('lays edges and middles along each other, a single one along the sheet', () => {
    expect(align(three, allOf(three), 'right').elements.map(({ frame }) => frame.x)).toEqual([320, 310, 300])
    expect(align(three, allOf(three), 'middle').elements.map(({ frame }) => frame.y)).toEqual([45, 40, 45])
    expect(frameOf(align(three, new Set(['b']), 'centre'), 'b')).toMatchObject({ x: 590, y: 30 })
  })

  test('makes gaps alike and leaves the outermost', () => {
    expect(distribute(three, allOf(three), 'x').elements.map(({ frame }) => frame.x)).toEqual([0, 145, 300])
    expect(distribute(three, new Set(['a', 'b']), 'x')).toBe(three)
  })

  test('brings up and down without shuffling those that go together', () => {
    expect(order(reorder(three, new Set(['a']), 'front'))).toBe('bca')
    expect(order(reorder(three, new Set(['c']), 'back'))).toBe('cab')
    expect(order(reorder(three, new Set(['a', 'b']), 'forward'))).toBe('cab')
    expect(order(reorder(three, new Set(['b', 'c']), 'backward'))).toBe('bca')
    expect(order(reorder(three, new Set(['b', 'c']), 'forward'))).toBe('abc')
  })
})

describe('copies', () => {
  test('have names of their own, are not locked, and lie where they were dropped', () => {
    const source = setLocked(graphicOf(shape('a', { x: 0, y: 0, width: 10, height: 10 })), new Set(['a']), true)
    const names = ['a', 'a', 'x']
    const pasted = pasteElements(source, source.elements, { middle: { x: 105, y: 105 } }, () => names.shift() ?? 'y')
    expect(pasted.ids).toEqual(['x'])
    expect(pasted.graphic.elements[1]).toMatchObject({ id: 'x', frame: { x: 100, y: 100 } })
    expect(pasted.graphic.elements[1]?.isLocked).toBeUndefined()
  })

  test('names stay unique, and a full graphic tells how many had no place', () => {
    let next = 0
    let graphic = graphicOf(shape('e0', { x: 0, y: 0, width: 10, height: 10 }))
    for (let time = 0; time < 10; time++)
      graphic = pasteElements(graphic, graphic.elements, { dx: 10, dy: 10 }, () => `e${next++ % 900}`).graphic
    expect(graphic.elements).toHaveLength(800)
    expect(Graphic.safeParse(graphic).success).toBe(true)
    expect(pasteElements(graphic, graphic.elements, { dx: 0, dy: 0 }, () => 'z')).toEqual({
      graphic,
      ids: [],
      left: 800,
    })
  })
})

describe('a pipe', () => {
  const pipe = pipeOf({ x: 100, y: 100, width: 100, height: 50 }, [
    [0, 0],
    [1, 0],
    [1, 1],
  ])

  test('takes a corner where it was clicked, moves it with its frame, and gives it back', () => {
    const leg = nearestLeg(pipe, { x: 150, y: 104 })
    expect(leg).toMatchObject({ before: 1, at: { x: 150, y: 100 }, distance: 4 })
    const bent = moveCorner(addCorner(pipe, leg.before, leg.at), 1, { x: 150, y: 40 })
    expect(bent.frame).toEqual({ x: 100, y: 40, width: 100, height: 110 })
    expect(pipePoints(bent)[1]).toEqual({ x: 150, y: 40 })
    expect(removeCorner(bent, 1)).toEqual(pipe)
    expect(pipePoints(removeCorner(removeCorner(pipe, 1), 0))).toHaveLength(2)
  })

  test('stands at right angles afterwards, with both ends where they were', () => {
    fc.assert(
      fc.property(
        fc.array(aPoint, { minLength: 3, maxLength: 12 }),
        fc.integer({ min: -179, max: 180 }),
        (points, deg) => {
          const around = { x: 100, y: 100, width: 400, height: 300 }
          const corners = points.map(({ x, y }): [number, number] => [(x + 9000) / 18000, (y + 9000) / 18000])
          const crooked = { ...pipeOf(around, corners), frame: withTurn(around, deg) }
          const straight = straighten(crooked)
          const [before, after] = [pipePoints(crooked), pipePoints(straight)]
          expect(straight.corners.flat().every((share) => share >= 0 && share <= 1)).toBe(true)
          for (const [at, end] of [before[0], before.at(-1)].entries())
            expect(
              Math.hypot((after.at(-at)?.x ?? 0) - (end?.x ?? 0), (after.at(-at)?.y ?? 0) - (end?.y ?? 0)),
            ).toBeLessThan(0.1)
          for (const [at, point] of after.entries()) {
            const next = after[at + 1]
            if (next) expect(Math.min(Math.abs(next.x - point.x), Math.abs(next.y - point.y))).toBeLessThan(0.1)
          }
        },
      ),
      { seed: 4 },
    )
  })

  test('is hit on its legs and not in the empty corner of its frame', () => {
    const graphic = graphicOf(pipe)
    expect(elementAt(graphic, { x: 198, y: 130 }, 4)?.id).toBe('p')
    expect(elementAt(graphic, { x: 110, y: 140 }, 4)).toBeUndefined()
    expect(elementsIn(graphic, { x: 100, y: 120, width: 50, height: 30 })).toEqual([])
    expect(elementsIn(graphic, { x: 150, y: 90, width: 5, height: 30 })).toEqual(['p'])
  })
})

describe('hitting', () => {
  test('finds the topmost, turned elements where they are, ellipses only inside', () => {
    const graphic = graphicOf(
      shape('a', { x: 0, y: 0, width: 200, height: 200 }),
      shape('b', { x: 50, y: 90, width: 100, height: 20, turnDeg: 90 }),
      shape('c', { x: 0, y: 0, width: 40, height: 40 }, { shape: 'ellipse' }),
    )
    expect(elementAt(graphic, { x: 100, y: 60 }, 2)?.id).toBe('b')
    expect(elementAt(graphic, { x: 60, y: 100 }, 2)?.id).toBe('a')
    expect(elementAt(graphic, { x: 1, y: 1 }, 2)?.id).toBe('a')
    expect(elementAt(graphic, { x: 20, y: 20 }, 2)?.id).toBe('c')
    expect(elementAt(graphic, { x: 500, y: 20 }, 2)).toBeUndefined()
  })

  test('a rubber band takes all it touches but what is locked', () => {
    const graphic = setLocked(
      graphicOf(shape('a', { x: 0, y: 0, width: 20, height: 20 }), shape('b', { x: 10, y: 10, width: 20, height: 20 })),
      new Set(['b']),
      true,
    )
    expect(elementsIn(graphic, { x: 15, y: 15, width: 100, height: 100 })).toEqual(['a'])
  })
})

describe('new components', () => {
  test.each(basicKinds)('%s has the form of the contract and its middle where it was dropped', (kind) => {
    const made = newBasic(kind, 'e1', { x: 300, y: 200 }, words)
    expect(GraphicElement.parse(made)).toEqual(made)
    const { x, y } = middleOf(boxOfAll([made.frame]))
    expect(Math.hypot(x - 300, y - 200)).toBeLessThan(1)
    if ('source' in made) expect(isUnbound(made.source)).toBe(true)
  })

  test('a symbol comes in the size of its drawing', () => {
    const symbol = GraphicSymbol.parse({
      id: 'pump',
      name: words,
      systemKey: 'general',
      width: 40,
      height: 30,
      paths: [{ d: 'M0 0L40 30', line: 'line', fill: 'none', lineWidth: 2 }],
    })
    expect(newSymbol(symbol, 'e1', { x: 100, y: 100 })).toMatchObject({
      symbolId: 'pump',
      frame: { x: 80, y: 85, width: 40, height: 30 },
      style: { fill: 'none' },
    })
    const [path] = symbol.paths
    const filled = { ...symbol, paths: path ? [{ ...path, line: 'none' as const, fill: 'fill' as const }] : [] }
    expect(newSymbol(filled, 'e1', { x: 100, y: 100 }).style.fill).toBe('normal')
  })
})

describe('a gesture', () => {
  const two = graphicOf(
    shape('a', { x: 100, y: 100, width: 50, height: 50 }),
    shape('b', { x: 300, y: 300, width: 50, height: 50 }),
  )
  const a = new Set(['a'])
  const free = { isSteady: false }

  test('moves from where it began, straight with Shift, held by edges and grid', () => {
    const move = { kind: 'move', start: two, ids: a, from: { x: 110, y: 110 } } as const
    expect(frameOf(applyGesture(move, { x: 133, y: 121 }, free).graphic, 'a')).toMatchObject({ x: 123, y: 111 })
    expect(frameOf(applyGesture(move, { x: 133, y: 121 }, { isSteady: true }).graphic, 'a')).toMatchObject({
      x: 123,
      y: 100,
    })
    const held = applyGesture(move, { x: 308, y: 121 }, { ...free, tolerance: 5, grid: 10 })
    expect(frameOf(held.graphic, 'a')).toMatchObject({ x: 300, y: 110 })
    expect(held.guides.map(({ axis, at }) => [axis, at])).toEqual([
      ['x', 300],
      ['x', 325],
      ['x', 350],
    ])
  })

  test('draws one by its handle and several by the box around them', () => {
    const resize = { kind: 'resize', start: two, handle: 'se' } as const
    expect(frameOf(applyGesture({ ...resize, ids: a }, { x: 170, y: 180 }, free).graphic, 'a')).toMatchObject({
      width: 70,
      height: 80,
    })
    const both = applyGesture({ ...resize, ids: allOf(two) }, { x: 600, y: 600 }, free).graphic
    expect(frameOf(both, 'b')).toMatchObject({ x: 500, y: 500, width: 100, height: 100 })
  })

  test('never leads over the edge of the sheet nor below one unit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...handles), aPoint, fc.boolean(), (handle, to, isSteady) => {
        for (const ids of [a, allOf(two)])
          for (const { frame } of applyGesture({ kind: 'resize', start: two, ids, handle }, to, {
            isSteady,
            tolerance: 5,
          }).graphic.elements) {
            expect(Math.min(frame.width, frame.height)).toBeGreaterThanOrEqual(1)
            expect(Math.min(frame.x, frame.y)).toBeGreaterThanOrEqual(0)
            expect(frame.x + frame.width).toBeLessThanOrEqual(sheet.width + 0.1)
            expect(frame.y + frame.height).toBeLessThanOrEqual(sheet.height + 0.1)
          }
      }),
      { seed: 6 },
    )
  })

  test('a rubber band chooses in addition to what is kept', () => {
    const band = { kind: 'band', start: two, from: { x: 90, y: 90 }, kept: new Set(['b']) } as const
    expect(applyGesture(band, { x: 120, y: 120 }, free)).toMatchObject({
      graphic: two,
      band: { x: 90, y: 90, width: 30, height: 30 },
      select: ['a', 'b'],
    })
  })
})

test('every animation begins in the form of the contract and has a value that sets it off', () => {
  for (const effect of effects) {
    const made = newAnimation(effect, { deviceId: '$device', propertyId: 'speed' })
    expect(Animation.parse(made)).toEqual(made)
    expect(valueThatSetsOff(made)).toBe(effect === 'move' || effect === 'turn' ? 100 : 1)
  }
})

describe('groups', () => {
  const boxAt = (id: string, x: number, y = 0) => shape(id, { x, y, width: 10, height: 10 })
  const four = graphicOf(boxAt('a', 0), boxAt('b', 20, 30), boxAt('c', 100, 5), boxAt('d', 300, 9))
  const ids = (...names: string[]) => new Set(names)
  const grouped = groupElements(four, ids('a', 'b'), 'g1')
  const xOf = (graphic: Graphic, id: string) => frameOf(graphic, id)?.x

  test('one of a group brings the others along; a group in a group is found by the outer one', () => {
    expect(wholeGroups(grouped, ['a'])).toEqual(['a', 'b'])
    const nested = groupElements(grouped, ids('a', 'b', 'c'), 'g2')
    expect(wholeGroups(nested, ['c'])).toEqual(['a', 'b', 'c'])
    const opened = ungroupElements(nested, ids('a', 'b', 'c'))
    expect(wholeGroups(opened, ['c'])).toEqual(['c'])
    expect(wholeGroups(opened, ['b'])).toEqual(['a', 'b'])
    expect(ungroupElements(opened, ids('a', 'b'))).toEqual(four)
  })

  test('they are nested three deep and no deeper, and one alone is none', () => {
    const two = groupElements(grouped, ids('a', 'b', 'c'), 'g2')
    const three = groupElements(two, ids('a', 'b', 'c', 'd'), 'g3')
    const more = Graphic.parse({ ...three, elements: [...three.elements, boxAt('e', 400)] })
    expect(canGroup(more, ids('a', 'b', 'c', 'd', 'e'))).toBe(false)
    expect(groupElements(more, ids('a', 'b', 'c', 'd', 'e'), 'g4')).toBe(more)
    expect([canGroup(four, ids('a')), canGroup(grouped, ids('a', 'b')), canUngroup(four, ids('a'))]).toEqual([
      false,
      false,
      false,
    ])
  })

  test('they are laid out as one: what lies how in a group stays so', () => {
    const right = align(grouped, ids('a', 'b', 'd'), 'right')
    expect([xOf(right, 'a'), xOf(right, 'b'), xOf(right, 'd')]).toEqual([280, 300, 300])
    const apart = distribute(grouped, ids('a', 'b', 'c', 'd'), 'x')
    expect([xOf(apart, 'a'), xOf(apart, 'b'), xOf(apart, 'c'), xOf(apart, 'd')]).toEqual([0, 20, 160, 300])
    // Of a group of which not all is chosen the chosen ones are moved alone.
    expect(xOf(align(grouped, ids('a', 'd'), 'right'), 'b')).toBe(20)
    // A group alone is laid along the sheet.
    expect([xOf(align(grouped, ids('a', 'b'), 'right'), 'a')]).toEqual([1170])
  })

  test('copies are a group of their own', () => {
    let made = 0
    const { graphic, ids: copies } = pasteElements(
      grouped,
      grouped.elements.slice(0, 2),
      { dx: 5, dy: 5 },
      () => `n${made++}`,
    )
    expect(wholeGroups(graphic, ['a'])).toEqual(['a', 'b'])
    expect(wholeGroups(graphic, [copies[0] ?? ''])).toEqual(copies)
    expect(Graphic.parse(graphic)).toEqual(graphic)
  })

  test('a rubber band takes a group as a whole, and removing takes it away as a whole', () => {
    const band = { kind: 'band', start: grouped, from: { x: 0, y: 0 }, kept: ids() } as const
    expect(applyGesture(band, { x: 5, y: 5 }, { isSteady: false }).select).toEqual(['a', 'b'])
    expect(order(removeElements(grouped, new Set(wholeGroups(grouped, ['b']))))).toBe('cd')
  })
})
