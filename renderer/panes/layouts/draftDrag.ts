import type { DragEvent } from 'react'
import { z } from 'zod'
import { PaneId } from '../../../layouts'

export { dropAt } from '../../shell/paneDrag'

/** Not the media type of real panes: a tile of the editor dropped on a pane of the desk must do nothing. */
const mediaType = 'application/x-chengtai-draft'
const Dragged = z.object({ pane: PaneId, from: z.int().optional() })

/** A pane on its way in the editor; `from` is the display it leaves, from 0. */
export type DraftDrag = z.infer<typeof Dragged>

export function carryDraft(event: DragEvent, dragged: DraftDrag): void {
  event.dataTransfer.setData(mediaType, JSON.stringify(dragged))
  event.dataTransfer.effectAllowed = dragged.from === undefined ? 'copy' : 'move'
}

export const isDraftDrag = (event: DragEvent): boolean => event.dataTransfer.types.includes(mediaType)

export function readDraftDrag(event: DragEvent): DraftDrag | undefined {
  const text = event.dataTransfer.getData(mediaType)
  if (text === '') return undefined
  event.preventDefault()
  return Dragged.safeParse(JSON.parse(text)).data
}
