import { createContext, useContext, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Check } from 'lucide-react'
import styles from './Menu.module.css'

/** Closes the menu around an item. */
export const MenuCloseContext = createContext<() => void>(() => {})

export interface MenuProps {
  label: string
  trigger: ReactNode
  children: ReactNode
}

/** A button that opens a list of choices under it; arrows move, Escape or a click elsewhere closes. */
export function Menu({ label, trigger, children }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isOpen) return
    list.current?.querySelector('button')?.focus()
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setIsOpen(false)
    }
    addEventListener('pointerdown', closeOutside)
    return () => removeEventListener('pointerdown', closeOutside)
  }, [isOpen])

  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setIsOpen(false)
      root.current?.querySelector('button')?.focus()
    }
    stepThrough(list.current, event)
  }

  return (
    <div ref={root} className={styles.root}>
      <button
        type="button"
        className={styles.trigger}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={label}
        onClick={() => setIsOpen(!isOpen)}
      >
        {trigger}
      </button>
      {isOpen && (
        <div ref={list} className={styles.list} role="menu" tabIndex={-1} onKeyDown={move}>
          <MenuCloseContext value={() => setIsOpen(false)}>{children}</MenuCloseContext>
        </div>
      )}
    </div>
  )
}

/** Arrows up and down go round the items of a menu. */
export function stepThrough(list: HTMLElement | null, event: KeyboardEvent): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const items = [...(list?.querySelectorAll('button') ?? [])]
  const at = items.findIndex((item) => item === document.activeElement)
  items[(at + step + items.length) % items.length]?.focus()
}

export interface MenuGroupProps {
  label?: string
  /** Short choices side by side. */
  isRow?: boolean
  children: ReactNode
}

export function MenuGroup({ label, isRow = false, children }: MenuGroupProps) {
  return (
    <div className={styles.group} role="group" aria-label={label}>
      {label !== undefined && <div className={styles.groupLabel}>{label}</div>}
      {isRow ? <div className={styles.inRow}>{children}</div> : children}
    </div>
  )
}

export interface MenuItemProps {
  /** For one choice of several. */
  isChosen?: boolean
  onChoose(): void
  children: ReactNode
}

export function MenuItem({ isChosen, onChoose, children }: MenuItemProps) {
  const close = useContext(MenuCloseContext)
  return (
    <button
      type="button"
      className={styles.item}
      role={isChosen === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={isChosen}
      onClick={() => {
        close()
        onChoose()
      }}
    >
      <span className={styles.check}>{isChosen === true && <Check size={14} aria-hidden />}</span>
      {children}
    </button>
  )
}
