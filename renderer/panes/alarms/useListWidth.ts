import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** Taken until the list is measured, CSS px. */
const firstPx = 1200

/** Inner width of the list and the width of a rem, followed as they change: a larger type leaves room for fewer columns. CSS px */
export function useListWidth<E extends HTMLElement>(): [ref: RefObject<E | null>, widthPx: number, remPx: number] {
  const ref = useRef<E>(null)
  const [size, setSize] = useState({ widthPx: firstPx, remPx: 16 })
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = (widthPx: number) => {
      const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
      if (widthPx > 0)
        setSize((known) => (known.widthPx === widthPx && known.remPx === remPx ? known : { widthPx, remPx }))
    }
    const observer = new ResizeObserver(([entry]) => measure(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, size.widthPx, size.remPx]
}
