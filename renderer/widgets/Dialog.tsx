import { useEffect, useRef, type ReactNode } from 'react'
import styles from './Dialog.module.css'

export interface DialogProps {
  label: string
  /** Escape, or a click beside it; without it the dialog stays until it is done. */
  onClose?: (() => void) | undefined
  /** In the middle, or under the top strip as a palette. */
  place?: 'middle' | 'top'
  children: ReactNode
}

/** A modal box. Rare: for signing in, a second person, the palette; everything else happens in place. */
export function Dialog({ label, onClose, place = 'middle', children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={`${styles.dialog} ${styles[place]}`}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose?.()
      }}
    >
      <div className={styles.box}>{children}</div>
    </dialog>
  )
}
