import type { ReactNode } from 'react'
import styles from './Editor.module.css'

/** A button that is only an icon: its words are its tip. */
export function IconButton({
  label,
  isOff = false,
  isPressed,
  onClick,
  children,
}: {
  label: string
  isOff?: boolean
  isPressed?: boolean
  onClick(): void
  children: ReactNode
}) {
  return (
    <button
      type="button"
      className={styles.icon}
      aria-label={label}
      title={label}
      aria-pressed={isPressed}
      disabled={isOff}
      onClick={onClick}
    >
      {children}
    </button>
  )
}
