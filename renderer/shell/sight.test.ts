import { describe, expect, test } from 'vitest'
import type { PaneTree } from '../../layouts'
import { homeOf, mayClose, roomiest } from './sight'

const display = (number: number, panes: PaneTree, change: { isLiving?: boolean; hostNumber?: number } = {}) => ({
  number,
  panes,
  isLiving: true,
  isBlank: false,
  ...change,
})
const alarms = display(1, { tabs: ['alarms', 'gaps'] })

describe('closing a pane', () => {
  test('is for every pane that is not the last of its display', () => {
    expect(mayClose('gaps', alarms.panes, 1, [alarms])).toBe(true)
    expect(mayClose('map', { pane: 'map' }, 1, [])).toBe(false)
  })
  test('is not for the last alarm list that somebody can see', () => {
    const gone = display(2, { pane: 'alarms' }, { isLiving: false })
    expect(mayClose('alarms', alarms.panes, 1, [alarms, gone])).toBe(false)
    expect(mayClose('alarms', alarms.panes, 1, [alarms, { ...gone, hostNumber: 1 }])).toBe(true)
    expect(mayClose('alarms', alarms.panes, 1, [alarms, { ...gone, isLiving: true }])).toBe(true)
  })
})

test('a pane is at home on a display in sight before one that is gone', () => {
  const gone = display(1, { pane: 'map' }, { isLiving: false })
  expect(homeOf('map', [gone, display(2, { pane: 'map' })])).toEqual({ number: 2, isInSight: true })
  expect(homeOf('map', [gone])).toEqual({ number: 1, isInSight: false })
  expect(homeOf('wall', [gone])).toBeUndefined()
})

test('what is opened covers the largest pane, but no critical one while there is another', () => {
  const tree: PaneTree = {
    split: 'row',
    sizes: [6, 3, 1],
    parts: [{ pane: 'alarms' }, { pane: 'map' }, { pane: 'gaps' }],
  }
  expect(roomiest(tree)).toBe('map')
  expect(roomiest({ pane: 'alarms' })).toBe('alarms')
})
