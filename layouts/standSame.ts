import { groupsOf } from './groupsOf'
import type { PaneTree } from './schema'

/** Finer than this nobody drags; the dock rounds lengths to pixels. */
const sameWithin = 0.01
const whole = { x: 0, y: 0, width: 1, height: 1 }

/** Whether two trees stand the same on a display, whichever tabs lie on top. */
export function standSame(a: PaneTree, b: PaneTree): boolean {
  const [left, right] = [groupsOf(a, whole), groupsOf(b, whole)]
  return (
    left.length === right.length &&
    left.every(({ panes, area }, at) => {
      const other = right[at]
      return (
        other !== undefined &&
        panes.join() === other.panes.join() &&
        (['x', 'y', 'width', 'height'] as const).every((side) => Math.abs(area[side] - other.area[side]) < sameWithin)
      )
    })
  )
}
