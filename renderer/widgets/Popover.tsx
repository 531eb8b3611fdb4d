import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { layerOf } from './layer'
import styles from './Popover.module.css'

export interface PopoverProps {
  /** What the button says when it is read out, and the name of what it opens. */
  label: string
  trigger: ReactNode
  className?: string | undefined
  /** Drawn only while it is open; a function is given what closes it. */
  children: ReactNode | ((close: () => void) => ReactNode)
}

/** A button that opens a box with more about what it shows, above or below it wherever there is room; Escape or a click elsewhere closes. */
export function Popover({ label, trigger, className, children }: PopoverProps) {
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()

  useLayoutEffect(() => {
    if (!isOpen || !box.current || !button.current) return
    place(box.current, button.current.getBoundingClientRect())
    box.current.focus()
  }, [isOpen])

  useEffect(() => {
    if (!isOpen) return
    const closeOutside = ({ target }: PointerEvent) => {
      if (target instanceof Node && !box.current?.contains(target) && !button.current?.contains(target))
        setIsOpen(false)
    }
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // Escape undoes a dispatch too: here it only closes.
      event.stopPropagation()
      setIsOpen(false)
      button.current?.focus()
    }
    const opened = box.current
    addEventListener('pointerdown', closeOutside)
    opened?.addEventListener('keydown', closeByKey)
    return () => {
      removeEventListener('pointerdown', closeOutside)
      opened?.removeEventListener('keydown', closeByKey)
    }
  }, [isOpen])

  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        title={label}
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        {trigger}
      </button>
      {isOpen &&
        // Outside of the bars, which cut off whatever reaches over their edge.
        createPortal(
          <div ref={box} id={id} className={styles.box} role="dialog" aria-label={label} tabIndex={-1}>
            {typeof children === 'function' ? children(close) : children}
          </div>,
          layerOf(button.current),
        )}
    </>
  )
}

const gapPx = 4

/** Puts the box on the side of its button that has more room, within the page. */
function place(box: HTMLElement, button: DOMRect): void {
  const left = Math.max(gapPx, Math.min(button.left, innerWidth - box.offsetWidth - gapPx))
  box.style.left = `${left}px`
  if (button.top > innerHeight / 2) box.style.bottom = `${innerHeight - button.top + gapPx}px`
  else box.style.top = `${button.bottom + gapPx}px`
}
