import { describe, expect, test } from 'vitest'
import { diffLayouts, fingerprintsOf, type Layout, type PaneTree, shippedLayouts } from './index'

const layoutOf = (...trees: PaneTree[]): Layout => ({
  version: 2,
  id: 'mine',
  revision: 1,
  name: { zh: '我的', en: 'Mine' },
  post: 'dispatcher',
  occasion: 'everyday',
  rows: [trees.length],
  isLocked: false,
  displays: trees.map((panes) => ({ role: 'all', panes })),
})
const before = layoutOf({ tabs: ['map', 'wall'] }, { pane: 'alarms' })

describe('what changed between two versions of a layout', () => {
  test.each(shippedLayouts)('nothing in $id and itself', (layout) => {
    expect(diffLayouts(layout, structuredClone({ ...layout, revision: 2 }))).toEqual([])
  })

  test('a pane that moved to another display', () => {
    expect(diffLayouts(before, layoutOf({ pane: 'map' }, { tabs: ['alarms', 'wall'] }))).toEqual([
      { kind: 'paneMoved', pane: 'wall', from: 1, to: 2 },
    ])
  })

  test('panes that came and went', () => {
    expect(diffLayouts(before, layoutOf({ tabs: ['map', 'device'] }, { pane: 'alarms' }))).toEqual([
      { kind: 'paneRemoved', pane: 'wall', display: 1 },
      { kind: 'paneAdded', pane: 'device', display: 1 },
    ])
  })

  test('the same panes arranged otherwise', () => {
    expect(diffLayouts(before, layoutOf({ tabs: ['map', 'wall'], active: 'wall' }, { pane: 'alarms' }))).toEqual([
      { kind: 'rearranged', display: 1 },
    ])
  })

  test('a display more, and the pane that moved onto it', () => {
    expect(diffLayouts(before, layoutOf({ pane: 'map' }, { pane: 'alarms' }, { pane: 'wall' }))).toEqual([
      { kind: 'displayAdded', display: 3, role: 'all' },
      { kind: 'paneMoved', pane: 'wall', from: 1, to: 3 },
    ])
  })

  test('a display less, and what is gone with it', () => {
    expect(diffLayouts(before, layoutOf({ tabs: ['map', 'wall'] }))).toEqual([
      { kind: 'displayRemoved', display: 2, role: 'all' },
      { kind: 'paneRemoved', pane: 'alarms', display: 2 },
    ])
  })

  test('name, post, occasion, lock, role and the display it is made for', () => {
    const [fingerprint] = fingerprintsOf([{ id: 1, bounds: { x: 0, y: 0, width: 1920, height: 1080 } }]).values()
    const [first, second] = before.displays
    const after: Layout = {
      ...before,
      name: { zh: '新', en: 'New' },
      post: 'shiftLeader',
      occasion: 'incident',
      isLocked: true,
      displays: first && second ? [{ ...first, role: 'map', fingerprint }, second] : [],
    }
    expect(diffLayouts(before, after)).toEqual([
      { kind: 'renamed', from: before.name, to: after.name },
      { kind: 'postChanged', from: 'dispatcher', to: 'shiftLeader' },
      { kind: 'occasionChanged', from: 'everyday', to: 'incident' },
      { kind: 'locked' },
      { kind: 'roleChanged', display: 1, from: 'all', to: 'map' },
      { kind: 'displayExchanged', display: 1 },
    ])
    expect(diffLayouts(after, before)).toContainEqual({ kind: 'unlocked' })
    const bound = { ...before, seat: 'seat-7' }
    expect(diffLayouts(before, bound)).toEqual([{ kind: 'seatBound' }])
    expect(diffLayouts(bound, before)).toEqual([{ kind: 'seatFreed' }])
  })
})
