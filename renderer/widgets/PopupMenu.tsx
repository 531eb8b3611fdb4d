import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { MenuCloseContext, stepThrough } from './Menu'
import styles from './Menu.module.css'

export interface PopupMenuProps {
  label: string
  /** Where it opens, CSS px of the page. */
  at: { x: number; y: number }
  onClose(): void
  children: ReactNode
}

const edgePx = 4

/** A menu of the thing under the pointer. Arrows move, Escape or a click elsewhere closes; the focus goes back to where it was. */
export function PopupMenu({ label, at, onClose, children }: PopupMenuProps) {
  const list = useRef<HTMLDivElement>(null)
  const latest = useRef(onClose)
  latest.current = onClose

  useLayoutEffect(() => {
    const box = list.current
    if (!box) return
    const fit = (from: number, length: number, room: number) => Math.max(edgePx, Math.min(from, room - length - edgePx))
    box.style.left = `${fit(at.x, box.offsetWidth, innerWidth)}px`
    box.style.top = `${fit(at.y, box.offsetHeight, innerHeight)}px`
  }, [at.x, at.y])

  useEffect(() => {
    const before = document.activeElement
    list.current?.querySelector('button')?.focus()
    const closeOutside = ({ target }: PointerEvent) => {
      if (target instanceof Node && !list.current?.contains(target)) latest.current()
    }
    addEventListener('pointerdown', closeOutside)
    return () => {
      removeEventListener('pointerdown', closeOutside)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])

  const press = (event: KeyboardEvent) => {
    // Keys of the pane under it must not hear what is meant for the menu.
    event.stopPropagation()
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      onClose()
    } else stepThrough(list.current, event)
  }

  return createPortal(
    <div ref={list} className={styles.popup} role="menu" tabIndex={-1} aria-label={label} onKeyDown={press}>
      <MenuCloseContext value={onClose}>{children}</MenuCloseContext>
    </div>,
    document.body,
  )
}
