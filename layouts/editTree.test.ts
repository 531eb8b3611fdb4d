import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { putPane, withoutPane, withPaneOnTop, withRoom, type Drop } from './editTree'
import { groupsOf } from './groupsOf'
import { PaneId, panesOf, PaneTree } from './schema'

const room = { x: 0, y: 0, width: 1, height: 1 }
const half: PaneTree = { split: 'row', sizes: [1, 1], parts: [{ pane: 'map' }, { pane: 'alarms' }] }

describe('taking a pane away', () => {
  test('gives its room to its neighbours', () => {
    expect(withoutPane(half, 'map')).toEqual({ pane: 'alarms' })
    expect(withoutPane({ tabs: ['map', 'wall', 'gaps'], active: 'map' }, 'map')).toEqual({ tabs: ['wall', 'gaps'] })
  })
  test('leaves nothing when it was the last', () => {
    expect(withoutPane({ pane: 'map' }, 'map')).toBeUndefined()
  })
  test('makes one split of two that stand in one line then', () => {
    const tree: PaneTree = {
      split: 'row',
      sizes: [1, 1],
      parts: [{ pane: 'gaps' }, { split: 'column', sizes: [1, 1], parts: [{ pane: 'wall' }, half] }],
    }
    expect(withoutPane(tree, 'wall')).toEqual({
      split: 'row',
      sizes: [1, 0.5, 0.5],
      parts: [{ pane: 'gaps' }, { pane: 'map' }, { pane: 'alarms' }],
    })
  })
})

describe('putting a pane', () => {
  test('in the middle of a group makes it a tab on top', () => {
    expect(putPane({ pane: 'map' }, 'wall', 'map', 'tab')).toEqual({ tabs: ['map', 'wall'], active: 'wall' })
  })
  test('at an edge gives it half of the room of that group only', () => {
    const groups = groupsOf(putPane(half, 'wall', 'alarms', 'left'), room)
    expect(groups.map(({ active, area }) => [active, area.x, area.width])).toEqual([
      ['map', 0, 0.5],
      ['wall', 0.5, 0.25],
      ['alarms', 0.75, 0.25],
    ])
  })
  test('above or below cuts the other way', () => {
    expect(putPane({ pane: 'map' }, 'wall', 'map', 'above')).toEqual({
      split: 'column',
      sizes: [1, 1],
      parts: [{ pane: 'wall' }, { pane: 'map' }],
    })
  })
  test('upon itself changes nothing; out of its tabs it gets a place of its own', () => {
    expect(putPane(half, 'map', 'map', 'left')).toEqual(half)
    expect(panesOf(putPane({ tabs: ['map', 'wall'] }, 'wall', 'wall', 'left'))).toEqual(['wall', 'map'])
  })
  test('on an empty display fills it', () => {
    expect(putPane(undefined, 'map', undefined, 'tab')).toEqual({ pane: 'map' })
  })
})

test('room grows at the cost of the others and leaves each a tenth', () => {
  const grown = withRoom(half, 'map', 'row', 0.2)
  expect(groupsOf(grown, room).map(({ area }) => area.width)).toEqual([0.7, expect.closeTo(0.3)])
  expect(groupsOf(withRoom(half, 'map', 'row', 5), room)[0]?.area.width).toBeCloseTo(0.9)
  expect(withRoom(half, 'map', 'column', 0.2)).toEqual(half)
})

test('a tab comes on top wherever it is', () => {
  const tree: PaneTree = { split: 'row', sizes: [1, 1], parts: [{ tabs: ['map', 'wall'] }, { pane: 'alarms' }] }
  expect(groupsOf(withPaneOnTop(tree, 'wall'), room)[0]?.active).toBe('wall')
})

test('whatever is done, the tree stays one the schema takes, every pane once, and the room is filled', () => {
  const pane = fc.constantFrom(...PaneId.options)
  const step = fc.record({
    pane,
    at: pane,
    drop: fc.constantFrom<Drop>('tab', 'left', 'right', 'above', 'below'),
    isTaken: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let tree: PaneTree | undefined
      const expected = new Set<PaneId>()
      for (const { pane: moved, at, drop, isTaken } of steps) {
        tree = isTaken ? tree && withoutPane(tree, moved) : putPane(tree, moved, at, drop)
        if (isTaken) expected.delete(moved)
        else expected.add(moved)
      }
      if (!tree) {
        expect(expected.size).toBe(0)
        return
      }
      expect(PaneTree.parse(tree)).toEqual(tree)
      expect(panesOf(tree).toSorted()).toEqual([...expected].toSorted())
      const areas = groupsOf(tree, room).map(({ area }) => area.width * area.height)
      expect(areas.reduce((sum, area) => sum + area, 0)).toBeCloseTo(1, 2)
    }),
    { numRuns: 200, seed: 4 },
  )
})
