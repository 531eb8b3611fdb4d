import { describe, expect, test } from 'vitest'
import { exportLayout, fingerprintsOf, importLayout, type Layout, readLayout, shippedLayouts } from './index'

const [valid] = shippedLayouts
if (!valid) throw new Error('no shipped layout')
const withPanes = (panes: unknown) => ({ ...valid, displays: [{ role: 'map', panes }] })
const problemsIn = (json: unknown) => {
  const read = readLayout(json)
  return 'problems' in read ? read.problems : []
}

describe('reading layouts', () => {
  test.each(shippedLayouts)('$id comes back from its file as it was', (layout) => {
    expect(importLayout(exportLayout(layout))).toEqual({ layout })
  })

  test('fingerprints, seat and active tab survive the file, and the same layout is always the same text', () => {
    const [fingerprint] = fingerprintsOf([
      { id: 1, bounds: { x: 0, y: 0, width: 1707, height: 960 }, scaleFactor: 1.5, rotation: 90, label: 'HP Z24' },
    ]).values()
    const layout: Layout = {
      ...valid,
      seat: 'seat-7',
      displays: [{ role: 'all', fingerprint, panes: { tabs: ['map', 'alarms'], active: 'alarms' } }],
    }
    expect(importLayout(exportLayout(layout))).toEqual({ layout })
    expect(exportLayout(Object.fromEntries(Object.entries(layout).toReversed()) as Layout)).toBe(exportLayout(layout))
  })

  test('a file of version 1 is read as an everyday layout of the dispatcher with all displays in a row', () => {
    const old = {
      version: 1,
      id: 'old',
      name: { zh: '旧', en: 'Old' },
      displays: [
        { role: 'map', panes: { pane: 'map' } },
        { role: 'alarms', panes: { tabs: ['alarms', 'dispatch'] } },
      ],
    }
    const read = readLayout(old)
    const { version: _, ...kept } = old
    expect(read).toEqual({
      layout: {
        ...kept,
        version: 2,
        revision: 1,
        post: 'dispatcher',
        occasion: 'everyday',
        rows: [2],
        isLocked: false,
      },
    })
  })
})

describe('what is wrong with a layout is told by its place', () => {
  test.each([
    ['an unknown pane', { pane: 'clock' }, 'displays[0].panes.pane', 'notAmongValues'],
    ['tabs with a single pane', { tabs: ['map'] }, 'displays[0].panes.tabs', 'tooSmall'],
    [
      'an active pane that is no tab',
      { tabs: ['map', 'wall'], active: 'device' },
      'displays[0].panes.active',
      'activeNotAmongTabs',
    ],
    [
      'a split whose sizes do not match its parts',
      { split: 'row', sizes: [1, 2, 3], parts: [{ pane: 'map' }, { pane: 'wall' }] },
      'displays[0].panes.sizes',
      'oneSizeAPart',
    ],
    [
      'a fault deep inside',
      {
        split: 'row',
        sizes: [1, 1],
        parts: [{ pane: 'map' }, { split: 'column', sizes: [1, 0], parts: [{ pane: 'wall' }, { pane: 'gaps' }] }],
      },
      'displays[0].panes.parts[1].sizes[1]',
      'tooSmall',
    ],
    [
      'a pane twice on one display',
      { split: 'row', sizes: [1, 1], parts: [{ pane: 'map' }, { tabs: ['wall', 'map'] }] },
      'displays[0].panes',
      'paneTwice',
    ],
    ['a key nobody knows', { pane: 'map', zoom: 3 }, 'displays[0].panes', 'unknownKey'],
    ['something that is no tree', 'map', 'displays[0].panes', 'wrongType'],
  ])('%s', (_, panes, path, code) => {
    expect(problemsIn(withPanes(panes))[0]).toMatchObject({ path, code })
  })

  test.each([
    ['a missing name', { ...valid, name: undefined }, 'name', 'missing'],
    ['an English name that is empty', { ...valid, name: { zh: '单屏', en: '' } }, 'name.en', 'tooSmall'],
    ['an unknown post', { ...valid, post: 'gardener' }, 'post', 'notAmongValues'],
    ['rows that do not hold the displays', { ...valid, rows: [2] }, 'rows', 'rowsAndDisplaysDiffer'],
    ['an id with blanks', { ...valid, id: 'my own' }, 'id', 'badForm'],
    ['a version of the future', { ...valid, version: 3 }, 'version', 'unknownVersion'],
    ['no version', { ...valid, version: undefined }, 'version', 'missing'],
    ['a list', [], '', 'wrongType'],
  ])('%s', (_, json, path, code) => {
    expect(problemsIn(json)).toContainEqual(expect.objectContaining({ path, code }))
  })

  test('a text that is no JSON', () => {
    expect(importLayout('{')).toEqual({ problems: [{ path: '', code: 'notJson' }] })
  })
})
