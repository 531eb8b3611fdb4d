import type { DragEvent } from 'react'
import { z } from 'zod'
import { type Drop, PaneId } from '../../layouts'

/** What a dragged pane carries, also into the window of another display. */
const mediaType = 'application/x-chengtai-pane'
const Carried = z.object({ pane: PaneId, fromNumber: z.int() })

export function carry(event: DragEvent, pane: PaneId, fromNumber: number): void {
  event.dataTransfer.setData(mediaType, JSON.stringify({ pane, fromNumber }))
  event.dataTransfer.effectAllowed = 'move'
}

/** Whether a pane is dragged over; what it is can be read only when it is dropped. */
export const isPaneDrag = (event: DragEvent): boolean => event.dataTransfer.types.includes(mediaType)

export function readCarried(event: DragEvent): z.infer<typeof Carried> | undefined {
  const text = event.dataTransfer.getData(mediaType)
  return text === '' ? undefined : Carried.safeParse(JSON.parse(text)).data
}

/** How near to an edge a drop splits; in the middle it makes a tab. */
const edgeShare = 0.25

/** What a drop does at a point of a group. */
export function dropAt(box: { left: number; top: number; width: number; height: number }, x: number, y: number): Drop {
  const across = (x - box.left) / box.width
  const down = (y - box.top) / box.height
  const edges: [Drop, number][] = [
    ['left', across],
    ['right', 1 - across],
    ['above', down],
    ['below', 1 - down],
  ]
  const [nearest] = edges.toSorted(([, a], [, b]) => a - b)
  return nearest && nearest[1] < edgeShare ? nearest[0] : 'tab'
}
