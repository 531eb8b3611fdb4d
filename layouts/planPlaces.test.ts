import { describe, expect, test } from 'vitest'
import { boundsOf, type Home, planPlaces, type WindowPlace } from './planPlaces'

const desk: Home[] = [
  { number: 1, displayId: 78, role: 'map', panes: { pane: 'map' } },
  { number: 2, displayId: 79, role: 'alarms', panes: { pane: 'alarms' } },
  { number: 3, displayId: 80, role: 'dispatch', panes: { pane: 'dispatch' } },
  { number: 4, displayId: 81, role: 'wall', panes: { pane: 'wall' } },
]
const all = desk.map(({ displayId }) => displayId)
const subsets = Array.from({ length: 2 ** all.length - 1 }, (_, at) => all.filter((_id, bit) => ((at + 1) >> bit) & 1))
const placed = (places: Map<number, WindowPlace>) =>
  [...places].flatMap(([, place]) => (place === 'waiting' ? [] : [place]))

describe('where windows stand', () => {
  test('with all displays there, every window has its own', () => {
    expect([...planPlaces(desk, all)]).toEqual(
      desk.map(({ number, displayId }) => [number, { displayId, part: 0, of: 1 }]),
    )
  })

  test.each(subsets)('alarms and dispatch stand on a living display, whichever are left (%s %s %s %s)', (...living) => {
    const places = planPlaces(
      desk,
      living.filter((id) => typeof id === 'number'),
    )
    for (const number of [2, 3]) expect(places.get(number)).toMatchObject({ of: expect.any(Number) })
  })

  test.each(subsets)(
    'no two windows stand on the same part, and each part of a cut display has one (%s %s %s %s)',
    (...living) => {
      const ids = living.filter((id) => typeof id === 'number')
      const places = placed(planPlaces(desk, ids))
      expect(new Set(places.map(({ displayId, part }) => `${displayId} ${part}`)).size).toBe(places.length)
      for (const { displayId, of } of places) {
        expect(ids).toContain(displayId)
        expect(places.filter((place) => place.displayId === displayId)).toHaveLength(of)
      }
    },
  )

  test('a lost alarm display moves onto the wall, the least grave, and stands first there', () => {
    const places = planPlaces(desk, [78, 80, 81])
    expect(places.get(2)).toEqual({ displayId: 81, part: 0, of: 2 })
    expect(places.get(4)).toEqual({ displayId: 81, part: 1, of: 2 })
    expect(places.get(1)).toEqual({ displayId: 78, part: 0, of: 1 })
  })

  test('on one last display alarms and dispatch share it, map and wall wait', () => {
    const places = planPlaces(desk, [81])
    expect([1, 2, 3, 4].map((number) => places.get(number))).toEqual([
      'waiting',
      { displayId: 81, part: 0, of: 2 },
      { displayId: 81, part: 1, of: 2 },
      'waiting',
    ])
  })

  test('the alarms stay in sight also in a layout that has them on a display of another role', () => {
    const odd: Home[] = [
      { number: 1, displayId: 78, role: 'map', panes: { pane: 'map' } },
      { number: 2, displayId: 79, role: 'map', panes: { pane: 'dispatch' } },
      { number: 3, displayId: 80, role: 'wall', panes: { tabs: ['wall', 'alarms'] } },
    ]
    expect(planPlaces(odd, [78]).get(3)).not.toBe('waiting')
    expect(planPlaces(odd, [78]).get(2)).not.toBe('waiting')
    expect(planPlaces(odd, [78]).get(1)).toBe('waiting')
  })

  test('a display that nobody has takes the place of the one that is gone', () => {
    expect(planPlaces(desk, [78, 99, 80, 81]).get(2)).toEqual({ displayId: 99, part: 0, of: 1 })
  })

  test('without any display nothing is moved', () => {
    expect(planPlaces(desk, []).size).toBe(0)
  })
})

test('a wide display is cut side by side, a tall one above each other, without a seam', () => {
  const wide = { x: 1920, y: 0, width: 1921, height: 1080 }
  expect([0, 1].map((part) => boundsOf({ part, of: 2 }, wide))).toEqual([
    { x: 1920, y: 0, width: 961, height: 1080 },
    { x: 2881, y: 0, width: 960, height: 1080 },
  ])
  expect(boundsOf({ part: 1, of: 2 }, { x: 0, y: 10, width: 1080, height: 1920 })).toEqual({
    x: 0,
    y: 970,
    width: 1080,
    height: 960,
  })
})
