import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react'
import { zoomStep, zoomWithin } from './zoomSteps'

export interface Zoom {
  /** The box that scrolls. */
  readonly box: RefObject<HTMLDivElement | null>
  /** CSS px a unit of the sheet; `undefined` while it fills the pane. */
  readonly scale: number | undefined
  fit(): void
  full(): void
  step(direction: 1 | -1): void
  readonly handlers: {
    onKeyDown(event: KeyboardEvent): void
    onPointerDown(event: PointerEvent<HTMLDivElement>): void
  }
}

/** Pixels that a pointer goes before it is a pull and no click. */
const slack = 4

/**
 * How large a sheet is drawn, and which part of it is seen. The box scrolls by itself (arrows, wheel); Ctrl and the wheel, `+` and `-` change the scale, `0` fits,
 * and the ground is pulled with the mouse. The place under the pointer stays where it is.
 */
export function useZoom(sheet: { readonly width: number; readonly height: number }): Zoom {
  const box = useRef<HTMLDivElement>(null)
  const [scale, setScale] = useState<number>()
  const { width, height } = sheet

  const fitting = useCallback((): number => {
    const { clientWidth = width, clientHeight = height } = box.current ?? {}
    return Math.min(clientWidth / width, clientHeight / height)
  }, [width, height])

  const zoomTo = useCallback(
    (next: number | undefined, at?: { x: number; y: number }) => {
      const { current: scroller } = box
      const before = scale ?? fitting()
      setScale(next)
      if (!scroller || next === undefined) return
      const { x, y } = at ?? { x: scroller.clientWidth / 2, y: scroller.clientHeight / 2 }
      const [left, top] = [(scroller.scrollLeft + x) / before, (scroller.scrollTop + y) / before]
      // The sheet has its new size after this drawing.
      requestAnimationFrame(() => scroller.scrollTo(left * next - x, top * next - y))
    },
    [scale, fitting],
  )
  const step = useCallback(
    (direction: 1 | -1, at?: { x: number; y: number }) => zoomTo(zoomStep(scale ?? fitting(), direction), at),
    [zoomTo, scale, fitting],
  )

  // React listens to the wheel passively: the browser would enlarge the whole window.
  useEffect(() => {
    const { current: scroller } = box
    if (!scroller) return
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      const frame = scroller.getBoundingClientRect()
      step(event.deltaY < 0 ? 1 : -1, { x: event.clientX - frame.left, y: event.clientY - frame.top })
    }
    scroller.addEventListener('wheel', onWheel, { passive: false })
    return () => scroller.removeEventListener('wheel', onWheel)
  }, [step])

  return {
    box,
    scale,
    fit: () => zoomTo(undefined),
    full: () => zoomTo(zoomWithin(1)),
    step,
    handlers: {
      onKeyDown(event) {
        if (event.ctrlKey || event.altKey || event.metaKey) return
        if (event.key === '+' || event.key === '=') step(1)
        else if (event.key === '-') step(-1)
        else if (event.key === '0') zoomTo(undefined)
        else return
        event.preventDefault()
      },
      onPointerDown(event) {
        const { current: scroller } = box
        if (event.button !== 0 || !scroller) return
        const from = { x: event.clientX, y: event.clientY, left: scroller.scrollLeft, top: scroller.scrollTop }
        let isPulled = false
        const onMove = (move: globalThis.PointerEvent) => {
          const [dx, dy] = [move.clientX - from.x, move.clientY - from.y]
          isPulled ||= Math.hypot(dx, dy) > slack
          if (isPulled) scroller.scrollTo(from.left - dx, from.top - dy)
        }
        // A pull that ends on an element is no click on it.
        const onClick = (click: MouseEvent) => {
          if (isPulled) click.stopPropagation()
        }
        const leave = () => {
          removeEventListener('pointermove', onMove)
          setTimeout(() => removeEventListener('click', onClick, true))
        }
        addEventListener('pointermove', onMove)
        addEventListener('click', onClick, true)
        addEventListener('pointerup', leave, { once: true })
        addEventListener('pointercancel', leave, { once: true })
      },
    },
  }
}
