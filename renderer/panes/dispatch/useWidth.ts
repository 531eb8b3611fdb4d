import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** Inner width of an element in CSS pixels, followed as it changes. @param firstPx taken until it is measured */
export function useWidth<E extends HTMLElement>(firstPx: number): [RefObject<E | null>, number] {
  const ref = useRef<E>(null)
  const [widthPx, setWidthPx] = useState(firstPx)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidthPx(Math.floor(entry.contentRect.width))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, widthPx]
}
