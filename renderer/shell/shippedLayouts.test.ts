import { describe, expect, test } from 'vitest'
import { groupsOf, shippedLayouts } from '../../layouts'
import { PaneId } from '../../layouts/schema'
import { panes } from '../panes/registry'

/** Heights of the strips around the panes and of a group's tabs, CSS px at 100 %: `theme/tokens.css`. */
const stripsPx = 40 + 40 + 24
const tabsPx = 32

test('every pane that a layout may name is registered', () => {
  expect(Object.keys(panes).toSorted()).toEqual(PaneId.options.toSorted())
})

describe.each([
  [1920, 1080],
  [1366, 768],
])('on displays of %i × %i', (width, height) => {
  test.each(shippedLayouts)('every pane of $id has at least the room it asks for', ({ displays }) => {
    const tooSmall = displays.flatMap((display, at) =>
      groupsOf(display.panes, { x: 0, y: 0, width, height: height - stripsPx }).flatMap(({ panes: shown, area }) =>
        shown.flatMap((pane) => {
          const { minWidthPx, minHeightPx } = panes[pane]
          const heightPx = area.height - (shown.length > 1 ? tabsPx : 0)
          return area.width >= minWidthPx && heightPx >= minHeightPx
            ? []
            : [`${pane} on display ${at + 1}: ${area.width} × ${heightPx}`]
        }),
      ),
    )
    expect(tooSmall).toEqual([])
  })
})
