import type { Frame, Graphic } from '../../contract'
import { boxOf, type Box, tidy } from './geometry'

type Sheet = Pick<Graphic['sheet'], 'width' | 'height'>

/** How far a box may begin: within the sheet, or such that it covers the sheet where it is the larger one. */
const reach = (sheet: number, box: number): readonly [from: number, to: number] => [
  Math.min(0, sheet - box),
  Math.max(0, sheet - box),
]

const within = (value: number, [from, to]: readonly [number, number]): number => Math.min(Math.max(value, from), to)

/** The part of a way that a box can go without leaving the sheet. */
export function wayOnSheet(box: Box, { dx, dy }: { dx: number; dy: number }, sheet: Sheet): { dx: number; dy: number } {
  return {
    dx: within(box.x + dx, reach(sheet.width, box.width)) - box.x,
    dy: within(box.y + dy, reach(sheet.height, box.height)) - box.y,
  }
}

/** The frame at the nearest place where all of it lies on the sheet, and no larger than the sheet when it stands straight. */
export function keepOnSheet(frame: Frame, sheet: Sheet): Frame {
  const width = Math.max(1, frame.turnDeg ? frame.width : Math.min(frame.width, sheet.width))
  const height = Math.max(1, frame.turnDeg ? frame.height : Math.min(frame.height, sheet.height))
  const sized = { ...frame, width, height }
  const { dx, dy } = wayOnSheet(boxOf(sized), { dx: 0, dy: 0 }, sheet)
  return { ...sized, x: tidy(sized.x + dx), y: tidy(sized.y + dy), width: tidy(width), height: tidy(height) }
}
