import { createContext, useContext, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Check } from 'lucide-react'
import styles from './Menu.module.css'

const CloseContext = createContext<() => void>(() => {})

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
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const items = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = items.findIndex((item) => item === document.activeElement)
    items[(at + step + items.length) % items.length]?.focus()
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
          <CloseContext value={() => setIsOpen(false)}>{children}</CloseContext>
        </div>
      )}
    </div>
  )
}

export function MenuGroup({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <div className={styles.group} role="group" aria-label={label}>
      {label !== undefined && <div className={styles.groupLabel}>{label}</div>}
      {children}
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
  const close = useContext(CloseContext)
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
