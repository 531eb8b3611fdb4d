import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent, type RefObject } from 'react'
import type { Point } from '../../../../domain/graphics/edit/geometry'
import { moveElements } from '../../../../domain/graphics/edit/arrange'
import { applyGesture, createMove, type Gesture, type GestureOptions } from '../../../../domain/graphics/edit/gesture'
import { wholeGroups } from '../../../../domain/graphics/edit/groups'
import { elementAt } from '../../../../domain/graphics/edit/hitTest'
import { handles } from '../../../../domain/graphics/edit/resize'
import type { Guide } from '../../../../domain/graphics/edit/snap'
import type { Box } from '../../../../domain/graphics/edit/geometry'
import { newKey } from '../../../feed'
import type { GraphicDraft } from '../useGraphicDraft'
import { toSheet, type View } from './view'

/** How near a line or an edge must be, px. */
export const nearPx = 6
/** A press that moves less is a click. */
const clickPx = 3

export interface GestureParts {
  canvas: RefObject<HTMLElement | null>
  draft: GraphicDraft
  view: View
  setView(view: View): void
  /** Step of the grid that holds; absent for none. */
  grid: number | undefined
  isReadOnly: boolean
  /** Space is held: the sheet is moved, not what is on it. */
  isPanning: boolean
}

/** What is on its way: drawn moved, and changed in the drawing when it is let go. */
export interface Drag {
  ids: ReadonlySet<string>
  dx: number
  dy: number
}

interface Shown {
  guides: readonly Guide[]
  band: Box | undefined
  drag: Drag | undefined
}

export interface Gestures extends Shown {
  onPointerDown(event: ReactPointerEvent): void
  /** Gives up what is under way; false when nothing was. */
  cancel(): boolean
}

const nothing: Shown = { guides: [], band: undefined, drag: undefined }

/** From pressing to letting go. One gesture is one step to take back. */
export function useGestures(parts: GestureParts): Gestures {
  const [shown, setShown] = useState(nothing)
  const stop = useRef<(() => void) | undefined>(undefined)
  const latest = useRef(parts)
  latest.current = parts

  useEffect(() => () => stop.current?.(), [])

  const pointOf = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const { left = 0, top = 0 } = parts.canvas.current?.getBoundingClientRect() ?? {}
    return { x: clientX - left, y: clientY - top }
  }

  /** Listens until the button is let go; `undo` takes back what was done so far, `keep` is told when it is let go. */
  const follow = (onMove: (event: PointerEvent) => void, undo: () => void, keep?: () => void) => {
    const end = () => {
      removeEventListener('pointermove', onMove)
      removeEventListener('pointerup', letGo)
      removeEventListener('pointercancel', letGo)
      stop.current = undefined
      setShown(nothing)
    }
    const letGo = () => {
      keep?.()
      end()
    }
    addEventListener('pointermove', onMove)
    addEventListener('pointerup', letGo)
    addEventListener('pointercancel', letGo)
    stop.current = () => {
      end()
      undo()
    }
  }

  const pan = (event: ReactPointerEvent) => {
    const { view } = parts
    const from = pointOf(event)
    follow(
      (moved) => {
        const to = pointOf(moved)
        latest.current.setView({ ...view, x: view.x + to.x - from.x, y: view.y + to.y - from.y })
      },
      () => latest.current.setView(view),
    )
  }

  const begin = (gesture: Exclude<Gesture, { kind: 'move' }>, event: ReactPointerEvent) => {
    const { view, grid } = parts
    const pressed = pointOf(event)
    const field = newKey()
    let isMoved = false
    follow(
      (moved) => {
        const to = pointOf(moved)
        if (!isMoved && Math.hypot(to.x - pressed.x, to.y - pressed.y) < clickPx) return
        isMoved = true
        const options = optionsOf(moved, view, grid)
        const { graphic, guides, band, select } = applyGesture(gesture, toSheet(view, to), options)
        setShown({ guides, band, drag: undefined })
        if (select) latest.current.draft.select(select)
        else latest.current.draft.change(() => graphic, { field })
      },
      () => {
        if (gesture.kind === 'band') latest.current.draft.select([...gesture.kept])
        else if (isMoved) latest.current.draft.change(() => gesture.start, { field })
      },
    )
  }

  /** All that moves is drawn moved by one way for all; the drawing is changed once, when it is let go. */
  const move = (gesture: Extract<Gesture, { kind: 'move' }>, event: ReactPointerEvent, onClick: () => void) => {
    const { view, grid } = parts
    const pressed = pointOf(event)
    const wayOf = createMove(gesture)
    let drag: Drag | undefined
    follow(
      (moved) => {
        const to = pointOf(moved)
        if (!drag && Math.hypot(to.x - pressed.x, to.y - pressed.y) < clickPx) return
        const { guides, dx, dy } = wayOf(toSheet(view, to), optionsOf(moved, view, grid))
        drag = { ids: gesture.ids, dx, dy }
        setShown({ guides, band: undefined, drag })
      },
      () => undefined,
      () => {
        if (!drag) return onClick()
        const way = drag
        latest.current.draft.change((now) => moveElements(now, gesture.ids, way))
      },
    )
  }

  return {
    ...shown,
    cancel() {
      const isUnderWay = stop.current !== undefined
      stop.current?.()
      return isUnderWay
    },
    onPointerDown(event) {
      const { draft, view, isReadOnly, isPanning } = parts
      if (event.button === 1 || isPanning) return pan(event)
      if (event.button !== 0) return
      const { graphic: start, selection } = draft
      const from = toSheet(view, pointOf(event))
      const handle =
        event.target instanceof Element ? event.target.closest('[data-handle]')?.getAttribute('data-handle') : undefined
      if (handle !== undefined && handle !== null && !isReadOnly) {
        const gesture = gestureOfHandle(handle, start, selection)
        if (gesture) return begin(gesture, event)
      }
      const hit = elementAt(start, from, nearPx / view.zoom)
      if (!hit) {
        const kept = event.shiftKey ? selection : new Set<string>()
        if (!event.shiftKey) draft.select([])
        return begin({ kind: 'band', start, from, kept }, event)
      }
      const isChosen = selection.has(hit.id)
      const whole = wholeGroups(start, [hit.id])
      if (event.shiftKey || event.ctrlKey) {
        draft.select(isChosen ? [...selection].filter((id) => !whole.includes(id)) : [...selection, ...whole])
        return
      }
      const ids = isChosen ? selection : new Set(whole)
      if (!isChosen) draft.select(whole)
      if (isReadOnly || hit.isLocked === true) return
      // A click on one of several chooses that one; one that was taken out of its group stays so.
      move({ kind: 'move', start, ids, from }, event, () => {
        if (selection.size > 1) latest.current.draft.select(whole)
      })
    },
  }
}

const optionsOf = (event: PointerEvent, view: View, grid: number | undefined): GestureOptions => ({
  isSteady: event.shiftKey,
  ...(!event.altKey && { tolerance: nearPx / view.zoom, grid }),
})

function gestureOfHandle(
  handle: string,
  start: GraphicDraft['graphic'],
  ids: ReadonlySet<string>,
): Exclude<Gesture, { kind: 'move' }> | undefined {
  const [id] = ids
  if (id === undefined) return undefined
  if (handle === 'turn') return { kind: 'turn', start, id }
  if (handle.startsWith('corner ')) return { kind: 'corner', start, id, at: Number(handle.slice('corner '.length)) }
  const known = handles.find((each) => each === handle)
  return known && { kind: 'resize', start, ids, handle: known }
}
