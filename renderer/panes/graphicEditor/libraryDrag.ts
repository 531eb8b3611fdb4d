import type { DragEvent } from 'react'
import { z } from 'zod'
import { basicKinds } from '../../../domain/graphics/edit/newElement'

const mediaType = 'application/x-chengtai-component'
const Dragged = z.union([z.object({ basic: z.enum(basicKinds) }), z.object({ symbolId: z.string() })])

/** A component on its way from the library to the sheet. */
export type Dragged = z.infer<typeof Dragged>

export function carryComponent(event: DragEvent, dragged: Dragged): void {
  event.dataTransfer.setData(mediaType, JSON.stringify(dragged))
  event.dataTransfer.effectAllowed = 'copy'
}

/** Whether a component is dragged over; which one can be read only when it is dropped. */
export const isComponentDrag = (event: DragEvent): boolean => event.dataTransfer.types.includes(mediaType)

export function readComponent(event: DragEvent): Dragged | undefined {
  const text = event.dataTransfer.getData(mediaType)
  return text === '' ? undefined : Dragged.safeParse(JSON.parse(text)).data
}
