import type { ReactNode } from 'react'
import styles from './Field.module.css'

/** What every field of a form has besides its control. */
export interface FieldProps {
  label: string
  /** The label is read out, not seen: the place says what belongs there. */
  isLabelHidden?: boolean | undefined
  /** The label at the left of the control instead of above it. */
  isBeside?: boolean | undefined
  /** What is wrong with it. */
  problem?: string | undefined
  className?: string | undefined
}

/** Label, control and what is wrong, in the one arrangement that all fields have. The control bears `id` and what `toldOf` gives. */
export function Field({
  id,
  label,
  isLabelHidden = false,
  isBeside = false,
  problem,
  className,
  children,
}: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className={[isBeside ? styles.beside : styles.field, className].filter(Boolean).join(' ')}>
      <label htmlFor={id} className={isLabelHidden ? 'srOnly' : styles.label}>
        {label}
      </label>
      {children}
      {problem !== undefined && (
        <p id={`${id}-problem`} className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}

/** Ties a control to what is wrong with it, for those who hear the page. */
export const toldOf = (id: string, problem: string | undefined) => ({
  'aria-invalid': problem !== undefined || undefined,
  'aria-describedby': problem === undefined ? undefined : `${id}-problem`,
})
