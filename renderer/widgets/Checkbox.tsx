import type { ReactNode } from 'react'
import { Check } from 'lucide-react'
import styles from './Checkbox.module.css'

export interface CheckboxProps {
  isChecked: boolean
  onChange(isChecked: boolean): void
  /** What is ticked, for those who do not see it; not needed when `children` say it. */
  label?: string
  isDisabled?: boolean
  children?: ReactNode
  className?: string | undefined
}

/** A box to tick; the whole row is the target. */
export function Checkbox({ isChecked, onChange, label, isDisabled = false, children, className }: CheckboxProps) {
  return (
    <label className={[styles.row, className].filter(Boolean).join(' ')}>
      <input
        type="checkbox"
        className={styles.input}
        checked={isChecked}
        disabled={isDisabled}
        aria-label={label}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={styles.box} aria-hidden>
        {isChecked && <Check size={12} strokeWidth={2.5} />}
      </span>
      {children}
    </label>
  )
}
