import { useEffect, useMemo, useRef, useState } from 'react'

/** Nobody who has not moved a hand for so long is about to click: the list catches up. ms */
export const restMs = 60_000

export interface Hold {
  /** True while a hand is at the list: no row may move under it. */
  isHeld: boolean
  /** Lets the list catch up; the next movement holds it again. */
  release(): void
  /** For the element that holds the rows. */
  handlers: {
    onPointerEnter(): void
    onPointerMove(): void
    onPointerLeave(): void
    onFocus(): void
    onBlur(event: { currentTarget: Node; relatedTarget: EventTarget | null }): void
    onKeyDownCapture(): void
  }
}

/**
 * Whether a hand is at the list: the pointer over it or the focus in it. Rows that move between the look and the click are how the wrong alarm gets
 * acknowledged.
 */
export function useHold(): Hold {
  const [isHeld, setIsHeld] = useState(false)
  const at = useRef({ pointer: false, focus: false })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const { release, handlers } = useMemo(() => {
    const rest = () => {
      clearTimeout(timer.current)
      setIsHeld(false)
    }
    const touch = () => {
      clearTimeout(timer.current)
      timer.current = setTimeout(rest, restMs)
      setIsHeld(true)
    }
    const leave = (part: 'pointer' | 'focus') => {
      at.current[part] = false
      if (!at.current.pointer && !at.current.focus) rest()
    }
    const come = (part: 'pointer' | 'focus') => {
      at.current[part] = true
      touch()
    }
    return {
      release: rest,
      handlers: {
        onPointerEnter: () => come('pointer'),
        onPointerMove: () => come('pointer'),
        onPointerLeave: () => leave('pointer'),
        onFocus: () => come('focus'),
        onBlur: ({ currentTarget, relatedTarget }: Parameters<Hold['handlers']['onBlur']>[0]) => {
          if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) leave('focus')
        },
        onKeyDownCapture: touch,
      },
    }
  }, [])
  return { isHeld, release, handlers }
}
