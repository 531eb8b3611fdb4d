import { useLayoutEffect, useState, type RefObject } from 'react'
import type { Size } from './view'

/** Size of the canvas as it is now, px. */
export function useCanvasSize(canvas: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 800, height: 600 })
  useLayoutEffect(() => {
    const shown = canvas.current
    if (!shown) return
    const measure = () => setSize({ width: shown.clientWidth, height: shown.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(shown)
    return () => observer.disconnect()
  }, [canvas])
  return size
}
