import type { KeyboardEvent } from 'react'
import type { Editing } from './useEditing'
import type { GraphicDraft } from './useGraphicDraft'

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
/** A step with Shift, units of the sheet. */
const largeStep = 10

/** Keys while the sheet has the focus. What is none of them goes on to the pane. */
export function pressKey(
  event: KeyboardEvent,
  { draft, editing, isReadOnly, save }: { draft: GraphicDraft; editing: Editing; isReadOnly: boolean; save(): void },
): void {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const hasControl = event.ctrlKey || event.metaKey
  const arrow = arrows[key]
  const act = keyAct()
  if (!act) return
  event.preventDefault()
  event.stopPropagation()
  act()

  function keyAct(): (() => void) | undefined {
    if (hasControl && key === 'a') return editing.selectAll
    if (hasControl && key === 'c') return editing.copy
    if (key === 'Escape' && draft.selection.size > 0) return () => draft.select([])
    if (isReadOnly) return undefined
    if (arrow) {
      const step = event.shiftKey ? largeStep : 1
      return () => editing.nudge(arrow[0] * step, arrow[1] * step)
    }
    if (key === 'Delete' || key === 'Backspace') return editing.remove
    if (!hasControl) return undefined
    switch (key) {
      case 'z':
        return event.shiftKey ? draft.redo : draft.undo
      case 'y':
        return draft.redo
      case 'x':
        return () => {
          editing.copy()
          editing.remove()
        }
      case 'v':
        return editing.paste
      case 'g':
        return event.shiftKey ? editing.ungroup : editing.group
      case 'd':
        return editing.duplicate
      case 's':
        return save
      case ']':
        return () => editing.order(event.shiftKey ? 'front' : 'forward')
      case '[':
        return () => editing.order(event.shiftKey ? 'back' : 'backward')
      case '}':
        return () => editing.order('front')
      case '{':
        return () => editing.order('back')
      default:
        return undefined
    }
  }
}
